"""`btm` alone, at a terminal: how things stand in a few lines, or how to begin.

In: the working directory. Out: lines on standard output. Neither typer nor rich is loaded for it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from btm_cli.errors import ExitCode
from btm_cli.intake.choosing import candidates, one_file
from btm_cli.render.document.console import columns_of, quiet_broken_pipe
from btm_cli.render.document.safe import encodable, visible
from btm_cli.render.document.terminal import wrapped
from btm_cli.render.document.words import words

if TYPE_CHECKING:
    from btm_cli.summary.entry import Entry


def overview() -> int:
    """Print it. Raises InvalidFiles, UnreadableFile, UsageProblem, as `btm assess` does."""
    columns, encoding = columns_of(sys.stdout, os.environ), sys.stdout.encoding or "utf-8"
    beginning = (words(f"overview.{part}") for part in ("what", "init", "guided", "example", "help"))
    texts = list(_standing() if candidates(required=False) else beginning)
    lines = [line for text in texts for line in wrapped(text, columns, encoding=encoding)]
    with quiet_broken_pipe():
        for line in lines:
            sys.stdout.write(f"{encodable(visible(line), encoding)}\n")
    return ExitCode.OK


def _standing() -> Iterator[str]:
    """Title, state and score, what holds the next state back, what is open, what expires."""
    from btm_cli.cli.terminal.following import propose_after_assessment
    from btm_cli.intake.opened import Standards, assess_file
    from btm_cli.intake.summing_up import given_by
    from btm_cli.render.document.labels import Labels
    from btm_cli.render.document.subject import who
    from btm_cli.render.scorecard.in_short import sentence
    from btm_cli.summary.doubt import expire, unknown
    from btm_cli.summary.hold import hold
    from btm_cli.summary.stand import stand

    file = one_file(None)
    assessment = assess_file(file, Standards())
    card, given, labels = assessment.card, given_by(assessment), Labels(assessment.loaded.standard)
    subject = who(card.enterprise, card.unit, card.period)
    yield words("overview.title", subject=subject, standard=assessment.loaded.standard.name, as_of=card.as_of)
    for entry in (*stand(given), *(one for one in hold(given) if one.id != "hold.floor.open")):
        yield sentence(entry, card, labels, 1, file)
    yield from _counted([*unknown(given), *expire(given)])
    propose_after_assessment(assessment, file, named=False)


def _counted(entries: Iterable[Entry]) -> Iterator[str]:
    """What is open and what expires, in figures: the names are for `btm assess`."""
    from btm_cli.render.document.numbers import number

    for entry in entries:
        values = dict(entry.values)
        low, high = values.get("low"), values.get("high")
        if entry.id.startswith("unknown.cells") and isinstance(low, Fraction) and isinstance(high, Fraction):
            yield words("overview.open", open=values["open"], cells=values["cells"], low=number(low), high=number(high))
        elif entry.id in ("expire.gone", "expire.soon"):
            yield words(f"overview.{entry.id.rpartition('.')[2]}", n=values["n"], date=values.get("date"))
