# SPDX-License-Identifier: EUPL-1.2
"""The app's place among the others."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApiConfig(AppConfig):
    """Other systems."""

    name = "regiodag.api"
    label = "api"
    verbose_name = _("other systems")
