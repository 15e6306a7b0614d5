# SPDX-License-Identifier: EUPL-1.2
"""The app's place among the others."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Organisers."""

    name = "regiodag.accounts"
    label = "accounts"
    verbose_name = _("organisers")

    def ready(self) -> None:
        """Listen to the library for signing in."""
        from regiodag.accounts import receivers  # noqa: F401, PLC0415  (models are there by now)
