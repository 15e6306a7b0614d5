# SPDX-License-Identifier: EUPL-1.2
"""The app's place among the others."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacementsConfig(AppConfig):
    """The placement."""

    name = "regiodag.placements"
    label = "placements"
    verbose_name = _("placement")

    def ready(self) -> None:
        """Tell the other parts what the placement has for them: sweeping, steps, doubts, programmes, messages."""
        import regiodag.placements.receivers  # noqa: F401, PLC0415  (models are loaded after apps)
        from regiodag.days import doubts, todo  # noqa: PLC0415  (models are loaded after apps)
        from regiodag.mailings import registry  # noqa: PLC0415  (as above)
        from regiodag.messages import late, sweepers  # noqa: PLC0415  (as above)
        from regiodag.placements import (  # noqa: PLC0415  (as above)
            audiences,
            mails_leaders,
            placeholders,
        )
        from regiodag.placements.actions import mine  # noqa: PLC0415  (as above)
        from regiodag.placements.actions.matching import sweep_exchanges  # noqa: PLC0415  (as above)
        from regiodag.placements.actions.retention import sweep_material  # noqa: PLC0415  (as above)
        from regiodag.placements.actions.runs import sweep_runs  # noqa: PLC0415  (as above)
        from regiodag.placements.known import known_of  # noqa: PLC0415  (as above)
        from regiodag.placements.links import leader_link_of_id  # noqa: PLC0415  (as above)
        from regiodag.placements.mails import NAMES  # noqa: PLC0415  (as above)
        from regiodag.placements.todo import doubts_before, steps_of  # noqa: PLC0415  (as above)
        from regiodag.placements.views.mine import my_programme  # noqa: PLC0415  (as above)
        from regiodag.registrations import known, own_page  # noqa: PLC0415  (as above)

        todo.register(steps_of)
        doubts.register(doubts_before)
        sweepers.register(sweep_runs)
        sweepers.register(sweep_exchanges)
        sweepers.register(sweep_material)
        own_page.register(my_programme)
        known.register(known_of)
        registry.name_kinds(NAMES)
        registry.name_kinds(mine.NAMES)
        registry.name_kinds(mails_leaders.NAMES)
        registry.register_finder(mails_leaders.speaker_of)
        late.register("leader-link", leader_link_of_id)
        registry.register_all(audiences)
        registry.register_all(placeholders)
