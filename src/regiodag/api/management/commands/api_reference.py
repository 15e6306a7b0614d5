# SPDX-License-Identifier: EUPL-1.2
"""Print the operations of the API, as docs/reference/api.md has them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from regiodag.api.reference import reference


class Command(BaseCommand):
    """Print the part of the page that is made from the description."""

    help = "Print the operations of the API, for docs/reference/api.md."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print it."""
        self.stdout.write(reference())
