# SPDX-License-Identifier: EUPL-1.2
"""Pictures that people upload: read, made smaller and written anew, so that nothing else comes along.

What is kept is what the picture library drew, never the file itself: no place or camera in it, no script, no second
file behind the first. SVG is a program, not a picture, and is refused.
"""

from __future__ import annotations

import io
import warnings
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 40_000_000
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")


def redrawn(upload: UploadedFile[Any], side: int) -> ContentFile[bytes]:
    """Return the picture as PNG, at most `side` pixels wide and high, with a name that says nothing.

    Raises ValidationError with what is wrong: too large, or no picture of a kind that is accepted.
    """
    if (upload.size or 0) > MOST_BYTES:
        raise ValidationError(_("The file is larger than 5 MB. Save the picture smaller and try again."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = _drawn(upload, side)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(
            _("This is no picture that can be read. Choose a PNG, JPEG, WebP or GIF file.")
        ) from error
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return ContentFile(out.getvalue(), f"{uuid4().hex}.png")


def _drawn(upload: UploadedFile[Any], side: int) -> Image.Image:
    with Image.open(upload, formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            message = "too many pixels"
            raise ValueError(message)
        upright = ImageOps.exif_transpose(opened).convert("RGBA")
    upright.thumbnail((side, side))
    drawn = Image.new("RGBA", upright.size)
    drawn.paste(upright)
    return drawn
