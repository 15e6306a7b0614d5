# SPDX-License-Identifier: EUPL-1.2
"""The command `regiodag`: Django's management commands with the site's own settings."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run the management command that the arguments name."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "regiodag.config.settings")
    execute_from_command_line(["regiodag", *sys.argv[1:]])


if __name__ == "__main__":
    main()
