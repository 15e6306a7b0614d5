# SPDX-License-Identifier: EUPL-1.2
"""Addresses of series and days."""

from __future__ import annotations

from django.urls import path

from regiodag.days.views import dates, details, home, look, page, states

urlpatterns = [
    path("", home.home, name="home"),
    path("days/new/", home.new_day, name="new-day"),
    path("days/<uuid:day_id>/", home.day_home, name="day"),
    path("days/<uuid:day_id>/state/", states.state, name="day-state"),
    path("days/<uuid:day_id>/date/", dates.postpone, name="day-postpone"),
    path("days/<uuid:day_id>/copy/", dates.copy, name="day-copy"),
    path("days/<uuid:day_id>/look/", look.look, name="day-look"),
    path("d/<uuid:day_id>/", page.page, name="page"),
    path("d/<uuid:day_id>/with/<str:code>/", page.with_code, name="page-with-code"),
    path("d/<uuid:day_id>/style.css", page.page_style, name="page-style"),
    path("d/<uuid:day_id>/logo.png", page.page_logo, name="page-logo"),
    path("d/<uuid:day_id>/photo/<uuid:speaker_id>.png", page.page_photo, name="page-photo"),
    path("days/<uuid:day_id>/details/", details.details, name="day-details"),
]
