# SPDX-License-Identifier: EUPL-1.2
"""The app's place among the others."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailingsConfig(AppConfig):
    """Messages to the people of a day."""

    name = "regiodag.mailings"
    label = "mailings"
    verbose_name = _("messages")

    def ready(self) -> None:
        """Register what holds for a whole day; give days their texts; let the sweeper run rules."""
        import regiodag.mailings.receivers  # noqa: F401, PLC0415  (models are loaded after apps)
        from regiodag.mailings import moments, placeholders, registry  # noqa: PLC0415  (as above)
        from regiodag.mailings.actions.rules import sweep_rules  # noqa: PLC0415  (as above)
        from regiodag.messages import sweepers  # noqa: PLC0415  (as above)

        registry.register_all(placeholders)
        registry.register_all(moments)
        registry.name_kinds({"mailing": _("messages"), "test": _("test mails")})
        sweepers.register(sweep_rules)
