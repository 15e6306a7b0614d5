# SPDX-License-Identifier: EUPL-1.2
"""One participant, for organisers: see, add by hand, change, cancel, give a place, let wait, send the link again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regiodag.accounts import audit
from regiodag.accounts.models import User
from regiodag.accounts.queries import trail
from regiodag.accounts.roles import Permission, allows
from regiodag.days.access import on_day, role_of
from regiodag.days.models import Day
from regiodag.days.views.home import me
from regiodag.editing.differences import differences
from regiodag.editing.versions import StaleError
from regiodag.registrations.actions.people import (
    WouldReturnError,
    give_place,
    put_on_waiting_list,
    send_link,
    would_return,
)
from regiodag.registrations.actions.register import cancel, change, register
from regiodag.registrations.fields import kind_of
from regiodag.registrations.forms.participants import AnswersForm, HandForm, ParticipantForm
from regiodag.registrations.forms.register import filled_in
from regiodag.registrations.models import Participant
from regiodag.registrations.places import free_places, place_in_queue
from regiodag.registrations.queries import fields_of

State = Participant.State


@dataclass(frozen=True)
class Told:
    """A question and what somebody answered; hidden: the answer is there for others to see."""

    label: str
    answer: str
    hidden: bool = False


@on_day(Permission.SEE)
@require_safe
def participant(request: HttpRequest, day: Day, participant_id: UUID) -> HttpResponse:
    """Show everything that is known about a participant, as far as the visitor may see it."""
    found = _found(day, participant_id)
    waits = found.state == State.WAITING
    context = {
        "day": day,
        "participant": found,
        "place": place_in_queue(found) if waits else None,
        "wishes": found.preferences.select_related("workshop").order_by("rank"),
        "answers": _answers(found, sensitive=allows(role_of(request), Permission.SENSITIVE)),
        "history": _history(day, found),
        "would_return": would_return(found),
    }
    return render(request, "registrations/participant.html", context)


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def participant_add(request: HttpRequest, day: Day) -> HttpResponse:
    """Register somebody by hand, with the questions that participants get."""
    form = HandForm(day, request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = register(day, form.submission(), Participant.Source.HAND, by=me(request))
        if made.known and not made.new:
            messages.warning(request, _("%(name)s was registered already.") % {"name": made.participant})
        else:
            messages.success(request, _added(made.participant))
        return redirect(*(["participant-add", day.pk] if "another" in request.POST else _page_of(made.participant)))
    return render(request, "registrations/participant_add.html", {"day": day, "form": form, "free": free_places(day)})


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def participant_change(request: HttpRequest, day: Day, participant_id: UUID) -> HttpResponse:
    """Change who somebody is, what they answered and what organisers keep about them."""
    found = _found(day, participant_id)
    sensitive = allows(role_of(request), Permission.SENSITIVE)
    form = ParticipantForm(day, request.POST or None, instance=found)
    initial = filled_in(found, fields_of(day))
    answers = AnswersForm(day, request.POST or None, seed=str(found.pk), initial=initial, sensitive=sensitive)
    context = {"day": day, "participant": found, "name": str(found), "form": form, "answers": answers}
    if request.method == "POST" and all([form.is_valid(), answers.is_valid()]):
        try:
            change(form.save(commit=False), form.cleaned_data["seen"], answers.changed(found), by=me(request))
        except StaleError as stale:
            now = stale.now if isinstance(stale.now, Participant) else None
            context["differences"] = [*differences(form, now), *answers.differences(now)]
            return render(request, "registrations/participant_change.html", context, status=409)
        except IntegrityError:  # somebody took the address a moment ago: looked at again, the form tells who
            context["form"] = ParticipantForm(day, request.POST, instance=_found(day, participant_id))
            return render(request, "registrations/participant_change.html", context, status=409)
        messages.success(request, _("Saved: %(name)s.") % {"name": found})
        return redirect(*_page_of(found))
    return render(request, "registrations/participant_change.html", context)


@dataclass(frozen=True)
class Deed:
    """Something that mails somebody, and is asked first.

    do: raises WouldReturnError when it makes no sense. link: whether to ask if the link is to be replaced.
    """

    title: str
    text: str
    button: str
    done: str
    do: Callable[[User, Participant, UUID], object]
    danger: bool = False
    link: bool = False


def confirmed(deed_of: Callable[[HttpRequest, Participant], Deed]) -> Any:
    """Return the view that asks whether to do something for a participant (GET), and does it (POST)."""

    @on_day(Permission.EDIT)
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, day: Day, participant_id: UUID) -> HttpResponse:
        found = _found(day, participant_id)
        deed = deed_of(request, found)
        if request.method == "POST":
            try:
                deed.do(me(request), found, _key(request))
            except WouldReturnError:
                messages.error(
                    request, _("Nobody else waits, so the place would come back at once. Nothing is changed.")
                )
            else:
                messages.success(request, deed.done)
            return redirect(*_page_of(found))
        context = {"day": day, "participant": found, "deed": deed, "key": uuid4()}
        return render(request, "registrations/participant_confirm.html", context)

    return view


def _cancelling(_request: HttpRequest, found: Participant) -> Deed:
    return Deed(
        _("Cancel the registration of %(name)s?") % {"name": found},
        _("They get a mail that they do not come any more. Their place is offered to who is next on the waiting list."),
        _("Cancel the registration"),
        _("%(name)s does not come any more, and gets a mail about it.") % {"name": found},
        lambda by, participant, _key: cancel(participant, by),
        danger=True,
    )


def _giving(_request: HttpRequest, found: Participant) -> Deed:
    free = free_places(found.day)
    full = _("The day is full: with %(name)s there is one person more than there are places.") % {"name": found}
    told = _("They are registered at once, whatever their turn, and get a mail that they come.")
    return Deed(
        _("Give %(name)s a place?") % {"name": found},
        f"{full} {told}" if free == 0 and found.state != State.OFFERED else told,
        _("Give a place"),
        _("%(name)s has a place, and gets a mail about it.") % {"name": found},
        lambda by, participant, _key: give_place(by, participant),
    )


def _waiting(_request: HttpRequest, found: Participant) -> Deed:
    return Deed(
        _("Put %(name)s on the waiting list?") % {"name": found},
        _("They lose their place, become the last one who waits, and get a mail that says so. "
          "The place is offered to who is next."),
        _("Put on the waiting list"),
        _("%(name)s is on the waiting list, and gets a mail about it.") % {"name": found},
        lambda by, participant, _key: put_on_waiting_list(by, participant),
        danger=True,
    )  # fmt: skip


def _sending(request: HttpRequest, found: Participant) -> Deed:
    anew = bool(request.POST.get("anew"))
    return Deed(
        _("Send %(name)s the personal link?") % {"name": found},
        _("It goes to the e-mail address of the registration, and to nobody else. You do not see it."),
        _("Send the link"),
        _("The personal link is on its way to %(name)s.") % {"name": found},
        lambda by, participant, key: send_link(by, participant, key, anew=anew),
        link=True,
    )


participant_cancel = confirmed(_cancelling)
participant_place = confirmed(_giving)
participant_wait = confirmed(_waiting)
participant_link = confirmed(_sending)


def _found(day: Day, participant_id: UUID) -> Participant:
    people = Participant.objects.select_related("day", "organisation__domain", "group")
    return get_object_or_404(people.prefetch_related("answers", "preferences"), pk=participant_id, day=day)


def _page_of(found: Participant) -> list[Any]:
    return ["participant", found.day_id, found.pk]


def _key(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()


def _added(made: Participant) -> str:
    if made.state == State.WAITING:
        return _("The day is full: %(name)s is on the waiting list, and gets a mail about it.") % {"name": made}
    return _("%(name)s is registered, and gets a confirmation by mail.") % {"name": made}


def _answers(found: Participant, *, sensitive: bool) -> list[Told]:
    told = []
    for each in fields_of(found.day):
        kind = kind_of(each.kind)
        if each.kind == "wishes":
            continue
        if kind.sensitive and not sensitive:
            told.append(Told(each.label, "", hidden=True))
        else:
            told.append(Told(each.label, kind.told(kind.answer_of(found, each))))
    return told


def _history(day: Day, found: Participant) -> list[dict[str, Any]]:
    entries = trail(day.pk).filter(subject=f"participant:{found.pk}")
    return [
        {"at": each.at, "who": audit.who(each, addresses=False) if each.actor else "", "did": audit.told(each)}
        for each in entries
    ]
