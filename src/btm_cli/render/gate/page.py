"""A gate's verdict as a page: what failed with its place and why, what warns, is not due yet, is waived or skipped.

In: a `GateReport`. Out: blocks. With several files the verdict over all comes first, and once more at the end, where a
terminal shows it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from btm_cli.diagnostics import Location
from btm_cli.gate.result import Outcome
from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph
from btm_cli.render.document.problem import problem_blocks
from btm_cli.render.document.words import words
from btm_cli.render.gate import words as say
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

SHOWN = 50


def gate_page(report: GateReport, depth: int = 1) -> Iterator[Block]:
    """Every file's verdict, and with several files one over all; the first heading has the `depth`."""
    several = len(report.files) > 1
    if several:
        yield Heading(verdict_of_all(report), depth)
    for file in report.files:
        yield from _file(report, file, depth + several)
    if several:
        yield Paragraph(words("gate.sentence", text=verdict_of_all(report)), tone="strong")


def _file(report: GateReport, file: FileReport, depth: int) -> Iterator[Block]:
    yield Heading(verdict_of(file, title(file)), depth, "title")
    yield Paragraph(words("gate.sentence", text=summary(file)), label=file.file)
    yield Paragraph(words("gate.sentence", text=held_to(report)))
    if file.extent:
        yield Paragraph(file.extent)
    for outcome in (Outcome.FAILED, Outcome.WARNING, Outcome.OPEN):
        found = file.of(outcome)
        yield from _heading(outcome.value, found, depth)
        for placed in found[:SHOWN]:
            yield from check_blocks(placed)
        yield from _more(found)
    waived = file.of(Outcome.WAIVED)
    yield from _heading("waived", waived, depth)
    yield from _waived(waived, file)
    skipped = file.of(Outcome.SKIPPED)
    yield from _heading("skipped", skipped, depth)
    yield from _listed([("", _found(placed)) for placed in skipped])
    yield from _heading("problems", file.problems, depth)
    yield from _listed([(_spot(problem.location, file), problem.message) for problem in file.problems])


def _heading(section: str, found: Sequence[object], depth: int) -> Iterator[Block]:
    if found:
        yield Heading(words(f"gate.section.{section}", n=len(found)), depth + 1)


def check_blocks(placed: PlacedCheck) -> Iterator[Block]:
    """What failed at its place, then what was expected and found, the rule, the waiver and why."""
    check = placed.check
    yield from problem_blocks(placed.diagnostic._replace(message=say.subject_of(check), hint=None))
    items = [("expected", check.expected), ("found", say.found(check))]
    if check.path is not None:
        items.append(("rule", say.place_text(placed.rule_place)))
    if check.waiver is not None:
        items.append(("waiver", words("gate.terms", **say.terms(check.waiver))))
    why = say.reasons(check.why)
    if why:
        items.append(("why", why[0] if len(why) == 1 else ""))
    yield Items(tuple((words(f"gate.label.{name}"), text) for name, text in items), whole=True)
    if len(why) > 1:
        yield Items(tuple(("", reason) for reason in why), 1)


def _waived(found: Sequence[PlacedCheck], file: FileReport) -> Iterator[Block]:
    """What is waived on the same terms together, with the failures below what they fall short of."""
    groups: dict[str, list[PlacedCheck]] = defaultdict(list)
    for placed in found:
        groups[say.waiver_text(placed.check)].append(placed)
    for covered in groups.values():
        if covered[0].check.waiver is not None:
            terms = say.terms(covered[0].check.waiver)
            yield Paragraph(words("gate.waived-group", n=len(covered), **terms), tone="strong")
        for expected in dict.fromkeys(placed.check.expected for placed in covered):
            yield Items(((words("gate.label.expected"), expected),))
            short = [placed for placed in covered if placed.check.expected == expected]
            yield Items(tuple((_spot(placed.diagnostic.location, file), _found(placed)) for placed in short), 1)


def _found(placed: PlacedCheck) -> str:
    return words("gate.found", subject=say.subject_of(placed.check), found=say.found(placed.check))


def _spot(place: Location, file: FileReport) -> str:
    """`line:column` in the file itself, with the file's name in any other."""
    return place.where if place.file == file.file else say.place_text(place)


def _listed(entries: Sequence[tuple[str, str]]) -> Iterator[Block]:
    if entries:
        yield Items(tuple(entries[:SHOWN]))
    yield from _more(entries)


def _more(found: Sequence[object]) -> Iterator[Block]:
    """That a list was cut, and by how much."""
    if len(found) > SHOWN:
        yield Paragraph(words("gate.more", n=len(found) - SHOWN), tone="strong")
