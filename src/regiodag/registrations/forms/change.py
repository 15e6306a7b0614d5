# SPDX-License-Identifier: EUPL-1.2
"""What a participant changes of their registration: the same questions, filled in with what they said."""

from __future__ import annotations

from typing import Any

from django import forms

from regiodag.editing.differences import Difference, refreshed
from regiodag.editing.models import Versioned
from regiodag.registrations.fields import kind_of
from regiodag.registrations.forms.register import PERSON, RegisterForm, filled_in, name_of
from regiodag.registrations.models import Participant

CHANGED = tuple(name for name in PERSON if name != "email")
"""Who somebody is, as they can correct it. Not the address: a link goes there, and another one may be in use."""


class ChangeForm(RegisterForm):
    """The registration form of somebody who registered. It carries the version that they saw.

    Name and organisation can always be corrected; `only_person`: nothing else can any more.
    """

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, participant: Participant, data: Any = None, *, only_person: bool = False) -> None:
        self.participant = participant
        super().__init__(participant.day, data, seed=str(participant.submission))
        for name in ("email", "key"):
            del self.fields[name]
        if only_person:
            for each in self.asked:
                del self.fields[name_of(each)]
            self.asked = []
        self.initial = {**filled_in(participant, self.asked), "seen": participant.version}

    def changed_participant(self) -> Participant:
        """Return the participant with what was filled in about who they are, to be saved."""
        for name in CHANGED:
            attribute = "organisation_typed" if name == "organisation" else name
            setattr(self.participant, attribute, self.cleaned_data[name])
        return self.participant

    def differences(self, now: Versioned | None) -> list[Difference]:
        """Return what was filled in that differs from the registration as it stands now, and carry its version."""
        theirs = filled_in(now, self.asked) if isinstance(now, Participant) else {}
        found = [Difference(str(self[name].label), self.cleaned_data[name], theirs.get(name)) for name in CHANGED]
        for each, mine in self.answers().items():
            kind = kind_of(each.kind)
            found.append(Difference(each.label, kind.told(mine), kind.told(theirs.get(name_of(each)))))
        refreshed(self, now)
        return [each for each in found if each.mine != each.theirs]
