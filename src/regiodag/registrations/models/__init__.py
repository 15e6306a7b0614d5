# SPDX-License-Identifier: EUPL-1.2
"""Participants, what they wish, and the form that asks them."""

from regiodag.registrations.models.addresses import AddressChange
from regiodag.registrations.models.form import FormField, FormSection, RegistrationForm
from regiodag.registrations.models.intake import ImportedFile, Invitee
from regiodag.registrations.models.organisations import Domain, Organisation
from regiodag.registrations.models.participants import Answer, Group, Participant, Preference, SentForm

__all__ = [
    "AddressChange", "Answer", "Domain", "FormField", "FormSection", "Group", "ImportedFile", "Invitee", "Organisation",
    "Participant", "Preference", "RegistrationForm", "SentForm",
]  # fmt: skip
