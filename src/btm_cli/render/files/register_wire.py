"""The contract of the register of evidence, `btm-evidence/1`: its records, and what fills them; as rows, as JUnit XML.

In: `Entry`s, the file they are of, the date they were judged on. Out: plain data, key for key as the register has it;
XML text of one suite for build servers: a test case a piece, which fails where it does not hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from typing_extensions import TypedDict

from btm_cli.evidence.register import Entry, Status
from btm_cli.render.files.register_page import FAILING, failing
from btm_cli.render.wire.columns import columns
from btm_cli.render.wire.junit import attribute, suites
from btm_cli.render.wire.rows import Layout, Rows
from btm_cli.render.wire.types import Day, record

SCHEMA: Literal["btm-evidence/1"] = "btm-evidence/1"


@record
class PieceWire(TypedDict):
    """One registered piece."""

    key: str
    status: Status
    """The worst that is true of it on the day."""
    problems: list[str]
    title: str
    path: str | None
    url: str | None
    sha256: str | None
    date: Day
    valid_until: Day | None
    days_left: int | None
    """Days to the end of its validity, below 0 after it."""
    owner: str | None
    cited_by: list[str]
    """References of the cells and criteria whose answers cite it."""


@record
class RegisterWire(TypedDict):
    """What `btm evidence list` and `btm evidence verify` write as JSON."""

    schema: Literal["btm-evidence/1"]
    file: str
    as_of: Day
    evidence: list[PieceWire]


REGISTER = Layout(
    "btm-evidence-register/1",
    "evidence list",
    columns(
        "file",
        "as_of",
        "evidence_key",
        "evidence_status",
        "problems",
        "title",
        "path",
        "url",
        "sha256",
        "dated",
        "valid_until",
        "days_left",
        "keeper",
        "cited_by",
    ),
)


def register_data(entries: Sequence[Entry], file: str, as_of: date) -> RegisterWire:
    """Every piece, in the register's order."""
    return {
        "schema": SCHEMA,
        "file": file,
        "as_of": as_of.isoformat(),
        "evidence": [_piece(entry) for entry in entries],
    }


def _piece(entry: Entry) -> PieceWire:
    evidence = entry.evidence
    return {
        "key": entry.key,
        "status": entry.status,
        "problems": list(entry.messages),
        "title": evidence.title,
        "path": evidence.path,
        "url": evidence.url,
        "sha256": evidence.sha256,
        "date": evidence.date.isoformat(),
        "valid_until": evidence.valid_until.isoformat() if evidence.valid_until else None,
        "days_left": entry.days_left,
        "owner": evidence.owner,
        "cited_by": list(entry.cited_by),
    }


def register_rows(entries: Sequence[Entry], file: str, as_of: date) -> Rows:
    """A row a piece, with what the JSON says of it."""
    return Rows(
        REGISTER,
        (
            (
                file,
                as_of,
                entry.key,
                entry.status,
                entry.messages,
                entry.evidence.title,
                entry.evidence.path,
                entry.evidence.url,
                entry.evidence.sha256,
                entry.evidence.date,
                entry.evidence.valid_until,
                entry.days_left,
                entry.evidence.owner,
                entry.cited_by,
            )
            for entry in entries
        ),
    )


def register_junit(entries: Sequence[Entry], file: str) -> str:
    """The suite, pieces in the register's order."""
    counts = f'tests="{len(entries)}" failures="{len(failing(entries))}" errors="0"'
    cases = []
    for entry in entries:
        head = f"    <testcase classname={attribute(file)} name={attribute(entry.key)}"
        if entry.status in FAILING:
            said = attribute("; ".join(entry.messages))
            cases += [f"{head}>", f'      <failure type="evidence-{entry.status}" message={said}/>', "    </testcase>"]
        else:
            cases.append(f"{head}/>")
    return suites("evidence", counts, [f'  <testsuite name="btm evidence" {counts}>', *cases, "  </testsuite>"])
