# SPDX-License-Identifier: EUPL-1.2
"""How good a placement is known to be, in a sentence."""

from __future__ import annotations

from indeling.files.workbook.view import View


def proof_sentence(view: View) -> str:
    """Return what the certificate says, and no more than that."""
    text, placement, aim = view.language.text, view.placement, view.placement.objective
    if placement.status == "optimal" and placement.proof.get("kind") == "prices":
        return text(
            "Proven: no placement is better by the aim “{aim}”. "
            "The proof can be checked without the program that found it.",
            aim=aim,
        )
    if placement.status == "optimal":
        return text("Proven by the solver: no placement is better by the aim “{aim}”.", aim=aim)
    gap = next((level for level in placement.proof.get("levels", ()) if level["value"] != level["bound"]), None)
    if gap is None:
        return text("Allowed by every rule, but not proven to be the best by the aim “{aim}”.", aim=aim)
    return text(
        "Allowed by every rule, but not proven to be the best by the aim “{aim}”: "
        "{level} is {value}, and cannot be lower than {bound}.",
        aim=aim,
        level=gap["name"],
        value=gap["value"],
        bound=gap["bound"],
    )
