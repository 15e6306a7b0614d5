# SPDX-License-Identifier: EUPL-1.2
"""What participants changed in their own workshops, and whether they may."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.models import Day
from regiodag.days.views.home import me
from regiodag.editing.differences import differences
from regiodag.editing.versions import StaleError
from regiodag.placements.actions.own import keep_rules
from regiodag.placements.forms import RulesForm
from regiodag.placements.models import ChangeRules, SwapOffer
from regiodag.placements.queries.own import may_change, rules_of
from regiodag.placements.queries.published import own_changes


@on_day(Permission.SEE)
@require_safe
def changes(request: HttpRequest, day: Day) -> HttpResponse:
    """Show what participants changed themselves, the last first, and whether they may."""
    wishes = SwapOffer.objects.filter(participant__day=day, state=SwapOffer.State.OPEN)
    context = {"day": day, "changes": own_changes(day), "rules": rules_of(day), "now": may_change(day)}
    return render(request, "placements/changes.html", {**context, "wishes": wishes.count()})


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: HttpRequest, day: Day) -> HttpResponse:
    """Change whether participants may change their own workshops, and until when."""
    if request.method != "POST":
        return render(request, "placements/rules.html", {"day": day, "form": RulesForm(instance=rules_of(day))})
    form = RulesForm(request.POST, instance=ChangeRules.objects.get_or_create(day=day)[0])
    form.instance.day = day
    if form.is_valid():
        try:
            keep_rules(me(request), form.instance, form.cleaned_data["seen"])
        except StaleError as stale:
            context = {"day": day, "form": form, "differences": differences(form, stale.now)}
            return render(request, "placements/rules.html", context, status=409)
        messages.success(request, _("Saved."))
        return redirect("placement-changes", day.pk)
    return render(request, "placements/rules.html", {"day": day, "form": form})
