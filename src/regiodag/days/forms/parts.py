# SPDX-License-Identifier: EUPL-1.2
"""Rooms, speakers and workshops."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from regiodag.days.features import Feature
from regiodag.days.forms.day import VersionedForm
from regiodag.days.models import Day, Room, Round, Speaker, Workshop
from regiodag.days.pictures import redrawn

PHOTO_SIDE = 480


class Features(forms.TypedMultipleChoiceField):
    """Several features, as they are kept: a list in their fixed order."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=Feature.choices, required=False, widget=forms.CheckboxSelectMultiple, **kwargs)

    def clean(self, value: Any) -> list[str]:
        """Return the features that were ticked."""
        ticked = set(super().clean(value))
        return [feature.value for feature in Feature if feature.value in ticked]


class PartForm(VersionedForm):
    """A room, speaker or workshop of one day."""

    unique_name = ""

    def __init__(self, day: Day, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        self.instance.day = day

    def clean(self) -> dict[str, Any]:
        """Return what was filled in. Raises ValidationError for a name that another one of the day has."""
        given = super().clean() or self.cleaned_data
        name = given.get(self.unique_name)
        if name:
            others = type(self.instance)._default_manager.filter(day=self.day).exclude(pk=self.instance.pk)
            if others.filter(**{f"{self.unique_name}__iexact": name}).exists():
                self.add_error(self.unique_name, _("There is one with this name already."))
        return given

    def discard(self) -> None:
        """Throw away what saving put elsewhere already, when it was not saved after all."""


class RoomForm(PartForm):
    """A room."""

    unique_name = "name"
    features = Features(label=_("What the room has"))

    class Meta:
        model = Room
        fields: ClassVar = ["name", "capacity", "floor", "features"]


class SpeakerForm(PartForm):
    """Somebody on the programme."""

    picture = forms.FileField(
        label=_("Photo"), required=False,
        help_text=_("PNG, JPEG, WebP or GIF, at most 5 MB. Leave empty to keep what is there."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
    )  # fmt: skip

    class Meta:
        model = Speaker
        fields: ClassVar = [
            "given_name", "prefix", "family_name", "function", "organisation", "email", "biography", "picture",
            "photo_consent",
        ]  # fmt: skip
        help_texts: ClassVar = {
            "prefix": _("Such as “van der”. Names are sorted without it."),
            "email": _("Not shown to anybody but organisers."),
            "biography": _("A few sentences. *Stress*, lists and links are possible."),
            "photo_consent": _("Without consent the photo is kept, and shown to nobody."),
        }

    def clean_picture(self) -> ContentFile[bytes] | None:
        """Return the photo as it will be kept. Raises ValidationError when it is no picture."""
        upload = self.cleaned_data["picture"]
        return redrawn(upload, PHOTO_SIDE) if upload else None

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  (Django's signature)
        """Put the photo in its place."""
        picture = self.cleaned_data["picture"]
        if picture is not None:
            self.instance.photo.save(picture.name, picture, save=False)
        return super().save(commit)

    def discard(self) -> None:
        """Throw the photo away that nothing refers to."""
        if self.cleaned_data["picture"] is not None:
            self.instance.photo.delete(save=False)


class WorkshopForm(PartForm):
    """A workshop, its leaders, and the rounds in which it is given."""

    unique_name = "title"
    needs = Features(label=_("What the room must have"))
    rounds = forms.ModelMultipleChoiceField(
        Round.objects.none(), label=_("Given in"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Workshop
        fields: ClassVar = [
            "title", "description", "form", "subject", "leaders", "minimum", "maximum", "rounds", "needs", "material",
        ]  # fmt: skip
        widgets: ClassVar = {"leaders": forms.CheckboxSelectMultiple}
        help_texts: ClassVar = {
            "form": _("For example: dialogue, case work, lecture."),
            "minimum": _("With fewer people it is not given. 0: it is always given."),
            "material": _("Only for organisers and the room: flip chart, sound, chairs in a circle."),
        }

    def __init__(self, day: Day, *args: Any, **kwargs: Any) -> None:
        super().__init__(day, *args, **kwargs)
        self.fields["leaders"].queryset = day.speakers.all()  # type: ignore[attr-defined]
        self.fields["rounds"].queryset = day.rounds.all()  # type: ignore[attr-defined]
        if not self.instance._state.adding:
            self.initial["rounds"] = [session.round_id for session in self.instance.sessions.all()]
        else:
            self.initial["rounds"] = list(day.rounds.all())

    def clean(self) -> dict[str, Any]:
        """Return what was filled in. Raises ValidationError for a minimum above the maximum."""
        given = super().clean()
        least, most = given.get("minimum"), given.get("maximum")
        if least is not None and most is not None and least > most:
            self.add_error("minimum", ValidationError(_("This is more than can come at most.")))
        return given
