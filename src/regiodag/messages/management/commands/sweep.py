# SPDX-License-Identifier: EUPL-1.2
"""`regiodag sweep`: finish what a lost nudge or a killed worker left behind. Runs beside the worker."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from regiodag.messages.sweepers import sweep


class Command(BaseCommand):
    """Do what is due, again and again."""

    help = "Do what is due: mail that a lost nudge or a killed worker left behind, offers that nobody answered."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add how often."""
        parser.add_argument("--every", type=int, default=0, help="seconds between two sweeps; 0: once")

    def handle(self, *_args: Any, every: int, **_options: Any) -> None:
        """Sweep once, or until stopped."""
        sweep()
        while every:
            time.sleep(every)
            sweep()
