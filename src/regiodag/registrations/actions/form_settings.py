# SPDX-License-Identifier: EUPL-1.2
"""When and for whom registration is open, and how many workshops people rank."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.editing import versions
from regiodag.registrations.models import RegistrationForm

CHANGED = audit.action("form.changed", _("changed the settings of the registration form"))


@transaction.atomic
def keep_settings(by: User, form: RegistrationForm, seen: int) -> RegistrationForm:
    """Keep the settings that were changed. Raises StaleError when somebody else changed them since version `seen`."""
    versions.save(form, seen)
    audit.record(by, CHANGED, form.day_id, f"form:{form.pk}")
    return form
