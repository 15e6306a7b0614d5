# SPDX-License-Identifier: EUPL-1.2
"""Addresses of pages of organisers about themselves."""

from __future__ import annotations

from django.urls import path

from regiodag.accounts import views

urlpatterns = [
    path("account/", views.account, name="account"),
    path("account/sign-out-everywhere/", views.sign_out_everywhere, name="sign-out-everywhere"),
    path("account/second-factor/", views.second_factor, name="second-factor"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
    path("login-link/<str:token>/", views.login_link, name="login-link"),
]
