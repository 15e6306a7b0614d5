# SPDX-License-Identifier: EUPL-1.2
"""How good a placement is known to be, in a sentence."""

from __future__ import annotations

from indeling.files.workbook.view import View


def proof_sentence(view: View) -> str:
    """Return what the certificate says, and no more than that."""
    say, placement = view.language.text, view.placement
    if placement.status == "optimal" and placement.proof.get("kind") == "prices":
        return say(
            "Proven: no placement of this day is better by the aim “{objective}”. "
            "Anybody can check that from the prices in the placement file, without the program that made it.",
            objective=placement.objective,
        )
    if placement.status == "optimal":
        return say(
            "Proven by the solver: no placement of this day is better by the aim “{objective}”.",
            objective=placement.objective,
        )
    gap = next((level for level in placement.proof.get("levels", ()) if level["value"] != level["bound"]), None)
    if gap is None:
        return say(
            "Allowed by every rule, but not proven to be the best by the aim “{objective}”.",
            objective=placement.objective,
        )
    return say(
        "Allowed by every rule, but not proven to be the best by the aim “{objective}”: "
        "for “{level}” {value} was found, and no placement can do better than {bound}.",
        objective=placement.objective,
        level=gap["name"],
        value=gap["value"],
        bound=gap["bound"],
    )
