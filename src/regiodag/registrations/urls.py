# SPDX-License-Identifier: EUPL-1.2
"""Addresses of registrations: of participants below `my/` and the page of the day, of organisers below the day."""

from __future__ import annotations

from django.urls import path

from regiodag.registrations.views import mine

urlpatterns = [
    path("my/<str:token>/", mine.my, name="my"),
]
