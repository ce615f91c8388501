"""A gate's verdict on one screen: failures grouped by what they fall short of, the verdict last.

In: a `GateReport`. Out: blocks. Every failure is counted in a group; a group names its first places and says how many
more there are, and groups that have no room are counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from btm_cli.gate.result import Outcome
from btm_cli.render.document.blocks import Block, Heading, Paragraph, Sentences, Tone
from btm_cli.render.document.words import few, words
from btm_cli.render.gate import words as say
from btm_cli.render.gate.page import check_blocks
from btm_cli.render.gate.report import (
    FileReport,
    GateReport,
    PlacedCheck,
    held_to,
    summary,
    title,
    verdict_of,
    verdict_of_all,
)

GROUPS = {Outcome.FAILED: 4, Outcome.WARNING: 2, Outcome.OPEN: 2}
"""How many groups of an outcome are named; the rest is counted."""
FEW = 3
"""So many are told one by one, each with its line and why."""
WAIVERS = 3
PLACES = 2


def gate_brief(report: GateReport) -> Iterator[Block]:
    """Every file in groups, then the verdict on each, and the one over all."""
    for file in report.files:
        yield Heading(title(file))
        if file.extent:
            yield Paragraph(file.extent)
        told = [placed for outcome in GROUPS for placed in file.of(outcome)]
        groups = list(_waived(file))
        if len(told) <= FEW:
            for placed in told:
                yield from check_blocks(placed)
        else:
            groups[:0] = [pair for outcome, most in GROUPS.items() for pair in _groups(file, outcome, most)]
        if groups:
            yield Sentences(tuple(groups))
        if file.problems:
            yield Paragraph(words("gate.brief.problems", n=len(file.problems)))
    yield Paragraph(" ".join((words("gate.sentence", text=held_to(report)), words("document.full"))))
    for file in report.files:
        verdict = verdict_of(file, file.file)
        tone: Tone = "strong" if file.verdict == "passed" else "error"
        yield Paragraph(words("gate.brief.verdict", verdict=verdict, summary=summary(file)), tone=tone)
    if len(report.files) > 1:
        yield Paragraph(words("gate.sentence", text=verdict_of_all(report)), tone="strong")


def _groups(file: FileReport, outcome: Outcome, most: int) -> Iterator[tuple[str, str]]:
    """The checks that ended so, together where they expect the same, the largest group first."""
    grouped: dict[tuple[str, str], list[PlacedCheck]] = {}
    for placed in file.of(outcome):
        grouped.setdefault((placed.diagnostic.code, placed.check.expected), []).append(placed)
    ordered = sorted(grouped.items(), key=lambda one: -len(one[1]))
    for (code, expected), members in ordered[:most]:
        yield words(f"gate.brief.count.{outcome.value}", n=len(members)), _group(code, expected, members, file)
    if rest := ordered[most:]:
        checks = sum(len(members) for _, members in rest)
        yield words(f"gate.brief.count.{outcome.value}", n=checks), words("gate.brief.more", n=len(rest))


def _group(code: str, expected: str, members: Sequence[PlacedCheck], file: FileReport) -> str:
    """What was expected, and where the first of them are."""
    named = few([_place(placed, file) for placed in members], PLACES)
    key, what = ("group-one", say.found(members[0].check)) if len(members) == 1 else ("group", "")
    return words(f"gate.brief.{key}", code=code, expected=expected, places=named, found=what)


def _place(placed: PlacedCheck, file: FileReport) -> str:
    """What it is about, and the line."""
    where = placed.diagnostic.location
    line = str(where.line) if where.file == file.file else where.where
    return words("gate.brief.place", subject=placed.check.where, line=line)


def _waived(file: FileReport) -> Iterator[tuple[str, str]]:
    """How many failures each waiver covers, by its reason."""
    counts: dict[str, int] = {}
    terms: dict[str, Mapping[str, str]] = {}
    for placed in file.of(Outcome.WAIVED):
        if placed.check.waiver is not None:
            key = say.waiver_text(placed.check)
            counts[key], terms[key] = counts.get(key, 0) + 1, say.terms(placed.check.waiver)
    shown = list(counts)[:WAIVERS]
    for key in shown:
        yield words("gate.brief.count.waived", n=counts[key]), words("gate.brief.waiver", **terms[key])
    if more := [counts[key] for key in counts if key not in shown]:
        yield words("gate.brief.count.waived", n=sum(more)), words("gate.brief.more-waivers", n=len(more))
