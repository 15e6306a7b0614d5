# SPDX-License-Identifier: EUPL-1.2
"""A workbook that is sent to be brought in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from regiodag.days.workbook.measure import MOST_BYTES, DamagedError, TooMuchError
from regiodag.days.workbook.unpack import Lines, sheets_in


class WorkbookForm(forms.Form):
    """A file, read and measured."""

    workbook = forms.FileField(
        label=_("Workbook"),
        help_text=_("An Excel file (.xlsx) of at most 10 MB. Google Sheets and LibreOffice can save as that too."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_workbook(self) -> dict[str, Lines]:
        """Return the sheets with their texts. Raises ValidationError that says what is wrong with the file."""
        upload: UploadedFile[Any] = self.cleaned_data["workbook"]
        if (upload.size or 0) > MOST_BYTES:
            raise ValidationError(_("The file is larger than 10 MB. Is this the right file?"))
        try:
            return sheets_in(upload.read())
        except TooMuchError as error:
            raise ValidationError(
                _("There is more in this file than a programme ever holds. Take out what is not needed.")
            ) from error
        except DamagedError as error:
            raise ValidationError(
                _("This is no workbook that can be read. Remove a password if it has one, and save it as .xlsx.")
            ) from error
