# SPDX-License-Identifier: EUPL-1.2
"""The own page of a leader or speaker, behind their link: who comes, when and where; and their material."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regiodag.days.models import ProgrammeItem, Speaker, Workshop
from regiodag.placements.access import on_leader
from regiodag.placements.actions.leaders import TooManyError, give_material, remove_material
from regiodag.placements.forms import MaterialForm
from regiodag.placements.handing import given
from regiodag.placements.models import Material
from regiodag.placements.queries.leaders import leading, material_until, speaking
from regiodag.registrations.access import token_in
from regiodag.registrations.limits import allowed

MOST_TRIES = 40
"""Files that a leader may send in a quarter of an hour."""


@on_leader
@require_safe
def page(request: HttpRequest, speaker: Speaker) -> HttpResponse:
    """Show the workshops of a leader, who comes, the parts in which they speak to everybody, and the files."""
    return _page(request, speaker)


def _page(request: HttpRequest, speaker: Speaker, form: MaterialForm | None = None, **more: object) -> HttpResponse:
    context = {"speaker": speaker, "day": speaker.day, "workshops": leading(speaker), "talks": speaking(speaker)}
    context |= {"form": form or MaterialForm(), "until": material_until(speaker.day)}
    status = HTTPStatus.BAD_REQUEST if form and form.errors else HTTPStatus.OK
    return render(request, "placements/leader.html", {**context, "lead": token_in(request), **more}, status=status)


@on_leader
@require_POST
def give(request: HttpRequest, speaker: Speaker, workshop_id: UUID) -> HttpResponse:
    """Keep a file for a workshop of theirs."""
    return _given(request, speaker, get_object_or_404(Workshop, pk=workshop_id, leaders=speaker))


@on_leader
@require_POST
def give_part(request: HttpRequest, speaker: Speaker, item_id: UUID) -> HttpResponse:
    """Keep a file for a part of the day in which they speak."""
    return _given(request, speaker, get_object_or_404(ProgrammeItem, pk=item_id, speakers=speaker))


def _given(request: HttpRequest, speaker: Speaker, subject: Workshop | ProgrammeItem) -> HttpResponse:
    """Keep a file; tell what is wrong with it when it may not be."""
    if not allowed("material", str(speaker.pk), MOST_TRIES):
        messages.error(request, _("That is too often in a short time. Wait a quarter of an hour and try again."))
        return redirect("leader", token_in(request))
    form = MaterialForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, speaker, form, wrong=subject.pk)
    try:
        give_material(speaker, subject, form.cleaned_data["file"])
        messages.success(request, _("The file is kept. The organisers decide whether participants get it."))
    except TooManyError:
        messages.error(request, _("There are too many files. Remove one first."))
    return redirect("leader", token_in(request))


@on_leader
@require_safe
def download(request: HttpRequest, speaker: Speaker, material_id: UUID) -> HttpResponse:  # noqa: ARG001
    """Give a file of theirs."""
    return given(_theirs(speaker, material_id))


@on_leader
@require_POST
def remove(request: HttpRequest, speaker: Speaker, material_id: UUID) -> HttpResponse:
    """Remove a file of theirs."""
    remove_material(None, _theirs(speaker, material_id))
    messages.success(request, _("The file is removed."))
    return redirect("leader", token_in(request))


def _theirs(speaker: Speaker, material_id: UUID) -> Material:
    theirs = Q(workshop__leaders=speaker) | Q(item__speakers=speaker)
    found = Material.objects.filter(theirs).select_related("workshop", "item").distinct()
    return get_object_or_404(found, pk=material_id)
