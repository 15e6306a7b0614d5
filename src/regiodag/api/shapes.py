# SPDX-License-Identifier: EUPL-1.2
"""What comes in and goes out, as JSON: names in camelCase, nothing that is not known."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field, StrictBool, StrictInt, StrictStr
from pydantic.alias_generators import to_camel

Answer = StrictStr | StrictInt | StrictBool | list[StrictStr] | None
Line = Annotated[str, Field(max_length=160)]
UNSET: Any = None
"""What is left out: no value that comes in is like it."""
LANGUAGES = "^(nl|en)$"


class Shape(Schema):
    """What all have in common."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Closed(Shape):
    """What comes in: a name that is not known is a mistake, as it may be a wrong spelling of one that is."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=False, extra="forbid")


class RoundOut(Shape):
    """A round of workshops."""

    id: UUID
    number: int


class QuestionOut(Shape):
    """A question of the registration form."""

    id: UUID
    kind: str
    label: str
    required: bool
    sensitive: bool
    choices: list[str]


class DayOut(Shape):
    """The day of the token."""

    id: UUID
    title: str
    date: date | None
    town: str
    state: str
    registration: str = Field(description="not-yet, open or closed")
    capacity: int | None = Field(description="null: no limit")
    free_places: int | None = Field(description="null: no limit")
    wishes_asked: int
    rounds: list[RoundOut]
    questions: list[QuestionOut]


class SessionOut(Shape):
    """A workshop in a round."""

    id: UUID
    round_id: UUID
    room: str | None
    chairs: int


class WorkshopOut(Shape):
    """A workshop, with when it is given."""

    id: UUID
    title: str
    subject: str
    form: str
    minimum: int
    maximum: int
    sessions: list[SessionOut]


class WorkshopsOut(Shape):
    """All workshops of the day."""

    items: list[WorkshopOut]


class OrganisationOut(Shape):
    """An organisation; also: other ways in which people typed its name."""

    id: UUID
    name: str
    domain: str | None
    also: list[str]


class OrganisationsOut(Shape):
    """All organisations of the day."""

    items: list[OrganisationOut]


class AnswerOut(Shape):
    """What somebody answered to a question."""

    question_id: UUID
    kind: str
    value: Any


class ParticipantOut(Shape):
    """Somebody who registered."""

    id: UUID
    version: int = Field(description="as in the ETag; goes up with every change")
    given_name: str
    prefix: str
    family_name: str
    email: str
    function: str
    organisation: str = Field(description="as they typed it")
    organisation_id: UUID | None
    language: str
    group: str | None
    state: str = Field(description="registered, waiting, offered or cancelled")
    source: str = Field(description="form, hand, import or api")
    place_in_queue: int | None = Field(description="on the waiting list; 1 is who is next")
    offered_until: datetime | None
    registered_at: datetime
    answers: list[AnswerOut] = Field(description="sensitive ones only with the scope sensitive:read")


class ParticipantsOut(Shape):
    """Some participants, and the cursor with which to ask for the next ones; null: these are the last."""

    items: list[ParticipantOut]
    next_cursor: str | None


class ParticipantIn(Closed):
    """Somebody to register. quiet: nobody is mailed."""

    given_name: StrictStr = Field(min_length=1, max_length=80)
    prefix: StrictStr = Field("", max_length=20)
    family_name: StrictStr = Field(min_length=1, max_length=80)
    email: StrictStr = Field(max_length=254, json_schema_extra={"format": "email"})
    function: StrictStr = Field("", max_length=160)
    organisation: StrictStr = Field("", max_length=160)
    language: StrictStr = Field("nl", pattern=LANGUAGES)
    answers: dict[UUID, Answer] = Field(default_factory=dict, description="by the id of the question")
    wishes: list[UUID] = Field(default_factory=list, description="ids of workshops, most wanted first")
    quiet: StrictBool = Field(default=False, description="nobody is mailed")


class ParticipantChange(Closed):
    """What is to be changed of a registration; what is left out stays."""

    given_name: StrictStr = Field(UNSET, min_length=1, max_length=80)
    prefix: StrictStr = Field(UNSET, max_length=20)
    family_name: StrictStr = Field(UNSET, min_length=1, max_length=80)
    email: StrictStr = Field(UNSET, max_length=254, json_schema_extra={"format": "email"})
    function: StrictStr = Field(UNSET, max_length=160)
    organisation: StrictStr = Field(UNSET, max_length=160)
    answers: dict[UUID, Answer] = Field(UNSET, description="by the id of the question; null: no answer")


class CancellationIn(Closed):
    """How a registration is cancelled. quiet: they themselves are not mailed; who gets the place is."""

    quiet: StrictBool = False


class WishesIn(Closed):
    """Which workshops somebody wishes."""

    wishes: list[UUID] = Field(description="ids of workshops, most wanted first")


class WishesOut(Shape):
    """Which workshops somebody wishes, and when they last said so."""

    participant_id: UUID
    version: int
    wishes: list[UUID]
    wished_at: datetime | None


class MistakeOut(Shape):
    """What is wrong with one part of a request."""

    model_config = ConfigDict(title="Mistake")

    place: str = Field(alias="in", description="body, query, path or header")
    pointer: str = Field(description="a JSON Pointer (RFC 6901) to the part")
    detail: str


class ProblemOut(Shape):
    """What went wrong (RFC 9457)."""

    model_config = ConfigDict(title="Problem")

    type: str = Field(description="an address that tells about this kind of problem; never changes")
    title: str
    status: int
    detail: str = Field(description="what to do about it")
    errors: list[MistakeOut] = Field(UNSET, description="for a request with mistakes: each of them")
