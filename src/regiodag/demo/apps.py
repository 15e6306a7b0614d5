# SPDX-License-Identifier: EUPL-1.2
"""The app's place among the others."""

from __future__ import annotations

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demonstration."""

    name = "regiodag.demo"
    label = "demo"
