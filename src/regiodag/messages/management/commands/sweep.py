# SPDX-License-Identifier: EUPL-1.2
"""`regiodag sweep`: finish what a lost nudge or a killed worker left behind. Runs beside the worker."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from regiodag.messages.actions import deliver_all


class Command(BaseCommand):
    """Deliver mail that is due, again and again."""

    help = "Deliver mail that is due: what a lost nudge or a killed worker left behind."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add how often."""
        parser.add_argument("--every", type=int, default=0, help="seconds between two sweeps; 0: once")

    def handle(self, *_args: Any, every: int, **_options: Any) -> None:
        """Sweep once, or until stopped."""
        deliver_all()
        while every:
            time.sleep(every)
            deliver_all()
