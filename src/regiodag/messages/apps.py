# SPDX-License-Identifier: EUPL-1.2
"""The app's place among the others."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagesConfig(AppConfig):
    """Mail. Django's own app for notices on a page has the label `messages`."""

    name = "regiodag.messages"
    label = "outbox"
    verbose_name = _("mail")
