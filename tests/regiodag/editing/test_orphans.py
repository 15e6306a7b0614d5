# SPDX-License-Identifier: EUPL-1.2
"""Files that no row names go, after a while; all others stay, also for who undoes something."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.base import ContentFile

from regiodag.accounts.models import User
from regiodag.days.actions.parts import change_part, remove_part
from regiodag.days.models import Day, Speaker
from regiodag.editing import steps
from regiodag.editing.orphans import sweep_orphans

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings: LazySettings, tmp_path: Path) -> Path:
    """Nothing but what a test keeps."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def speaker(day: Day, owner: User) -> Speaker:
    """Who has a photo."""
    found: Speaker = day.speakers.get()
    found.photo.save("first.png", ContentFile(b"first"), save=False)
    change_part(owner, found, found.version)
    return found


def replace(owner: User, speaker: Speaker) -> None:
    speaker.photo.save("second.png", ContentFile(b"second"), save=False)
    change_part(owner, speaker, speaker.version)


def later(media: Path) -> None:
    """An hour and a bit go by for all files that there are."""
    for path in media.rglob("*.*"):
        os.utime(path, (time.time() - 3700,) * 2)


def files(media: Path) -> list[str]:
    return sorted(path.relative_to(media).as_posix() for path in media.rglob("*") if path.is_file())


def test_photo_that_was_replaced_goes_after_an_hour(speaker: Speaker, owner: User, media: Path) -> None:
    replace(owner, speaker)
    assert (sweep_orphans(), files(media)) == (0, ["speakers/first.png", "speakers/second.png"])
    later(media)
    assert (sweep_orphans(), files(media)) == (1, ["speakers/second.png"])
    assert sweep_orphans() == 0


def test_photo_of_a_speaker_who_was_taken_away_goes_too(speaker: Speaker, owner: User, media: Path) -> None:
    remove_part(owner, speaker)
    later(media)
    assert (sweep_orphans(), files(media)) == (1, [])


def test_logo_that_another_day_has_as_well_stays(day: Day, media: Path) -> None:
    day.logo.save("logo.png", ContentFile(b"logo"))
    other = Day.objects.create(series=day.series, title="Volgende", logo=day.logo.name)
    Day.objects.filter(pk=day.pk).update(logo="")
    later(media)
    assert sweep_orphans() == 0
    Day.objects.filter(pk=other.pk).update(logo="")
    assert (sweep_orphans(), files(media)) == (1, [])


def test_what_belongs_to_no_kind_of_file_is_left_alone(day: Day, media: Path) -> None:
    (media / "speakers").mkdir()
    (media / "speakers" / "lost.png").write_text("x")
    (media / "readme.txt").write_text("x")
    later(media)
    assert (sweep_orphans(), files(media)) == (1, ["readme.txt"])


def test_undo_puts_back_a_photo_while_it_is_there(speaker: Speaker, owner: User, media: Path) -> None:
    replace(owner, speaker)
    steps.undo(speaker.day_id)
    speaker.refresh_from_db()
    assert speaker.photo.name == "speakers/first.png"
    assert files(media) == ["speakers/first.png", "speakers/second.png"]


def test_undo_keeps_the_photo_of_now_once_the_other_is_gone(speaker: Speaker, owner: User, media: Path) -> None:
    replace(owner, speaker)
    later(media)
    sweep_orphans()
    steps.undo(speaker.day_id)
    speaker.refresh_from_db()
    assert speaker.photo.name == "speakers/second.png"


def test_speaker_comes_back_without_the_photo_that_is_gone(speaker: Speaker, owner: User, media: Path) -> None:
    remove_part(owner, speaker)
    later(media)
    sweep_orphans()
    steps.undo(speaker.day_id)
    assert Speaker.objects.get().photo.name == ""
