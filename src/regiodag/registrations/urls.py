# SPDX-License-Identifier: EUPL-1.2
"""Addresses of registrations: of participants below `my/` and the page of the day, of organisers below the day."""

from __future__ import annotations

from django.urls import path

from regiodag.registrations.views import change, data, form, form_order, form_parts, link, mine, register

FORM = "days/<uuid:day_id>/registration/"
SECTION = f"{FORM}sections/<uuid:section_id>/"
QUESTION = f"{FORM}questions/<uuid:question_id>/"

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
    path(FORM, form.overview, name="registration-form"),
    path(f"{FORM}settings/", form.settings, name="registration-settings"),
    path(f"{FORM}preview/", form.preview, name="registration-preview"),
    path(f"{FORM}undo/", form_order.undo, name="registration-undo"),
    path(f"{FORM}redo/", form_order.redo, name="registration-redo"),
    path(f"{FORM}sections/add/", form_parts.section_add, name="form-section-add"),
    path(SECTION, form_parts.section, name="form-section"),
    path(f"{SECTION}move/", form_order.section_move, name="form-section-move"),
    path(f"{SECTION}remove/", form_parts.section_remove, name="form-section-remove"),
    path(f"{SECTION}questions/add/", form_parts.question_add, name="form-question-add"),
    path(QUESTION, form_parts.question, name="form-question"),
    path(f"{QUESTION}move/", form_order.question_move, name="form-question-move"),
    path(f"{QUESTION}remove/", form_parts.question_remove, name="form-question-remove"),
]
