# SPDX-License-Identifier: EUPL-1.2
"""A participant's own programme: a part of their own page, files for their calendar, a PDF, and a mail."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regiodag.days.views.attachment import attachment
from regiodag.placements.actions.mine import mail_programme, note_seen
from regiodag.placements.calendar import calendar_of
from regiodag.placements.files import NoFileError, pdf_of
from regiodag.placements.handing import given
from regiodag.placements.queries.leaders import material_for
from regiodag.placements.queries.marks import marked_programme
from regiodag.placements.queries.own import may_change, rules_of, swaps_of
from regiodag.placements.queries.published import shown
from regiodag.placements.queries.reason import reason_of
from regiodag.placements.queries.told import told_before
from regiodag.registrations.access import on_participant, token_in
from regiodag.registrations.limits import DAY, allowed
from regiodag.registrations.models import Participant
from regiodag.registrations.own_page import Shown

MOST_MAILS = 3
"""Mails with their programme that somebody gets in a day."""
MOST_PDFS = 20
"""PDFs in a quarter of an hour: each takes a second of a processor."""


def my_programme(participant: Participant) -> Shown | None:
    """Return somebody's programme for their own page, nothing until it is published."""
    parts, publication = marked_programme(participant), shown(participant.day)
    if not parts or publication is None:
        return None
    may = may_change(participant.day)
    note_seen(participant, publication)
    context: dict[str, Any] = {
        "programme": parts,
        "lacks": any(each.free for each in parts),
        "marked": any(each.mark for each in parts),
        "told": told_before(participant, publication),
        "why": reason_of(participant, publication),
        "may": may,
        "until": rules_of(participant.day).until,
        "files": material_for(participant),
        "swaps": swaps_of(participant) if may else [],
    }
    return Shown("placements/my_programme.html", context)


@on_participant
@require_safe
def calendar(request: HttpRequest, participant: Participant, number: int | None = None) -> HttpResponse:  # noqa: ARG001
    """Give their workshops, or that of one round, as a file for the calendar. Raises Http404 when there is none."""
    found = calendar_of(participant, number)
    if not found:
        raise Http404
    name = _("programme") + (f"-{number}" if number else "")
    return attachment(found, f"{name}.ics", "text/calendar; charset=utf-8")


@on_participant
@require_safe
def programme_pdf(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Give the programme as a PDF. Raises Http404 until it is published."""
    parts = marked_programme(participant)
    if not parts:
        raise Http404
    if not allowed("programme-pdf", str(participant.pk), MOST_PDFS):
        messages.error(request, _("That is too often in a short time. Wait a quarter of an hour and try again."))
        return redirect("my", token_in(request))
    context = {"participant": participant, "day": participant.day, "programme": parts}
    try:
        content = pdf_of("placements/paper/programme.html", context)
    except NoFileError:
        messages.error(request, _("The PDF could not be made. Your programme is on this page; you can print it, too."))
        return redirect("my", token_in(request))
    answer = attachment(content, _("programme") + ".pdf", "application/pdf")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@on_participant
@require_POST
def mail(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Mail somebody their programme. Raises Http404 until it is published."""
    if not allowed("programme-mail", str(participant.pk), MOST_MAILS, DAY):
        messages.error(request, _("Your programme was mailed to you some times today. Look among unwanted mail, too."))
        return redirect("my", token_in(request))
    if not mail_programme(participant):
        raise Http404
    messages.success(request, _("Your programme is on its way to %(email)s.") % {"email": participant.email})
    return redirect("my", token_in(request))


@on_participant
@require_safe
def material(request: HttpRequest, participant: Participant, material_id: UUID) -> HttpResponse:  # noqa: ARG001
    """Give a file of a workshop that they go to. Raises Http404 for any other."""
    found = next((each for each in material_for(participant) if each.pk == material_id), None)
    if found is None:
        raise Http404
    return given(found)
