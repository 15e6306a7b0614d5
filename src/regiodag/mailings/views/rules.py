# SPDX-License-Identifier: EUPL-1.2
"""Rules: their list with what each will do, and adding, changing, taking away and running once more."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from regiodag.accounts.models import User
from regiodag.accounts.roles import Permission
from regiodag.days.access import on_day
from regiodag.days.models import Day
from regiodag.days.views.home import me
from regiodag.editing.differences import differences
from regiodag.editing.versions import StaleError
from regiodag.mailings.actions.rules import add_rule, change_rule, remove_rule, run_once_more
from regiodag.mailings.forms import RuleForm
from regiodag.mailings.models import Rule, Template
from regiodag.mailings.queries import outlook_of

BEGIN = {"audience": "without-wishes", "moment": "closing", "days": 7, "time": "09:00"}
"""What a new rule begins with: a reminder to whoever wished nothing yet."""


@on_day(Permission.EDIT)
@require_safe
def rules(request: HttpRequest, day: Day) -> HttpResponse:
    """List the rules of a day, with when each runs and for whom that would be now."""
    now = timezone.now()
    found = Rule.objects.filter(day=day).select_related("day", "template")
    return render(request, "mailings/rules.html", {"day": day, "rules": [outlook_of(each, now) for each in found]})


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, day: Day, rule_id: UUID | None = None) -> HttpResponse:
    """Add a rule or change one."""
    found = get_object_or_404(Rule, pk=rule_id, day=day) if rule_id else None
    first = Template.objects.filter(day=day).first()
    form = RuleForm(day, request.POST or None, instance=found, initial={} if found else {**BEGIN, "template": first})
    context: dict[str, Any] = {"day": day, "form": form, "rule": found, "without_text": first is None}
    if request.method == "POST" and form.is_valid():
        try:
            _keep(me(request), day, found, form)
        except StaleError as stale:
            context["differences"] = differences(form, stale.now)
            return render(request, "mailings/rule.html", context, status=409)
        messages.success(request, _("Saved: %(name)s.") % {"name": form.instance})
        return redirect("message-rules", day.pk)
    return render(request, "mailings/rule.html", context)


def _keep(user: User, day: Day, found: Rule | None, form: RuleForm) -> None:
    kept: Rule = form.save(commit=False)
    if found is None:
        add_rule(user, day, kept)
    else:
        change_rule(user, kept, form.cleaned_data["seen"])


@on_day(Permission.EDIT)
@require_POST
def rule_again(request: HttpRequest, day: Day, rule_id: UUID) -> HttpResponse:
    """Let a rule that ran run once more when its moment comes."""
    run_once_more(me(request), get_object_or_404(Rule, pk=rule_id, day=day))
    messages.success(request, _("The rule runs once more when its moment comes."))
    return redirect("message-rules", day.pk)


@on_day(Permission.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def rule_remove(request: HttpRequest, day: Day, rule_id: UUID) -> HttpResponse:
    """Ask whether a rule is to be taken away; then do it."""
    found = get_object_or_404(Rule, pk=rule_id, day=day)
    if request.method == "POST":
        name = str(found)
        remove_rule(me(request), found)
        messages.success(request, _("%(name)s is taken away.") % {"name": name})
        return redirect("message-rules", day.pk)
    return render(request, "mailings/rule_remove.html", {"day": day, "rule": found})
