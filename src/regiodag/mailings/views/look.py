# SPDX-License-Identifier: EUPL-1.2
"""Look at a message before it goes: mail by mail, as a test to oneself; then send it, or throw it away."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.models import Day
from regiodag.days.views.home import me
from regiodag.editing.versions import StaleError
from regiodag.mailings.actions.write import NobodyError, approve, remove_draft, send_test
from regiodag.mailings.models import Mailing
from regiodag.mailings.queries import Figures, figures_of_mailings, people_of, told_audience
from regiodag.mailings.texts import Writer, unlinked

MOST_SHOWN = 5


@on_day(Permission.EDIT)
@require_safe
def mailing(request: HttpRequest, day: Day, mailing_id: UUID) -> HttpResponse:
    """Show a draft as each of its people will get it, or how far the mails of one that was sent are."""
    found = _found(day, mailing_id)
    context: dict[str, Any] = {"day": day, "mailing": found, "audience": told_audience(found)}
    if found.is_draft:
        context |= look_through(found, request.GET.get("person", ""))
    else:
        context["figures"] = figures_of_mailings(day).get(found.pk, Figures())
    return render(request, "mailings/mailing.html", context)


@on_day(Permission.EDIT)
@require_POST
def test(request: HttpRequest, day: Day, mailing_id: UUID) -> HttpResponse:
    """Mail the organiser what one of the people would get."""
    try:
        send_test(me(request), _found(day, mailing_id), _number(request.POST.get("person", "")) - 1)
    except NobodyError:
        messages.error(request, _("This message is for nobody now. Choose somebody else to write to."))
    else:
        messages.success(request, _("The test is on its way to %(email)s.") % {"email": me(request).email})
    return redirect("mailing", day.pk, mailing_id)


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, day: Day, mailing_id: UUID) -> HttpResponse:
    """Ask whether a message is to go, and to how many; then let it go."""
    found = _found(day, mailing_id)
    if request.method == "POST":
        _send(request, found)
        return redirect("mailing", day.pk, found.pk)
    people = people_of(found)
    context = {"day": day, "mailing": found, "people": len(people), "audience": told_audience(found)}
    return render(request, "mailings/send.html", context)


def _send(request: HttpRequest, mailing: Mailing) -> None:
    try:
        count = approve(me(request), mailing, _number(request.POST.get("seen", "")))
    except StaleError:
        messages.error(request, _("Nothing was sent now: somebody changed or sent this message. Look again."))
    except NobodyError:
        messages.error(request, _("This message is for nobody now. Choose somebody else to write to."))
    else:
        sentence = ngettext("The message goes to %(count)s person.", "The message goes to %(count)s people.", count)
        messages.success(request, sentence % {"count": count})


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, day: Day, mailing_id: UUID) -> HttpResponse:
    """Ask whether a draft is to be thrown away; then do it."""
    found = _found(day, mailing_id)
    if request.method == "POST":
        try:
            remove_draft(me(request), found, _number(request.POST.get("seen", "")))
        except StaleError:
            messages.error(request, _("Nothing was thrown away: somebody changed or sent this message. Look again."))
            return redirect("mailing", day.pk, mailing_id)
        messages.success(request, _("The draft is thrown away."))
        return redirect("messages", day.pk)
    return render(request, "mailings/remove.html", {"day": day, "mailing": found})


def look_through(mailing: Mailing, person: str) -> dict[str, Any]:
    """Return what a page shows of a message for one of its people: number `person`, from 1 on."""
    people = people_of(mailing)
    writer = Writer(mailing, people)
    found: dict[str, Any] = {"people": people, "missing": writer.missing(), "most_shown": MOST_SHOWN}
    if people:
        at = min(max(_number(person), 1), len(people))
        written = writer.write(people[at - 1])
        found |= {"at": at, "before": at - 1, "after": at + 1 if at < len(people) else 0, "to": people[at - 1]}
        found |= {"subject": written.subject, "html": unlinked(written.html)}
    return found


def _found(day: Day, mailing_id: UUID) -> Mailing:
    return get_object_or_404(
        Mailing.objects.select_related("day", "made_by", "approved_by", "rule__template"), pk=mailing_id, day=day
    )


def _number(written: str) -> int:
    """Return a number that came with an address, 0 for what is none."""
    return int(written) if written.isascii() and written.isdigit() and len(written) < LONGEST_NUMBER else 0


LONGEST_NUMBER = 10
