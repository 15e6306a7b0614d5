# SPDX-License-Identifier: EUPL-1.2
"""Workshops, ranked: what somebody wants most comes first.

Everybody sees the workshops in an order of their own, drawn from `seed`, so that the top of the list has no advantage.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import prefetch_related_objects
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regiodag.database.prepared import Remembered
from regiodag.days.models import Workshop
from regiodag.registrations.fields.kind import FieldKind, about
from regiodag.registrations.models import FormField, Participant, Preference

_workshops = Remembered(lambda day: Workshop.objects.filter(day=day).order_by("pk"), day=UUID)


class WishesInput(forms.Widget):
    """A list to choose from for each rank, all of the same name; a script makes a list to drag of them."""

    template_name = "registrations/widgets/wishes.html"
    use_fieldset = True

    def __init__(self, workshops: Sequence[Workshop], ranks: int) -> None:
        super().__init__()
        self.workshops, self.ranks = workshops, ranks

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Return what the template shows: for each rank what is chosen."""
        # here, as a form that is sent is seldom shown again
        prefetch_related_objects(self.workshops, "leaders", "sessions__round")
        chosen = [str(each) for each in value or []][: self.ranks]
        ranks = [(at + 1, chosen[at] if at < len(chosen) else "") for at in range(self.ranks)]
        context = super().get_context(name, value, attrs)
        return {**context, "ranks": ranks, "workshops": self._offered()}

    def _offered(self) -> list[tuple[str, Workshop, str]]:
        """Return the workshops with their ids, and in which rounds they are given when that is not in all of them."""
        rounds = {each.pk: {one.round for one in each.sessions.all()} for each in self.workshops}
        every = len({rnd for given in rounds.values() for rnd in given})
        told = {
            pk: ", ".join(str(rnd) for rnd in sorted(given, key=lambda rnd: rnd.number))
            for pk, given in rounds.items()
            if len(given) < every
        }
        return [(str(each.pk), each, told.get(each.pk, "")) for each in self.workshops]

    def value_from_datadict(self, data: Any, files: MultiValueDict[str, Any], name: str) -> list[str]:  # noqa: ARG002
        """Return what was chosen, the first rank first."""
        return [each for each in data.getlist(name) if each]

    def id_for_label(self, id_: str, index: str | None = None) -> str:  # noqa: ARG002
        """Return the id of the first list."""
        return f"{id_}_1" if id_ else id_


class WishesField(forms.Field):
    """Ranked workshops: a list of ids."""

    def __init__(self, workshops: Sequence[Workshop], ranks: int, **kwargs: Any) -> None:
        super().__init__(widget=WishesInput(workshops, ranks), **kwargs)
        self.ids = {str(each.pk) for each in workshops}
        self.ranks = ranks

    def clean(self, value: Any) -> list[UUID]:
        """Return the wishes. Raises ValidationError for one that is chosen twice, too many, or not of this day."""
        chosen = super().clean(value) or []
        if len(set(chosen)) < len(chosen):
            raise ValidationError(_("You chose a workshop twice. Choose another one, or leave the last choice empty."))
        if len(chosen) > self.ranks or not self.ids.issuperset(chosen):
            raise ValidationError(_("One of these workshops is not offered any more. Look at the list again."))
        return [UUID(each) for each in chosen]


@dataclass(frozen=True)
class Wishes(FieldKind):
    """So many workshops as the form asks for."""

    once: ClassVar[bool] = True

    def asked(self, field: FormField, seed: str = "") -> forms.Field:
        """Return the lists of workshops, in the order that belongs to the seed."""
        form = field.section.form
        workshops = _workshops(day=form.day.pk)
        random.Random(seed).shuffle(workshops)  # noqa: S311  (no secret: an order)
        return WishesField(workshops, min(form.wishes, len(workshops)), **about(field))

    def kept(self, value: Any) -> Any:
        """Return the ids as text, None when there are none."""
        return [str(each) for each in value] if value else None

    def told(self, value: Any) -> str:
        """Return the titles, what is wanted most first."""
        titles = {
            str(pk): title for pk, title in Workshop.objects.filter(pk__in=value or []).values_list("pk", "title")
        }
        return "; ".join(titles[each] for each in value or [] if each in titles)

    def still_there(self, value: Any) -> Any:
        """Return the ids of the workshops that are still there, None when none is."""
        there = {str(pk) for pk in Workshop.objects.filter(pk__in=value or []).values_list("pk", flat=True)}
        return [each for each in value or [] if each in there] or None

    def rows(self, participant: Participant, field: FormField, value: Any) -> list[models.Model]:  # noqa: ARG002
        """Return the wishes."""
        return [
            Preference(participant=participant, workshop_id=UUID(each), rank=rank)
            for rank, each in enumerate(value or [], 1)
        ]

    def clear(self, participant: Participant, field: FormField) -> None:  # noqa: ARG002
        """Delete the wishes."""
        Preference.objects.filter(participant=participant).delete()

    def answered(self, field: FormField) -> int:
        """Return how many people have wishes."""
        return (
            Preference.objects.filter(participant__day=field.section.form.day_id)
            .values("participant")
            .distinct()
            .count()
        )

    def clear_all(self, field: FormField) -> None:
        """Delete the wishes of everybody."""
        Preference.objects.filter(participant__day=field.section.form.day_id).delete()

    def answer_of(self, participant: Participant, field: FormField) -> Any:  # noqa: ARG002
        """Return the ids of the workshops, None when there are no wishes."""
        found = sorted(participant.preferences.all(), key=lambda each: each.rank)
        return [str(each.workshop_id) for each in found] or None


KIND = Wishes(
    "wishes",
    gettext_lazy("ranked workshops"),
    5,
    gettext_lazy("So that we can place you where you want."),
    explained=gettext_lazy("People choose workshops and put them in order. The placement goes by it."),
)
