# SPDX-License-Identifier: EUPL-1.2
"""Groups of people who want to be together: the list, making one, who is in it, deleting."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.models import Day
from regiodag.days.views.home import me
from regiodag.registrations.actions import groups as actions
from regiodag.registrations.forms.organisations import GroupForm
from regiodag.registrations.models import Group, Participant
from regiodag.registrations.queries_participants import matching
from regiodag.registrations.views.names import NamePage, RemovePage

MOST_FOUND = 20


@on_day(Permission.SEE)
@require_safe
def groups(request: HttpRequest, day: Day) -> HttpResponse:
    """List the groups, with who is in them."""
    people = Prefetch("participants", Participant.objects.select_related("organisation"))
    found = Group.objects.filter(day=day).prefetch_related(people)
    return render(request, "registrations/groups.html", {"day": day, "groups": found})


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def group_add(request: HttpRequest, day: Day) -> HttpResponse:
    """Make a group, and go on to who is in it."""
    form = GroupForm(day, request.POST or None)

    def make() -> HttpResponse:
        made = actions.make_group(me(request), day, form.cleaned_data["name"])
        messages.success(request, _("The group %(name)s is made. Now look for who is in it.") % {"name": made})
        return redirect("group", day.pk, made.pk)

    return _named(day, form, _("Make a group")).shown(request, make)


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def group_rename(request: HttpRequest, day: Day, group_id: UUID) -> HttpResponse:
    """Give a group another name."""
    found = get_object_or_404(Group, pk=group_id, day=day)
    form, name = GroupForm(day, request.POST or None, instance=found), found.name

    def rename() -> HttpResponse:
        actions.rename_group(me(request), form.save(commit=False))
        messages.success(request, _("Saved: %(name)s.") % {"name": found})
        return redirect("group", day.pk, found.pk)

    return _named(day, form, name, reverse("group", args=[day.pk, found.pk])).shown(request, rename)


def _named(day: Day, form: GroupForm, title: str, back: str = "") -> NamePage:
    every = reverse("groups", args=[day.pk])
    context = {"day": day, "title": title, "where": _("Groups"), "list": every, "back": back or every}
    return NamePage(form, context)


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def group(request: HttpRequest, day: Day, group_id: UUID) -> HttpResponse:
    """Show who is in a group; POST looks for people to add, so that their names stand in no address."""
    found = get_object_or_404(Group, pk=group_id, day=day)
    words = request.POST.get("words", "")[:100]
    people = matching(day, words, addresses=True, most=MOST_FOUND)
    context = {
        "day": day,
        "group": found,
        "members": found.participants.select_related("organisation"),
        "words": words,
        "found": [each for each in people if each.group_id != found.pk],
    }
    return render(request, "registrations/group.html", context)


@on_day(Permission.EDIT)
@require_POST
def group_join(request: HttpRequest, day: Day, group_id: UUID, participant_id: UUID) -> HttpResponse:
    """Put somebody in a group."""
    found, who = _group_and_member(day, group_id, participant_id)
    actions.join_group(me(request), found, who)
    messages.success(request, _("%(name)s is in the group.") % {"name": who})
    return redirect("group", day.pk, found.pk)


@on_day(Permission.EDIT)
@require_POST
def group_leave(request: HttpRequest, day: Day, group_id: UUID, participant_id: UUID) -> HttpResponse:
    """Take somebody out of a group."""
    found, who = _group_and_member(day, group_id, participant_id)
    actions.leave_group(me(request), found, who)
    messages.success(request, _("%(name)s is not in the group any more.") % {"name": who})
    return redirect("group", day.pk, found.pk)


def _group_and_member(day: Day, group_id: UUID, participant_id: UUID) -> tuple[Group, Participant]:
    group = get_object_or_404(Group, pk=group_id, day=day)
    return group, get_object_or_404(Participant, pk=participant_id, day=day)


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def group_delete(request: HttpRequest, day: Day, group_id: UUID) -> HttpResponse:
    """Delete a group: GET asks whether, POST does."""
    found = get_object_or_404(Group, pk=group_id, day=day)
    text = _("The people stay registered, and are in no group any more.")
    page = RemovePage(day, found, text, _("Groups"), reverse("groups", args=[day.pk]))
    return page.shown(request, partial(actions.delete_group, me(request), found))
