# SPDX-License-Identifier: EUPL-1.2
"""The app's place among the others."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistrationsConfig(AppConfig):
    """Registrations."""

    name = "regiodag.registrations"
    label = "registrations"
    verbose_name = _("registrations")

    def ready(self) -> None:
        """Tell the other parts what registration has for them: links, steps, doubts, sweeping, what can be undone."""
        import regiodag.registrations.receivers  # noqa: F401, PLC0415  (models are loaded after apps)
        from regiodag.days import doubts, todo  # noqa: PLC0415  (models are loaded after apps)
        from regiodag.editing.steps import undoable  # noqa: PLC0415  (as above)
        from regiodag.messages import late, sweepers  # noqa: PLC0415  (as above)
        from regiodag.registrations.actions.addresses import sweep_addresses  # noqa: PLC0415  (as above)
        from regiodag.registrations.actions.intake import sweep_files  # noqa: PLC0415  (as above)
        from regiodag.registrations.actions.offers import sweep_offers  # noqa: PLC0415  (as above)
        from regiodag.registrations.actions.retention import sweep_retention  # noqa: PLC0415  (as above)
        from regiodag.registrations.doubts import doubts_before  # noqa: PLC0415  (as above)
        from regiodag.registrations.links import address_link_of_id, invitation_link_of_id, link_of_id  # noqa: PLC0415  (as above)
        from regiodag.registrations.mails import LATE, written  # noqa: PLC0415  (as above)
        from regiodag.registrations.models import FormField, FormSection  # noqa: PLC0415  (as above)
        from regiodag.registrations.todo import steps_of  # noqa: PLC0415  (as above)

        late.register("personal-link", link_of_id)
        late.register("invitation-link", invitation_link_of_id)
        late.register("address-link", address_link_of_id)
        for kind in LATE:
            late.register_writer(kind, written)
        todo.register(steps_of)
        doubts.register(doubts_before)
        sweepers.register(sweep_offers)
        sweepers.register(sweep_retention)
        sweepers.register(sweep_files)
        sweepers.register(sweep_addresses)
        undoable(FormSection, FormField)
        _let_organisers_write()


def _let_organisers_write() -> None:
    """Say to whom organisers can write, what differs per person, and what the mails of the system are called."""
    from regiodag.mailings import registry  # noqa: PLC0415  (models are loaded after apps)
    from regiodag.registrations import audiences, mails_address, placeholders  # noqa: PLC0415  (as above)
    from regiodag.registrations.mails import NAMES  # noqa: PLC0415  (as above)
    from regiodag.registrations.whereabouts import person_of  # noqa: PLC0415  (as above)

    registry.register_all(audiences)
    registry.register_all(placeholders)
    registry.name_kinds(NAMES)
    registry.name_kinds(mails_address.NAMES)
    registry.register_finder(person_of)
