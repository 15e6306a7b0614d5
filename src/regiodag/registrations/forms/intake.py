# SPDX-License-Identifier: EUPL-1.2
"""A file with participants or contacts that is sent to be brought in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from regiodag.registrations.models import ImportedFile
from regiodag.registrations.reading import MOST_BYTES, Grid, TooMuchError, UnreadableError, read


class IntakeForm(forms.Form):
    """A file, read in a limited process, and what the people in it are."""

    kind = forms.ChoiceField(
        label=_("Who is in the file?"),
        choices=ImportedFile.Kind.choices,
        widget=forms.RadioSelect,
        initial=ImportedFile.Kind.REGISTRATIONS,
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "An Excel file (.xlsx), .ods or .csv of at most 10 MB, such as Microsoft Forms, Google Forms or LimeSurvey"
            " makes it. The first row holds the headings."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.tsv,.txt"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the mails to them"),
        choices=settings.LANGUAGES,
        initial=settings.LANGUAGE_CODE,
        required=False,
        help_text=_("For who is new. When the file has a column with the language, that counts."),
    )

    def clean_file(self) -> Grid:
        """Return the table in the file. Raises ValidationError that says what is wrong with it."""
        upload: UploadedFile[Any] = self.cleaned_data["file"]
        if (upload.size or 0) > MOST_BYTES:
            raise ValidationError(_("The file is larger than 10 MB. Is this the right file?"))
        try:
            return read(upload.name or "", upload.read(), get_language() or "nl")
        except UnreadableError as error:
            raise ValidationError(str(error)) from error
        except TooMuchError as error:
            raise ValidationError(
                _("There is more in this file than a day ever has: at most 5,000 rows of 200 columns. Take out what is"
                  " not needed, such as other sheets, pictures and empty rows, and save it again.")
            ) from error  # fmt: skip
