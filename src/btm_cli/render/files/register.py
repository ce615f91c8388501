"""The register of evidence as text, JSON and JUnit.

In: `Entry`s, the file they are of, the date they were judged on. Out: blocks, plain data (`btm-evidence/1`), XML.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from btm_cli.evidence.register import Entry
from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph
from btm_cli.render.wire.junit import attribute

SCHEMA = "btm-evidence/1"
FAILING = frozenset({"future", "expired", "missing", "altered"})
WORDS = {
    "holds": "holds",
    "expires-soon": "expires soon",
    "future": "dated after the day it is judged on",
    "expired": "expired",
    "missing": "missing",
    "altered": "altered",
}
CITED_SHOWN = 6


def failing(entries: Sequence[Entry]) -> list[Entry]:
    """Those that do not hold."""
    return [entry for entry in entries if entry.status in FAILING]


def summary(entries: Sequence[Entry], as_of: date) -> str:
    """How many hold, in one sentence."""
    bad, soon = len(failing(entries)), sum(entry.status == "expires-soon" for entry in entries)
    unused = sum(not entry.cited_by for entry in entries)
    return (
        f"{len(entries) - bad} of {len(entries)} pieces hold on {as_of.isoformat()}"
        f"; {soon} expire soon, {bad} do not hold, {unused} unused."
    )


def register_page(entries: Sequence[Entry], as_of: date) -> Iterator[Block]:
    """Every piece: what needs a hand first, and what each backs."""
    yield Heading("Evidence")
    yield Paragraph(summary(entries, as_of))
    for status, words in reversed(WORDS.items()):
        chosen = [entry for entry in entries if entry.status == status]
        if chosen:
            yield Heading(words.capitalize(), 2)
            yield Items(tuple((f"{entry.key}:", _line(entry)) for entry in chosen))


def _line(entry: Entry) -> str:
    evidence = entry.evidence
    until = ""
    if evidence.valid_until is not None:
        until = f", valid until {evidence.valid_until.isoformat()}"
        if entry.days_left is not None and entry.days_left >= 0 and entry.status == "expires-soon":
            until += f" ({entry.days_left} days left)"
    owner = f", kept by {evidence.owner}" if evidence.owner else ""
    where = evidence.path or evidence.url or ""
    text = f"{evidence.title}. {where}, dated {evidence.date.isoformat()}{until}{owner}."
    if entry.messages:
        text += f" Does not hold: {'; '.join(entry.messages)}."
    more = len(entry.cited_by) - CITED_SHOWN
    if entry.cited_by:
        text += f" Backs {', '.join(entry.cited_by[:CITED_SHOWN])}{f' and {more} more' if more > 0 else ''}."
    else:
        text += " Backs nothing."
    return text


def register_data(entries: Sequence[Entry], file: str, as_of: date) -> dict[str, Any]:
    """The same as data, key for key as the register has it."""
    return {
        "schema": SCHEMA,
        "file": file,
        "as_of": as_of.isoformat(),
        "evidence": [
            {
                "key": entry.key,
                "status": entry.status,
                "problems": list(entry.messages),
                "title": entry.evidence.title,
                "path": entry.evidence.path,
                "url": entry.evidence.url,
                "sha256": entry.evidence.sha256,
                "date": entry.evidence.date.isoformat(),
                "valid_until": entry.evidence.valid_until.isoformat() if entry.evidence.valid_until else None,
                "days_left": entry.days_left,
                "owner": entry.evidence.owner,
                "cited_by": list(entry.cited_by),
            }
            for entry in entries
        ],
    }


def register_junit(entries: Sequence[Entry], file: str) -> str:
    """A test case a piece; it fails where the piece does not hold."""
    counts = f'tests="{len(entries)}" failures="{len(failing(entries))}" errors="0"'
    cases = []
    for entry in entries:
        head = f"    <testcase classname={attribute(file)} name={attribute(entry.key)}"
        if entry.status in FAILING:
            said = attribute("; ".join(entry.messages))
            cases += [f"{head}>", f'      <failure type="evidence-{entry.status}" message={said}/>', "    </testcase>"]
        else:
            cases.append(f"{head}/>")
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<testsuites name="btm evidence" {counts}>',
            f'  <testsuite name="btm evidence" {counts}>',
            *cases,
            "  </testsuite>",
            "</testsuites>",
            "",
        ]
    )
