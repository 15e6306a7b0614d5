# SPDX-License-Identifier: EUPL-1.2
"""The day as a problem for the placement."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from ninja.params.functions import Query

from regiodag.api.access import demand, token_of
from regiodag.api.problems import ProblemError
from regiodag.api.scopes import Scope
from regiodag.api.service import operation
from regiodag.registrations.problem import NothingToPlaceError, problem_of


@operation(
    "GET",
    "/problem",
    "api-problem",
    Scope.PROBLEM_READ,
    response=dict[str, Any],
    summary="The day as a problem for the placement",
)
def the_problem(
    request: HttpRequest,
    names: Literal["yes", "no"] = Query("no", description="yes: with names; needs participants:read, too"),
) -> dict[str, Any]:
    """Give who comes, what they wish and how many chairs there are, in the format indeling/problem, version 1.

    The command `indeling solve` takes it as it is.
    """
    token = token_of(request)
    if names == "yes":
        demand(token, Scope.PARTICIPANTS_READ)
    try:
        return problem_of(token.day, names=names == "yes")
    except NothingToPlaceError as error:
        raise ProblemError("not-ready", "The day has no rounds with workshops yet.") from error
