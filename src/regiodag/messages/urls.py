# SPDX-License-Identifier: EUPL-1.2
"""Addresses of mail."""

from __future__ import annotations

from django.urls import path

from regiodag.messages import views

urlpatterns = [
    path("mailbox/", views.mailbox, name="mailbox"),
    path("mailbox/<uuid:mail_id>/", views.mail, name="mail"),
]
