# SPDX-License-Identifier: EUPL-1.2
"""Leaders and speakers get their own link, and give material; organisers let participants have it."""

from __future__ import annotations

from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.accounts.tokens import hashed
from regiodag.days.models import ProgrammeItem, Speaker, Workshop
from regiodag.editing import versions
from regiodag.placements import mails_leaders
from regiodag.placements.links import leader_page, leader_token_of
from regiodag.placements.material import Checked
from regiodag.placements.models import LeaderRules, Material

RULES = audit.action("leaders.rules", _("changed whose names leaders see"))
SENT = audit.action("leaders.link-sent", _("sent {name} the link to their own page"))
REPLACED = audit.action("leaders.link-replaced", _("replaced the link of {name}, and sent the new one"))
GIVEN = audit.action("leaders.material-given", _("the leader gave the file “{file}” for “{title}”"))
REMOVED = audit.action("leaders.material-removed", _("removed the file “{file}” of “{title}”"))
SHOWN = audit.action("leaders.material-shown", _("let participants of “{title}” have the file “{file}”"))
HIDDEN = audit.action("leaders.material-hidden", _("let participants of “{title}” not have the file “{file}” any more"))

MOST_FILES = 20


class TooManyError(Exception):
    """There are so many files of the workshop that no more may come."""


@transaction.atomic
def keep_leader_rules(by: User, rules: LeaderRules, seen: int) -> None:
    """Keep whose names leaders see. Raises StaleError when somebody else changed it since version `seen`."""
    versions.save(rules, seen)
    audit.record(by, RULES, rules.day_id)


@transaction.atomic
def send_leader_link(by: User, speaker: Speaker, *, anew: bool = False) -> None:
    """Mail a leader the link to their own page. anew: the one that there was works no longer."""
    audit.hold(speaker.day_id)
    page = leader_page(speaker)
    if anew:
        page.link += 1
        page.link_hash = hashed(leader_token_of(page))
    page.sent = timezone.now()
    page.save()
    audit.record(by, REPLACED if anew else SENT, speaker.day_id, f"speaker:{speaker.pk}", name=str(speaker))
    mails_leaders.send_link(speaker, uuid4())


@transaction.atomic
def give_material(speaker: Speaker, subject: Workshop | ProgrammeItem, given: Checked) -> Material:
    """Keep a file that was looked at, of a leader or of who speaks in a part of the day. Raises TooManyError."""
    audit.hold(subject.day_id)
    if subject.files.count() >= MOST_FILES:
        raise TooManyError
    material = Material(speaker=speaker, name=given.name, suffix=given.suffix)
    if isinstance(subject, Workshop):
        material.workshop = subject
    else:
        material.item = subject
    material.size = given.content.size
    material.file.save(f"{uuid4().hex}{given.suffix}", given.content, save=False)
    material.save(force_insert=True)
    _record(None, GIVEN, material)
    return material


@transaction.atomic
def remove_material(by: User | None, material: Material) -> None:
    """Remove a file for good. by: None for a leader."""
    _record(by, REMOVED, material)
    material.delete()


@transaction.atomic
def show_material(by: User, material: Material, *, shown: bool) -> None:
    """Let participants of the workshop have a file, or not any more."""
    Material.objects.filter(pk=material.pk).update(shown=shown)
    _record(by, SHOWN if shown else HIDDEN, material)


def _record(by: User | None, what: audit.Action, material: Material) -> None:
    facts = {"file": str(material), "title": material.subject.title}
    audit.record(by, what, material.subject.day_id, f"material:{material.pk}", **facts)
