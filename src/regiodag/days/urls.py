# SPDX-License-Identifier: EUPL-1.2
"""Addresses of series and days."""

from __future__ import annotations

from django.urls import path

from regiodag.days.views import dates, details, home, states

urlpatterns = [
    path("", home.home, name="home"),
    path("days/new/", home.new_day, name="new-day"),
    path("days/<uuid:day_id>/", home.day_home, name="day"),
    path("days/<uuid:day_id>/state/", states.state, name="day-state"),
    path("days/<uuid:day_id>/date/", dates.postpone, name="day-postpone"),
    path("days/<uuid:day_id>/copy/", dates.copy, name="day-copy"),
    path("days/<uuid:day_id>/details/", details.details, name="day-details"),
]
