"""What editors are told of answers files: the schema of an edition, and its verdict by an implementation not ours.

In: an edition, the data of a file. Out: whether the schema refuses it; which files it must let pass, and why.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from btm_cli.errors import ExitCode
from btm_cli.intake.checking import check_files
from btm_cli.intake.editor import schema_text
from btm_cli.intake.opened import Standards
from btm_cli.source import parse
from btm_cli.standard.model import Standard
from support.run import ROOT
from support.schemas import Checker

STANDARDS = Standards()
INVALID = ROOT / "tests" / "cases" / "invalid"
SYNTAX = "it is no YAML that btm reads; editors complain of most of it before they look at a schema"
SIGHT = "a schema sees what the text means, and not how it was written"
TWICE = "a schema sees the last of two keys"
JSON = "to JSON 3.0 is the whole number 3, and so is 0x3 or 03 to YAML"
RIGHT = "btm only warns of it"
REGISTER = "a schema can't compare a key with those of another mapping"
DATES = "a schema can't compare two values"
DISK = "a schema sees no folders"
SAID_BY_BTM_ALONE = {
    "control-character": SIGHT,
    "duplicate-key-criterion": TWICE,
    "duplicate-key-flow": TWICE,
    "duplicate-key-top": TWICE,
    "evidence-expired": RIGHT,
    "evidence-future": RIGHT,
    "evidence-missing-file": RIGHT,
    "evidence-outside-root": DISK,
    "explicit-tag": SIGHT,
    "importance-decimal": JSON,
    "key-is-empty": SYNTAX,
    "key-is-list": SIGHT,
    "key-is-null": SIGHT,
    "level-decimal": JSON,
    "level-hexadecimal": JSON,
    "level-leading-zero": JSON,
    "local-tag": SIGHT,
    "merge-key": SIGHT,
    "name-invisible-character": RIGHT,
    "name-mixed-scripts": RIGHT,
    "not-utf8": SYNTAX,
    "second-document": SIGHT,
    "stale-schema": RIGHT,
    "syntax-bad-indent": SYNTAX,
    "syntax-open-bracket": SYNTAX,
    "syntax-second-colon": SYNTAX,
    "syntax-unclosed-quote": SYNTAX,
    "tab-before-value": SIGHT,
    "tab-indent": SIGHT,
    "too-deep": SYNTAX,
    "undefined-alias": SIGHT,
    "unknown-evidence": REGISTER,
    "unknown-evidence-near": REGISTER,
    "utf16": SYNTAX,
    "valid-until-before-date": DATES,
    "verified-by-answerer": RIGHT,
}
"""Every folder of cases/invalid that the schema lets pass, and why it must; it refuses all others."""


def schema_of(standard: Standard, *, hover: bool = False) -> dict[str, Any]:
    """The schema as it is written to a file."""
    found: dict[str, Any] = json.loads(schema_text(standard, hover=hover))
    return found


@cache
def of_edition(name: str) -> Checker:
    """What refuses by an edition ("btm 1.0"); for one that there is not, by the edition in use."""
    return Checker(schema_of(STANDARDS.edition(name) or STANDARDS.get()))


def accepted(data: Any) -> bool:
    """Whether the schema of the edition that it names takes the data of an answers file."""
    return of_edition(_named(data)).accepts(_whole(data))


def refused(data: Any) -> list[str]:
    """Why it does not, with each place."""
    return of_edition(_named(data)).faults(_whole(data))


def _named(data: Any) -> str:
    return str(data.get("standard")) if isinstance(data, dict) else ""


def _whole(data: Any) -> Any:
    return json.loads(json.dumps(data, default=float))  # an editor has no Decimal


def read(path: Path) -> Any:
    """The data of a file as far as it can be read; None where it is no YAML."""
    document, _ = parse(path.read_bytes(), path.name)
    return None if document is None else document.data


def right_files() -> list[Path]:
    """Every answers file of the project that is right, of both editions."""
    found = [
        path
        for folder in ("examples", "tests/cases/editions", "tests/golden", "tests/unit/planning")
        for path in sorted((ROOT / folder).rglob("*.yaml"))
        if isinstance(data := read(path), dict) and "answers" in data
    ]
    return [path for path in found if check_files([str(path)], STANDARDS, None)[1] is ExitCode.OK]
