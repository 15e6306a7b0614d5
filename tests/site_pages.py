# SPDX-License-Identifier: EUPL-1.2
"""Every page of the site with something on it: the demonstration's day, a colleague, an invitation, a passkey."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.urls import reverse

from intake_files import mistaken, workbook
from regiodag.accounts.access import PUBLIC, Access
from regiodag.accounts.actions import invite, make_login_link
from regiodag.accounts.models import Membership, User
from regiodag.accounts.roles import Role
from regiodag.days.models import Day, Session
from regiodag.days.states import State
from regiodag.messages.actions import Cause, post
from regiodag.messages.models import Mail
from regiodag.placements.actions.publish import publish
from regiodag.placements.actions.repair import queue_repair
from regiodag.placements.actions.runs import queue_run, work
from regiodag.placements.actions.what_if import try_change
from regiodag.placements.aims import Aim
from regiodag.placements.links import leader_page, leader_token_of
from regiodag.placements.models import ChangeRules, OwnChange, Placement, PlacementRun, Seat
from regiodag.placements.queries.base import base_of
from regiodag.registrations.actions.addresses import ask_address
from regiodag.registrations.actions.intake import import_participants, keep_file
from regiodag.registrations.actions.invitees import add_from_day
from regiodag.registrations.actions.register import Submission, register
from regiodag.registrations.intake.plan import plan_of
from regiodag.registrations.links import address_token_of, invitation_token_of, token_of
from regiodag.registrations.models import AddressChange, FormField, FormSection, Invitee, Participant
from regiodag.registrations.queries import fields_of
from regiodag.registrations.reading import Grid, read
from site_addresses import EVERY, PLACEHOLDERS
from soft_key import SoftKey

KIM, LOU, NEW, ADA = "kim@example.org", "lou@example.org", "new@example.org", "ada@example.org"
NO_PAGE = (".png", ".css", ".xlsx", ".ics", ".json", ".pdf", "/download/")
"""How the paths of files end."""
PARTS = {"health", "security", "timetable-news", "placement-board-news", "placement-progress"}
"""What is asked by programs and by a part of a page."""
PERSONAL = Access("personal")


def fill(day: Day, owner: User) -> None:
    """Give a day and its series somebody who organises too, somebody invited, a participant, a mail; open the day.

    Its owner gets a passkey and codes.
    """
    kim = User.objects.create_user(KIM, name="Kim Voorbeeld", organisation="Gemeente Waterrijk (fictief)")
    Membership.objects.create(user=owner, day=day, role=Role.OWNER)
    Membership.objects.create(user=kim, day=day, role=Role.ORGANISER)
    Membership.objects.create(user=kim, series=day.series, role=Role.VIEWER)
    for place in (day, day.series):
        invite(owner, LOU, Role.VIEWER, place)
    mail = post(LOU, "Een mail", "Met een paar woorden.\n", cause=Cause(day.pk, uuid4(), "known", "1"))
    Mail.objects.filter(pk=mail.pk).update(state=Mail.State.FAILED, reason="550 no such user", attempts=2)
    day.state = State.OPEN
    day.save()
    wishes = [str(pk) for pk in day.workshops.values_list("pk", flat=True)[:3]]
    answers = {each: wishes if each.kind == "wishes" else "geen noten" for each in fields_of(day)}
    ada = Submission("Ada", "Voorbeeld", ADA, organisation="De Brug (fictief)", answers=answers)
    ask_address(register(day, ada).participant, "ada.elders@example.org")
    keep_file(owner, day, read("answers.xlsx", workbook(mistaken()[:70]), "nl"))
    _bring_in(owner, day)
    add_from_day(owner, day, _earlier(day))
    _place(day, owner)
    RecoveryCodes.activate(owner)
    asked = {"publicKey": {"user": {"id": str(owner.pk)}, "challenge": "YS1jaGFsbGVuZ2U"}}
    WebAuthn.add(owner, "Sleutel van de balie", json.loads(SoftKey().register(asked)))


def _bring_in(owner: User, day: Day) -> None:
    """Bring a file in that can be undone."""
    grid = Grid("", 1, ("Naam", "E-mail"), ((2, ("Bo Voorbeeld", "bo@example.org")),))
    import_participants(owner, keep_file(owner, day, grid), plan_of(day, grid, {}).digest())


def _earlier(day: Day) -> Day:
    """Return a day of the series with somebody who can be invited again."""
    earlier = Day.objects.create(series=day.series, title="Een dag van vroeger")
    register(earlier, Submission("Bo", "Voorbeeld", LOU))
    return earlier


def _place(day: Day, owner: User) -> None:
    """Place everybody, and publish that twice; then the day is open again, as the other pages need it."""
    run = queue_run(owner, day, Aim.FAIR)
    work()
    placement = Placement.objects.get(run=run)
    _try(owner, PlacementRun.objects.select_related("day").get(pk=run.pk))
    for seen in range(2):
        publish(owner, placement, "eerste indeling", seen)
    _repair(day, owner)
    ChangeRules.objects.create(day=day, allowed=True)
    _change(placement)
    Day.objects.filter(pk=day.pk).update(state=State.OPEN)
    day.refresh_from_db()


def _change(placement: Placement) -> None:
    """Let somebody have another session than the one in which they were placed."""
    seat = placement.seats.select_related("session")[0]
    other = Session.objects.filter(round=seat.session.round_id).exclude(pk=seat.session_id)[0]
    OwnChange.objects.create(
        publication=placement.publications.latest("number"),
        participant_id=seat.participant_id,
        round_id=seat.session.round_id,
        before=seat.session,
        after=other,
        kind=OwnChange.Kind.CHAIR,
    )


def _repair(day: Day, owner: User) -> None:
    """Repair what is published after somebody came, with what more moves would buy."""
    register(day, Submission("Eve", "Voorbeeld", "eve@example.org"))
    base = base_of(day)
    run = queue_repair(owner, day, base.seen if base else "")
    work()
    budgets = [
        {"moves": 0, "unplaced": 1, "levels": [], "within_wishes": []},
        {"moves": 1, "unplaced": 0, "levels": [{"name": "squared-regret", "value": 9}], "within_wishes": [9, 1, 0]},
        {"moves": 3, "unplaced": 0, "levels": [], "within_wishes": [10, 0, 0]},
    ]
    PlacementRun.objects.create(
        day=day, number=run.number + 1, kind=PlacementRun.Kind.CURVE, state=PlacementRun.State.DONE, base=run,
        problem=run.problem, asked=run.asked, found={"curve": budgets, "curve_complete": True},
    )  # fmt: skip
    register(day, Submission("Gijs", "Voorbeeld", "gijs@example.org"))


def _try(owner: User, run: PlacementRun) -> None:
    """Try something on a placement, as an advice would say that is there as well; neither is adopted."""
    state = {"first_wishes": 10, "all_wishes": 10}
    change = {"kind": "chairs", "workshop": run.problem["workshops"][0]["id"], "chairs": 5}
    found = {"now": state, "changes": [{**change, "status": "optimal", "then": state, "gain": 3, "lose": 1}]}
    PlacementRun.objects.create(
        day=run.day, number=run.number + 1, kind=PlacementRun.Kind.ADVICE, state=PlacementRun.State.DONE, base=run,
        problem=run.problem, asked={"chairs": 5}, found=found,
    )  # fmt: skip
    try_change(owner, run, change)
    work()


def pages(day: Day, owner: User, *, nobody: bool) -> Iterator[tuple[str, str]]:
    """Yield name and path of every page: those that its owner can open, or those that anybody may, with their link."""
    for address in EVERY:
        if address.name in PARTS or (nobody and address.access not in {PUBLIC, PERSONAL}):
            continue
        if address.access and address.access.kind == "token":
            continue
        known = _parameters(day, owner, address.name)
        path = reverse(address.name, kwargs={name: known[name] for name in address.parameters})
        if not path.endswith(NO_PAGE):
            yield address.name, path
    for whom, email in {"mine": owner.email, "another": KIM}.items():
        token = invite(owner, email, Role.VIEWER, day)[1]
        yield f"invitation-of-{whom}", reverse("invitation", args=[token])
    yield "invitation-over", reverse("invitation", args=["a-token-that-nobody-has"])
    yield "not-found", "/nowhere/"


def _file(day: Day, state: str) -> UUID | None:
    return day.imported_files.filter(state=state).values_list("pk", flat=True).first()


def _parameters(day: Day, owner: User, name: str) -> dict[str, Any]:
    """Return what to fill in for the parameters of an address: the first thing of its kind."""
    kinds: dict[str, Any] = {"room": day.rooms, "workshop": day.workshops, "item": day.items}
    part = next((kind.first() for start, kind in kinds.items() if name.startswith(start)), day.speakers.first())
    place = day.series if name.startswith("series-") else day
    sessions = Session.objects.filter(workshop__day=day)
    return {
        **PLACEHOLDERS,
        "day_id": day.pk,
        "series_id": day.series_id,
        "code": day.code,
        "part_id": part and part.pk,
        "speaker_id": day.speakers.values_list("pk", flat=True).first(),
        "item_id": day.items.values_list("pk", flat=True).first(),
        "session_id": sessions.values_list("pk", flat=True).first(),
        "section_id": FormSection.objects.filter(form__day=day).values_list("pk", flat=True).first(),
        "question_id": FormField.objects.filter(section__form__day=day).values_list("pk", flat=True).first(),
        "participant_id": _somebody(day, name),
        "run_id": _run(day, name),
        "seats_id": day.publications.values_list("pk", flat=True).last(),
        "publication_id": day.publications.values_list("pk", flat=True).last(),
        "organisation_id": day.organisations.values_list("pk", flat=True).first(),
        "domain_id": day.domains.values_list("pk", flat=True).first(),
        "group_id": day.groups.values_list("pk", flat=True).first(),
        "import_id": _file(day, "done" if name == "participants-import-undo" else "open"),
        "invitee_id": day.invitees.values_list("pk", flat=True).first(),
        "member_id": place.memberships.get(user__email=KIM).pk,
        "invitation_id": place.invitations.get(email=LOU).pk,
        "mail_id": Mail.objects.filter(scope=day.pk, state=Mail.State.FAILED).values_list("pk", flat=True).first(),
        "mailing_id": day.mailings.values_list("pk", flat=True).first(),
        "template_id": day.message_templates.values_list("pk", flat=True).first(),
        "rule_id": day.message_rules.values_list("pk", flat=True).first(),
        "token": _token(day, owner, name),
        "uidb36": user_pk_to_url_str(owner),
        "key": default_token_generator.make_token(owner),
        "pk": Authenticator.objects.get(user=owner, type="webauthn").pk,
    }


def _run(day: Day, name: str) -> UUID | None:
    """Return the id of a calculation: of a repair or a try for what only those have, else of a placement."""
    kind = PlacementRun.Kind.SOLVE
    if name in {"placement-repaired", "placement-curve", "placement-within"}:
        kind = PlacementRun.Kind.REPAIR
    if name in {"placement-tried", "placement-adopt", "placement-drop"}:
        kind = PlacementRun.Kind.WHAT_IF
    return day.placement_runs.filter(kind=kind).values_list("pk", flat=True).first()


def _somebody(day: Day, name: str) -> UUID | None:
    """Return the id of a participant; for the placement one that was placed."""
    if name.startswith("placement"):
        return Seat.objects.filter(placement__day=day).values_list("participant", flat=True).first()
    return day.participants.values_list("pk", flat=True).first()


def _token(day: Day, owner: User, name: str) -> str:
    """Return a token for an address: of a participant, an invitation or a link that signs in."""
    if name == "my" or name.startswith("my-"):
        return token_of(Participant.objects.get(day=day, email=ADA))
    if name.startswith("leader"):
        return leader_token_of(leader_page(day.speakers.filter(workshops__isnull=False)[0]))
    if name == "address-confirm":
        return address_token_of(AddressChange.objects.get(participant__day=day))
    if name == "invited":
        return invitation_token_of(Invitee.objects.get(day=day))
    return invite(owner, NEW, Role.VIEWER, day)[1] if name == "invitation" else make_login_link(owner)
