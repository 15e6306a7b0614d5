# SPDX-License-Identifier: EUPL-1.2
"""Addresses of registrations: of participants below `my/` and the page of the day, of organisers below the day."""

from __future__ import annotations

from django.urls import path

from regiodag.registrations.views import change, data, link, mine, register

urlpatterns = [
    path("d/<uuid:day_id>/register/", register.register, name="register"),
    path("d/<uuid:day_id>/register/code/", register.code, name="register-code"),
    path("d/<uuid:day_id>/register/with/<str:code>/", register.with_code, name="register-with-code"),
    path("d/<uuid:day_id>/register/done/", register.done, name="register-done"),
    path("d/<uuid:day_id>/link/", link.link_again, name="link-again"),
    path("link/sent/", link.link_sent, name="link-sent"),
    path("my/<str:token>/", mine.my, name="my"),
    path("my/<str:token>/change/", change.change, name="my-change"),
    path("my/<str:token>/cancel/", change.cancel, name="my-cancel"),
    path("my/<str:token>/again/", change.again, name="my-again"),
    path("my/<str:token>/offer/", mine.offer, name="my-offer"),
    path("my/<str:token>/day.ics", mine.calendar, name="my-calendar"),
    path("my/<str:token>/new-link/", link.new_link, name="my-new-link"),
    path("my/<str:token>/data/", data.data, name="my-data"),
    path("my/<str:token>/data.json", data.data_file, name="my-data-file"),
    path("my/<str:token>/erase/", data.erase, name="my-erase"),
    path("erased/", data.erased, name="erased"),
]
