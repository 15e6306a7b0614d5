# SPDX-License-Identifier: EUPL-1.2
"""Forgets somebody who is erased in what importing keeps: files not brought in yet, how it was before, invitations."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from regiodag.registrations.models import ImportedFile, Invitee


def forget_person(day_id: UUID, pk: UUID, email: str) -> None:
    """Let nothing of somebody remain: not in an invitation, nor in a file or in what can be undone."""
    Invitee.objects.filter(day=day_id, email__iexact=email).delete()
    for file in ImportedFile.objects.filter(day=day_id):
        if file.content:
            file.keep_table(_without_address(file.table, email.lower()))
        elif file.result:
            file.keep_done(_without(file.done, str(pk)))
        file.save(update_fields=["content", "result"])


def _without_address(table: Any, email: str) -> Any:
    rows = [row for row in table["rows"] if not any(email in cell.lower() for cell in row[1])]
    return {**table, "rows": rows}


def _without(done: Any, pk: str) -> Any:
    """Return what was done without one participant; what is written down of each begins with their id."""
    return {kind: [each for each in rows if pk not in (each, each[0])] for kind, rows in done.items()}
