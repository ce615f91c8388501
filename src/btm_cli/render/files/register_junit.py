"""The register of evidence as JUnit XML, for build servers.

In: `Entry`s and the file they are of. Out: XML text of one suite: a test case a piece, which fails where it does not
hold.
"""

from __future__ import annotations

from collections.abc import Sequence

from btm_cli.evidence.register import Entry
from btm_cli.render.files.register_page import FAILING, failing
from btm_cli.render.wire.junit import attribute


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
