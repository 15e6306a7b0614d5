# SPDX-License-Identifier: EUPL-1.2
"""Organisations and domains of a day: the list, names that are probably the same, adding, changing, taking away."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiodag.accounts.roles import Permission, allows
from regiodag.days.access import on_day, role_of
from regiodag.days.models import Day
from regiodag.days.views.home import me
from regiodag.editing.differences import differences
from regiodag.editing.versions import StaleError
from regiodag.registrations.actions import organisations as actions
from regiodag.registrations.forms.organisations import DomainForm, OrganisationForm
from regiodag.registrations.models import Domain, Organisation
from regiodag.registrations.queries_organisations import domains_of, organisations_of, proposals_of, typed_names
from regiodag.registrations.views.names import NamePage, RemovePage

LEAST = 2
"""Organisations that can be merged, or told apart."""


@on_day(Permission.SEE)
@require_safe
def organisations(request: HttpRequest, day: Day) -> HttpResponse:
    """List the organisations and domains; to who can change something also what there is to tidy up."""
    editor = allows(role_of(request), Permission.EDIT)
    context = {
        "day": day,
        "organisations": organisations_of(day),
        "domains": domains_of(day),
        "typed": typed_names(day) if editor else [],
        "proposals": proposals_of(day) if editor else [],
    }
    return render(request, "registrations/organisations.html", context)


@on_day(Permission.EDIT)
@require_POST
def organisations_name(request: HttpRequest, day: Day) -> HttpResponse:
    """Make an organisation of each name that was typed."""
    number = actions.name_organisations(me(request), day)
    told = ngettext("%(number)d organisation is made.", "%(number)d organisations are made.", number)
    messages.success(request, told % {"number": number})
    return redirect("organisations", day.pk)


@on_day(Permission.EDIT)
@require_POST
def organisations_merge(request: HttpRequest, day: Day) -> HttpResponse:
    """Merge the organisations that were ticked, or remember that they differ."""
    chosen = _chosen(day, request.POST.getlist("organisation"))
    into = next((each for each in chosen if str(each.pk) == request.POST.get("into")), None)
    if len(chosen) < LEAST:
        messages.error(request, _("Tick at least two names. Nothing is changed."))
    elif "apart" in request.POST:
        actions.keep_apart(me(request), chosen)
        messages.success(request, _("Remembered: these organisations differ."))
    elif into is None:
        messages.error(request, _("Choose which name stays, out of those that are ticked. Nothing is changed."))
    else:
        actions.merge(me(request), into, chosen)
        messages.success(request, _("Merged into %(name)s. You can split names off again there.") % {"name": into})
    return redirect("organisations", day.pk)


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest, day: Day, organisation_id: UUID | None = None) -> HttpResponse:
    """Add an organisation, or change one; its other spellings can be split off."""
    found = get_object_or_404(Organisation, pk=organisation_id, day=day) if organisation_id else None
    old = found.name if found else ""
    form = OrganisationForm(day, request.POST or None, instance=found)
    context: dict[str, Any] = {"day": day, "organisation": found, "name": old}
    page = NamePage(form, context, "registrations/organisation.html")

    def keep() -> HttpResponse:
        kept = form.save(commit=False)
        actions.keep_organisation(me(request), kept, form.cleaned_data["seen"] if found else None, old)
        return _saved(request, kept)

    try:
        return page.shown(request, keep)
    except StaleError as stale:
        context |= {"form": form, "differences": differences(form, stale.now)}
        return render(request, page.template, context, status=409)


@on_day(Permission.EDIT)
@require_POST
def organisation_split(request: HttpRequest, day: Day, organisation_id: UUID) -> HttpResponse:
    """Let another spelling be an organisation of its own."""
    found = get_object_or_404(Organisation, pk=organisation_id, day=day)
    try:
        fresh = actions.split_off(me(request), found, request.POST.get("name", ""))
    except actions.NameGoneError:
        messages.error(request, _("Somebody else split this name off already. Nothing is changed."))
    else:
        messages.success(request, _("%(name)s is an organisation of its own.") % {"name": fresh})
    return redirect("organisation", day.pk, found.pk)


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_remove(request: HttpRequest, day: Day, organisation_id: UUID) -> HttpResponse:
    """Take an organisation away: GET asks whether, POST does."""
    found = get_object_or_404(Organisation, pk=organisation_id, day=day)
    page = _removing(day, found, _("Its people stay, with the name that they typed themselves."))
    return page.shown(request, partial(actions.remove_organisation, me(request), found))


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def domain(request: HttpRequest, day: Day, domain_id: UUID | None = None) -> HttpResponse:
    """Add a domain, or give one another name."""
    found = get_object_or_404(Domain, pk=domain_id, day=day) if domain_id else None
    old = found.name if found else ""
    form = DomainForm(day, request.POST or None, instance=found)
    every = reverse("organisations", args=[day.pk])
    title = old or _("Add a domain")
    context = {"day": day, "title": title, "where": _("Organisations"), "list": every, "back": every}

    def keep() -> HttpResponse:
        kept = form.save(commit=False)
        if found:
            actions.rename_domain(me(request), kept, old)
        else:
            actions.add_domain(me(request), kept)
        return _saved(request, kept)

    return NamePage(form, context).shown(request, keep)


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def domain_delete(request: HttpRequest, day: Day, domain_id: UUID) -> HttpResponse:
    """Delete a domain: GET asks whether, POST does."""
    found = get_object_or_404(Domain, pk=domain_id, day=day)
    page = _removing(day, found, _("Its organisations stay, without a domain."))
    return page.shown(request, partial(actions.delete_domain, me(request), found))


def _removing(day: Day, thing: Any, text: str) -> RemovePage:
    return RemovePage(day, thing, text, _("Organisations"), reverse("organisations", args=[day.pk]))


def _saved(request: HttpRequest, thing: Any) -> HttpResponse:
    messages.success(request, _("Saved: %(name)s.") % {"name": thing})
    return redirect("organisations", thing.day_id)


def _chosen(day: Day, ids: list[str]) -> list[Organisation]:
    """Return the organisations of the day among some ids."""
    return [each for each in Organisation.objects.filter(day=day) if str(each.pk) in ids]
