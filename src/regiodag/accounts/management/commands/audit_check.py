# SPDX-License-Identifier: EUPL-1.2
"""`regiodag audit_check` tells whether the record of who did what is still as it was written."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from regiodag.accounts import audit


class Command(BaseCommand):
    """Follow every chain from its first entry to its head."""

    help = "Check the record of who did what. Ends with status 1 when an entry was changed, removed or slipped in."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Check all chains. Raises CommandError that names the first broken entry of each broken chain."""
        scopes = audit.scopes()
        broken = [(scope, number) for scope in scopes if (number := audit.first_broken(scope)) is not None]
        if broken:
            lines = [f"{scope}: entry {number} is not as it was written" for scope, number in broken]
            raise CommandError("\n".join(lines))
        self.stdout.write(f"All {len(scopes)} chains hold.")
