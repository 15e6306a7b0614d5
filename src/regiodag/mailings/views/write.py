# SPDX-License-Identifier: EUPL-1.2
"""Write a message or change it; see beside it what somebody will get."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.models import Day
from regiodag.days.views.home import me
from regiodag.editing.differences import differences
from regiodag.editing.versions import StaleError
from regiodag.mailings.actions.write import change_draft, make_draft
from regiodag.mailings.forms import MailingForm, choice_of
from regiodag.mailings.models import LONGEST_LETTER, Mailing, Template
from regiodag.mailings.registry import placeholders
from regiodag.mailings.texts import unknown_in
from regiodag.mailings.views.look import look_through


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, day: Day) -> HttpResponse:
    """Write a message, from a text that is there or from nothing."""
    template = _template(day, request.GET.get("template", ""))
    mailing = Mailing(day=day, language=template.language if template else get_language() or "nl")
    form = MailingForm(day, request.POST or None, instance=mailing, initial=_begun(template, request))
    if request.method == "POST" and form.is_valid():
        made = make_draft(me(request), form.save(commit=False))
        messages.success(request, _("Saved as a draft. Look through it, then send it."))
        return redirect("mailing", day.pk, made.pk)
    return _page(request, day, form, template=template, templates=Template.objects.filter(day=day))


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, day: Day, mailing_id: UUID) -> HttpResponse:
    """Change a draft."""
    mailing = get_object_or_404(Mailing, pk=mailing_id, day=day)
    if not mailing.is_draft:
        messages.error(request, _("This message was sent: it cannot be changed any more."))
        return redirect("mailing", day.pk, mailing.pk)
    form = MailingForm(day, request.POST or None, instance=mailing)
    if request.method == "POST" and form.is_valid():
        try:
            change_draft(me(request), form.save(commit=False), form.cleaned_data["seen"])
        except StaleError as stale:
            found = differences(form, stale.now)
            return _page(request, day, form, status=409, mailing=mailing, differences=found)
        messages.success(request, _("Saved as a draft. Look through it, then send it."))
        return redirect("mailing", day.pk, mailing.pk)
    return _page(request, day, form, mailing=mailing)


@on_day(Permission.EDIT)
@require_POST
def preview(request: HttpRequest, day: Day) -> HttpResponse:
    """Show what somebody would get of what is being written; nothing is kept."""
    given = request.POST
    mailing = Mailing(
        day=day,
        subject=given.get("subject", "")[:200],
        text=given.get("text", "")[:LONGEST_LETTER],
        audience=given.get("audience", ""),
        choice=given.getlist(choice_of(given.get("audience", ""))),
        language=get_language() or "nl",
    )
    context = {"day": day, "live": True, "unknown": unknown_in(f"{mailing.subject}\n{mailing.text}")}
    return render(request, "mailings/preview.html", {**context, **look_through(mailing, given.get("person", ""))})


def _page(request: HttpRequest, day: Day, form: MailingForm, status: int = 200, **more: Any) -> HttpResponse:
    words = [(f"{{{each.word}}}", each.explained) for each in placeholders().values()]
    context = {"day": day, "form": form, "words": words, **more}
    return render(request, "mailings/write.html", context, status=status)


def _begun(template: Template | None, request: HttpRequest) -> dict[str, str]:
    """Return what a new message begins with."""
    if template is None:
        return {"audience": request.GET.get("audience", "")}
    return {"audience": template.audience, "subject": template.subject, "text": template.text}


def _template(day: Day, written: str) -> Template | None:
    try:
        return Template.objects.filter(day=day, pk=UUID(written)).first()
    except ValueError:
        return None
