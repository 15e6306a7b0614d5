# SPDX-License-Identifier: EUPL-1.2
"""Parts of the programme, and workshops in rounds and rooms: the forms behind the timetable."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from regiodag.days.forms.day import VersionedForm
from regiodag.days.models import Day, ProgrammeItem, Room, Round, Session, Speaker, Workshop

Kind = ProgrammeItem.Kind
SHIFT = _("What comes after it moves along")


class TimeInput(forms.TimeInput):
    """A time with the browser's own clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class ItemForm(VersionedForm):
    """A part of the programme."""

    class Meta:
        model = ProgrammeItem
        fields: ClassVar = ["kind", "title", "start", "end", "room", "speakers", "description"]
        widgets: ClassVar = {
            "start": TimeInput(),
            "end": TimeInput(),
            "speakers": forms.CheckboxSelectMultiple(),
            "description": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts: ClassVar = {
            "kind": _(
                "In a workshop round people are spread over workshops. “Something else” may be beside other parts."
            ),
            "description": _("For the page of the day. Plain text; an empty line begins a new paragraph."),
        }

    def __init__(self, day: Day, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"].queryset = day.rooms.all()  # type: ignore[attr-defined]
        self.fields["room"].empty_label = _("no room")  # type: ignore[attr-defined]
        self.fields["speakers"].queryset = day.speakers.all()  # type: ignore[attr-defined]
        if not day.speakers.exists():
            self.fields.pop("speakers", None)

    def clean(self) -> dict[str, Any]:
        """Return what was filled in, with an error when it ends too early. A round has no room or speakers itself."""
        given = super().clean() or self.cleaned_data
        if "start" in given and "end" in given and given["end"] <= given["start"]:
            self.add_error("end", _("This is not after the time it starts."))
        if given.get("kind") == Kind.ROUND:
            given["room"], given["speakers"] = None, Speaker.objects.none()
        return given


class NewItemForm(ItemForm):
    """A part of the programme that is not there yet."""

    fill = forms.BooleanField(
        label=_("Workshop round: give all workshops in it"), required=False, initial=True,
        help_text=_("Only for the kind “workshop round”. Each gets a room that fits; you can move them afterwards."),
    )  # fmt: skip

    field_order = ("kind", "fill")

    def __init__(self, day: Day, *args: Any, **kwargs: Any) -> None:
        super().__init__(day, *args, **kwargs)
        if not day.workshops.exists():
            self.fields.pop("fill")


class ChangeItemForm(ItemForm):
    """A part of the programme that is there. A round stays a round: its workshops hang on it."""

    shift = forms.BooleanField(
        label=SHIFT, required=False, help_text=_("As many minutes as this part ends earlier or later.")
    )

    def __init__(self, day: Day, *args: Any, **kwargs: Any) -> None:
        super().__init__(day, *args, **kwargs)
        if self.instance.kind == Kind.ROUND:
            for name in ("kind", "room", "speakers"):
                self.fields.pop(name, None)
        else:
            self.fields["kind"].choices = [each for each in Kind.choices if each[0] != Kind.ROUND]  # type: ignore[attr-defined]


class MoveItemForm(forms.Form):
    """Another time for a part of the programme."""

    start = forms.TimeField(label=_("Starts at"), widget=TimeInput(), help_text=_("It takes as long as it did."))
    shift = forms.BooleanField(label=SHIFT, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class PlaceForm(forms.Form):
    """A round, and a room or none yet, for a workshop."""

    workshop = forms.ModelChoiceField(Workshop.objects.none(), label=_("Workshop"), empty_label=_("choose a workshop"))
    round = forms.ModelChoiceField(Round.objects.none(), label=_("Round"), empty_label=_("choose a round"))
    room = forms.ModelChoiceField(Room.objects.none(), label=_("Room"), required=False, empty_label=_("no room yet"))

    def __init__(self, day: Day, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["round"].queryset = day.rounds.all()  # type: ignore[attr-defined]
        self.fields["room"].queryset = day.rooms.all()  # type: ignore[attr-defined]
        self.fields["room"].label_from_instance = _with_chairs  # type: ignore[attr-defined]
        if "workshop" in self.fields:
            self.fields["workshop"].queryset = day.workshops.all()  # type: ignore[attr-defined]


class MoveSessionForm(PlaceForm):
    """Another round or room for a session."""

    workshop = None  # type: ignore[assignment]  # it keeps its workshop
    swap = forms.BooleanField(
        label=_("Swap when the room is taken"),
        required=False,
        help_text=_("The workshop that is there now goes to the place of this one."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    @staticmethod
    def of(session: Session) -> dict[str, Any]:
        """Return where a session is now, to begin with."""
        return {"round": session.round_id, "room": session.room_id, "seen": session.version}


class SeenForm(forms.Form):
    """Nothing but the version that somebody saw."""

    seen = forms.IntegerField(widget=forms.HiddenInput)


class OrderForm(SeenForm):
    """Before which part another one is put; none: last."""

    before = forms.ModelChoiceField(ProgrammeItem.objects.none(), required=False)

    def __init__(self, day: Day, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["before"].queryset = day.items.all()  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """The step that a button promised to undo or to do again."""

    step = forms.UUIDField(widget=forms.HiddenInput)


def _with_chairs(room: Room) -> str:
    return str(_("{room} ({chairs} chairs)")).format(room=room, chairs=room.capacity)
