# SPDX-License-Identifier: EUPL-1.2
"""What was mailed for a day and what waits: messages, kinds of mail, single mails; and trying again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.models import Day
from regiodag.days.views.home import me
from regiodag.mailings.actions.outbox import try_again
from regiodag.mailings.kinds import Person
from regiodag.mailings.models import Mailing, Rule
from regiodag.mailings.queries import Figures, figures_of_mailings, kinds_of_mail, mails_of, outlook_of, told_audience
from regiodag.mailings.reasons import in_words
from regiodag.mailings.registry import name_of_kind, person_of
from regiodag.mailings.texts import without_links
from regiodag.messages.late import words_of
from regiodag.messages.models import Mail

PER_PAGE = 50


@dataclass(frozen=True)
class Listed:
    """A message in the outbox, for whom it is, and how far its mails are."""

    mailing: Mailing
    audience: str
    figures: Figures


@dataclass(frozen=True)
class Line:
    """A mail in a list: what it is called, and why it failed in plain words."""

    mail: Mail
    kind: str
    reason: str
    person: Person | None = None


@on_day(Permission.EDIT)
@require_safe
def messages_home(request: HttpRequest, day: Day) -> HttpResponse:
    """Show drafts, what was sent, what the system mailed by itself, and what rules will write."""
    figures = figures_of_mailings(day)
    listed = [
        Listed(each, told_audience(each), figures.get(each.pk, Figures()))
        for each in Mailing.objects.filter(day=day).select_related("day", "approved_by", "rule")
    ]
    now = timezone.now()
    context = {
        "day": day,
        "drafts": [each for each in listed if each.mailing.is_draft],
        "sent": [each for each in listed if not each.mailing.is_draft],
        "kinds": kinds_of_mail(day),
        "rules": [outlook_of(each, now) for each in Rule.objects.filter(day=day).select_related("day", "template")],
        "failed": mails_of(day).filter(state=Mail.State.FAILED).count(),
    }
    return render(request, "mailings/home.html", context)


@on_day(Permission.EDIT)
@require_safe
def mails(request: HttpRequest, day: Day) -> HttpResponse:
    """List single mails, those of a state, a kind or a message when that is asked for."""
    mailing = _asked_mailing(request, day)
    state, kind = request.GET.get("state", ""), request.GET.get("kind", "")
    found = _filtered(day, state, kind, mailing)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context: dict[str, Any] = {
        "day": day,
        "page": page,
        "lines": [_line(each) for each in page],
        "states": Mail.State.choices,
        "kinds": sorted({(each.kind, each.name) for each in kinds_of_mail(day)} | {("mailing", _("messages"))}),
        "state": state,
        "kind": kind,
        "mailing": mailing,
        "query": query.urlencode(),
        "failed": found.filter(state=Mail.State.FAILED).count(),
    }
    return render(request, "mailings/mails.html", context)


@on_day(Permission.EDIT)
@require_safe
def mail(request: HttpRequest, day: Day, mail_id: UUID) -> HttpResponse:
    """Show a mail as it was written, or would be now when it waits, without the personal link in it."""
    found = get_object_or_404(mails_of(day), pk=mail_id)
    words = words_of(found)
    context = {"day": day, "line": _line(found, who=True), "text": without_links(words.text if words else "")}
    return render(request, "mailings/one_mail.html", context)


@on_day(Permission.EDIT)
@require_POST
def retry(request: HttpRequest, day: Day, mail_id: UUID) -> HttpResponse:
    """Try a mail that failed again."""
    found = get_object_or_404(mails_of(day), pk=mail_id)
    _say(request, try_again(me(request), day, [found]))
    return redirect("mail-of-day", day.pk, found.pk)


@on_day(Permission.EDIT)
@require_POST
def retry_all(request: HttpRequest, day: Day) -> HttpResponse:
    """Try every mail that failed again: of the day, or of a message."""
    found = mails_of(day).filter(state=Mail.State.FAILED)
    mailing = _mailing(day, request.POST.get("mailing", ""))
    if mailing is not None:
        found = found.filter(kind="mailing", version=str(mailing.pk))
    _say(request, try_again(me(request), day, list(found)))
    return redirect("mailing", day.pk, mailing.pk) if mailing else redirect("messages", day.pk)


def _say(request: HttpRequest, count: int) -> None:
    if not count:
        messages.error(request, _("Nothing is tried again: no mail had failed any more."))
        return
    sentence = ngettext("%(count)s mail is tried again.", "%(count)s mails are tried again.", count)
    messages.success(request, sentence % {"count": count})


def _filtered(day: Day, state: str, kind: str, mailing: Mailing | None) -> QuerySet[Mail]:
    found = mails_of(day)
    if mailing is not None:
        found = found.filter(kind="mailing", version=str(mailing.pk))
    if state in Mail.State.values:
        found = found.filter(state=state)
    return found.filter(kind=kind) if kind else found


def _asked_mailing(request: HttpRequest, day: Day) -> Mailing | None:
    return _mailing(day, request.GET.get("mailing", ""))


def _mailing(day: Day, written: str) -> Mailing | None:
    """Return the message of a day with an id, None when there is none."""
    try:
        return Mailing.objects.filter(day=day, pk=UUID(written)).first()
    except ValueError:
        return None


def _line(mail: Mail, *, who: bool = False) -> Line:
    return Line(mail, name_of_kind(mail.kind), in_words(mail), person_of(mail.about) if who else None)
