# SPDX-License-Identifier: EUPL-1.2
"""Addresses of registrations: of participants below `my/` and the page of the day, of organisers below the day."""

from __future__ import annotations

from django.urls import path

from regiodag.registrations.views import form, form_order, form_parts, mine

FORM = "days/<uuid:day_id>/registration/"
SECTION = f"{FORM}sections/<uuid:section_id>/"
QUESTION = f"{FORM}questions/<uuid:question_id>/"

urlpatterns = [
    path("my/<str:token>/", mine.my, name="my"),
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
