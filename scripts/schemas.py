# SPDX-License-Identifier: EUPL-1.2
"""Put the schema of each kind of rule into the JSON Schema of a problem, so that the file says all of it.

What a rule may hold is said once, by the struct in `src/indeling/rules`. See `scripts/schemas`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from indeling.rules import rule_schemas

Tree = dict[str, Any]

SCHEMA = Path(__file__).parents[1] / "src" / "indeling" / "schemas" / "problem.v1.json"


def complete(schema: Tree, kinds: dict[str, Tree]) -> Tree:
    """Return the schema with the kinds of rules in it, by their names; all that stood there behind `rule` goes."""
    names = list(schema["$defs"])
    parts = {name: schema["$defs"][name] for name in names[: names.index("rule") + 1]}
    parts["rule"] = {
        "title": "Rule",
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"title": "What the rule asks", "enum": list(kinds)}},
        "allOf": [_when(kind) for kind in kinds],
    }
    for kind, rule in kinds.items():
        parts |= rule["$defs"]
        parts[f"rule-{kind}"] = {
            **{key: part for key, part in rule.items() if key != "$defs"},
            "required": [key for key in rule["required"] if key != "kind"],
            "properties": {**rule["properties"], "kind": {"title": "What the rule asks"}},
        }
    return {**schema, "$defs": parts}


def _when(kind: str) -> Tree:
    return {
        "if": {"required": ["kind"], "properties": {"kind": {"const": kind}}},
        "then": {"$ref": f"#/$defs/rule-{kind}"},
    }


def main(arguments: list[str]) -> int:
    """Write the schema, unless asked to check only; return 1 when it is out of date then."""
    now = SCHEMA.read_text("utf-8")
    new = json.dumps(complete(json.loads(now), rule_schemas()), indent=2, ensure_ascii=False) + "\n"
    if "--check" not in arguments:
        SCHEMA.write_text(new, "utf-8")
        return 0
    if now != new:
        sys.stdout.write(f"{SCHEMA.name} is out of date; run scripts/schemas\n")
    return int(now != new)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
