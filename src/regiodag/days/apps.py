# SPDX-License-Identifier: EUPL-1.2
"""The app's place among the others."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DaysConfig(AppConfig):
    """Series and days."""

    name = "regiodag.days"
    label = "days"
    verbose_name = _("days")

    def ready(self) -> None:
        """Let what makes up a programme be undone, and files that nothing names any more go."""
        from regiodag.days import models  # noqa: PLC0415  (models are loaded after apps)
        from regiodag.editing.orphans import sweep_orphans  # noqa: PLC0415  (as above)
        from regiodag.editing.steps import undoable  # noqa: PLC0415  (as above)
        from regiodag.messages import sweepers  # noqa: PLC0415  (as above)

        sweepers.register(sweep_orphans)

        undoable(models.Room, models.Speaker, models.Round, models.Workshop, models.ProgrammeItem, models.Session)
