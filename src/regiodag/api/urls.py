# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the API, without a slash at the end, and of its pages."""

from __future__ import annotations

from django.urls import include, path

from regiodag.api import views
from regiodag.api.endpoints import load
from regiodag.api.service import addresses

load()

urlpatterns = [
    path("days/<uuid:day_id>/api/", views.tokens, name="api-tokens"),
    path("days/<uuid:day_id>/api/new/", views.token_make, name="api-token-make"),
    path("days/<uuid:day_id>/api/<uuid:token_id>/revoke/", views.token_revoke, name="api-token-revoke"),
    path("api/", views.guide, name="api-guide"),
    path("api/openapi.json", views.openapi, name="openapi"),
    path("api/v1/openapi.json", views.openapi, name="openapi-of-version"),
    path("api/v1/", include(list(addresses()))),
]
