# SPDX-License-Identifier: EUPL-1.2
"""All addresses of the site."""

from __future__ import annotations

from django.urls import include, path

from regiodag.config import errors, language, pages
from regiodag.config.borrowed import borrowed

urlpatterns = [
    path("", include("regiodag.days.urls")),
    path("", include("regiodag.accounts.urls")),
    path("", include("regiodag.registrations.urls")),
    path("", include("regiodag.placements.urls")),
    path("", include("regiodag.mailings.urls")),
    path("", include("regiodag.messages.urls")),
    path("", include("regiodag.api.urls")),
    path("language/", language.choose_language, name="language"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path(".well-known/security.txt", pages.security, name="security"),
    path("health/", pages.health, name="health"),
    path("sign-in/", include(borrowed("allauth.urls"))),
]

handler400 = errors.refused
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.failed
