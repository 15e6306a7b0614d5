# SPDX-License-Identifier: EUPL-1.2
"""What a password must be, in our words: those of Django are not all there in Dutch."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """A password of so many characters at least."""

    def get_error_message(self) -> str:
        """Return what is wrong with a password that is too short."""
        return _("This password is too short: it takes at least %(number)d characters.") % {"number": self.min_length}

    def get_help_text(self) -> str:
        """Return what is asked."""
        told = _("At least %(number)d characters: a sentence is easy to remember.")
        return told % {"number": self.min_length}
