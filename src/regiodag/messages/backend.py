# SPDX-License-Identifier: EUPL-1.2
"""Django's way of sending mail leads to the outbox, for libraries that send by themselves."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from regiodag.messages.actions import post


class OutboxBackend(BaseEmailBackend):
    """Puts every mail in the outbox, one row per address."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Return how many mails were put in the outbox."""
        count = 0
        for message in email_messages:
            html = ""
            if isinstance(message, EmailMultiAlternatives):
                html = next((str(part[0]) for part in message.alternatives if part[1] == "text/html"), "")
            for address in message.recipients():
                post(address, str(message.subject), str(message.body), html=html, sender=message.from_email or "")
                count += 1
        return count
