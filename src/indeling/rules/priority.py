# SPDX-License-Identifier: EUPL-1.2
"""Priority: the wishes of some people come before those of others.

Formula: the levels of the objective are counted for the first class alone, then for the second, ..., last for
everybody else; lexicographic. Source: the priority mechanism of Roth, Sönmez and Ünver, Pairwise kidney exchange,
Journal of Economic Theory 125 (2005), here for classes of people.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from msgspec import UNSET, Meta, UnsetType

from indeling.errors import Text, text
from indeling.rules.rule import Attribute, Id, Mention, Rule, given, holders, listed, mentioned

if TYPE_CHECKING:
    from indeling.problem import Problem

Classes = Annotated[list[list[Id]], Meta(title="Ids of participants, class by class, the first class first")]
Values = Annotated[list[Id], Meta(title="Values of the attribute, the first class first")]


class Priority(Rule, frozen=True, kw_only=True, tag="priority"):
    """Classes of people: named in `classes`, or those with each of the `values` of an attribute."""

    classes: Classes | UnsetType = UNSET
    attribute: Attribute | UnsetType = UNSET
    values: Values | UnsetType = UNSET

    def mentions(self) -> Iterator[Mention]:
        """Yield the participants."""
        for at, people in enumerate(given(self.classes, [])):
            yield from mentioned("participant", f"classes[{at}]", people)

    def issues(self, problem: Problem) -> Iterator[tuple[str, Text]]:  # noqa: ARG002  (it looks at no other part)
        """Yield who is in two classes, and a rule that does not say which classes."""
        named = [not isinstance(field, UnsetType) for field in (self.classes, self.attribute, self.values)]
        if named not in ([True, False, False], [False, True, True]):
            yield "", text("{place}: needs either “classes”, or “attribute” and “values”.")
        seen: set[str] = set()
        for at, names in enumerate(given(self.classes, [])):
            for k, name in enumerate(names):
                if name in seen:
                    yield f"classes[{at}][{k}]", text("{place}: “{id}” is in a class already.", id=name)
                seen.add(name)

    def describe(self, problem: Problem) -> Text:
        """Return who comes first."""
        if isinstance(self.attribute, str):
            return text("first {classes}, then everybody else", classes=listed(given(self.values, [])))
        names = [problem.person(each) for people in self.people_first(problem) for each in people]
        return text("first {classes}, then everybody else", classes=listed(names))

    def decides(self) -> bool:
        """Return True: the objective is another one."""
        return True

    def people_first(self, problem: Problem) -> list[list[int]]:
        """Return the people in each class, without everybody else."""
        if isinstance(self.attribute, str):
            found = holders(problem, self.attribute)
            return [found.get(value, []) for value in given(self.values, [])]
        return [[problem.people_at[name] for name in names] for names in given(self.classes, [])]


RULE = Priority
