# SPDX-License-Identifier: EUPL-1.2
"""`regiodag login_link ADDRESS`: a link that signs in once, for the first organiser or one who is locked out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.urls import reverse

from regiodag.accounts.actions import make_login_link, vouch_for
from regiodag.accounts.models import User


class Command(BaseCommand):
    """Print a link that signs in once."""

    help = "Print a link that signs in once, within half an hour. Makes the account when there is none."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the address."""
        parser.add_argument("email")

    def handle(self, *_args: Any, email: str, **_options: Any) -> None:
        """Print the link."""
        user = User.objects.filter(email=email.lower()).first() or User.objects.create_user(email)
        vouch_for(user)
        self.stdout.write(settings.SITE_ADDRESS + reverse("login-link", args=[make_login_link(user)]))
