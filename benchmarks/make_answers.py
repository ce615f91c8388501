"""An answers file of the largest kind: every criterion of a standard rated, with evidence and verification.

In: a standard (the shipped one). Out: YAML text, the same on every run. Called as
`python make_answers.py [SHIFT] > answers.yaml`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import cycle

from btm_cli.standard.bundled import load_bundled
from btm_cli.standard.model import Standard

PIECES_OF_EVIDENCE = 40


def audit_answers(standard: Standard, shift: int = 0) -> Iterator[str]:
    """The file's lines. Ratings fall from level to level, as they do in life; every second answer has a note.

    With a `shift` every rating is another one, and the file is of the quarter after.
    """
    yield f"standard: {standard.name}"
    yield "enterprise: Benchmark Insurance"
    yield "period: 2027-Q1" if shift else "period: 2026-Q4"
    yield "assessed_on: 2027-02-19" if shift else "assessed_on: 2026-11-20"
    yield "answered_by: {name: Enterprise Architecture, side: technology}"
    yield f"target: {standard.top}"
    yield "evidence:"
    for number in range(PIECES_OF_EVIDENCE):
        place = f"url: https://intranet.example/minutes/{number}, date: 2026-{number % 9 + 1:02}-15"
        yield f"  minutes-{number}: {{title: Minutes number {number}, {place}}}"
    yield "answers:"
    words = list(standard.rating_scale)
    evidence = cycle(range(PIECES_OF_EVIDENCE))
    for capability in standard.ordered_capabilities():
        yield f"  {capability.id}:"
        for dimension, cell in capability.cells.items():
            yield f"    {dimension}:"
            for index, criterion in enumerate(cell.all_criteria()):
                rating = words[(max(0, len(words) - 1 - max(0, criterion.level - 3)) + shift) % len(words)]
                note = ", note: two of the nine sampled in May were missing" if index % 2 else ""
                proof = f"evidence: [minutes-{next(evidence)}, minutes-{next(evidence)}]"
                yield f"      {criterion.id}: {{rating: {rating}, {proof}, verified_by: Internal Audit{note}}}"


def main() -> None:
    """Write the file for the shipped standard to stdout."""
    sys.stdout.write("\n".join(audit_answers(load_bundled(), int(sys.argv[1]) if len(sys.argv) > 1 else 0)) + "\n")


if __name__ == "__main__":
    main()
