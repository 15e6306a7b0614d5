# SPDX-License-Identifier: EUPL-1.2
"""Leaders, for organisers: send them their link, see their material, let participants have it."""

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
from regiodag.editing.differences import differences
from regiodag.editing.versions import StaleError
from regiodag.placements.actions.leaders import (
    keep_leader_rules,
    remove_material,
    send_leader_link,
    show_material,
)
from regiodag.placements.forms import LeaderRulesForm, ShowForm
from regiodag.placements.handing import given
from regiodag.placements.models import LeaderRules, Material
from regiodag.placements.queries.leaders import leader_rules_of, leaders_of, material_of, material_until


@on_day(Permission.SEE)
@require_safe
def overview(request: HttpRequest, day: Day) -> HttpResponse:
    """Show who leads a workshop or speaks, whether they have their link, and what they gave."""
    files = material_of(day).select_related("workshop", "item")
    leaders = leaders_of(day)
    context = {"day": day, "leaders": leaders, "files": files, "rules": leader_rules_of(day)}
    context["until"] = material_until(day)
    return render(request, "placements/leaders.html", {**context, "reachable": sum(bool(e.email) for e in leaders)})


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest, day: Day) -> HttpResponse:
    """Change whose names leaders see."""
    sent = request.method == "POST"
    instance = LeaderRules.objects.get_or_create(day=day)[0] if sent else leader_rules_of(day)
    form = LeaderRulesForm(request.POST or None, instance=instance)
    context: dict[str, Any] = {"day": day, "form": form}
    if sent and form.is_valid():
        try:
            keep_leader_rules(me(request), form.instance, form.cleaned_data["seen"])
        except StaleError as stale:
            context["differences"] = differences(form, stale.now)
            return render(request, "placements/leader_rules.html", context, status=409)
        messages.success(request, _("Saved."))
        return redirect("leaders", day.pk)
    return render(request, "placements/leader_rules.html", context)


@on_day(Permission.EDIT)
@require_POST
def send(request: HttpRequest, day: Day) -> HttpResponse:
    """Send one leader, or all who have an address, the link to their own page; anew: in place of the one they have."""
    wanted = request.POST.get("speaker", "")
    chosen = [each for each in leaders_of(day) if each.email and wanted in {"all", str(each.pk)}]
    for each in chosen:
        each.day = day
        send_leader_link(me(request), each, anew=bool(request.POST.get("anew")))
    if chosen:
        said = ngettext("The link goes to %(number)s person.", "The link goes to %(number)s people.", len(chosen))
        messages.success(request, said % {"number": len(chosen)})
    else:
        messages.error(request, _("Nothing was sent: there is nobody with an e-mail address."))
    return redirect("leaders", day.pk)


@on_day(Permission.SEE)
@require_safe
def download(request: HttpRequest, day: Day, material_id: UUID) -> HttpResponse:  # noqa: ARG001
    """Give a file."""
    return given(_file(day, material_id))


@on_day(Permission.EDIT)
@require_POST
def show(request: HttpRequest, day: Day, material_id: UUID) -> HttpResponse:
    """Let participants have a file, or not any more."""
    form = ShowForm(request.POST)
    shown = form.is_valid() and form.cleaned_data["shown"]
    show_material(me(request), _file(day, material_id), shown=shown)
    said = _("Participants find it on their own page.") if shown else _("Participants cannot get it.")
    messages.success(request, said)
    return redirect("leaders", day.pk)


@on_day(Permission.EDIT)
@require_POST
def remove(request: HttpRequest, day: Day, material_id: UUID) -> HttpResponse:
    """Remove a file for good."""
    remove_material(me(request), _file(day, material_id))
    messages.success(request, _("The file is removed."))
    return redirect("leaders", day.pk)


def _file(day: Day, material_id: UUID) -> Material:
    return get_object_or_404(material_of(day).select_related("workshop", "item"), pk=material_id)
