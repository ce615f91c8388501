"""A gate's verdict as a page and on one screen: what failed where and why, what warns, is not due yet, waived, skipped.

In: a `GateReport`. Out: blocks. With several files the verdict over all comes first on a page, and once more at the
end, where a terminal shows it. On a screen failures are grouped by what they fall short of, the verdict last: every
failure is counted in a group, a group names its first places, and groups that have no room are counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from btm_cli.diagnostics import Location
from btm_cli.gate.result import Outcome
from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph, Sentences, Tone
from btm_cli.render.document.problem import problem_blocks
from btm_cli.render.document.words import few, words
from btm_cli.render.gate import report as say
from btm_cli.render.gate.report import FileReport, GateReport, PlacedCheck

SHOWN = 50
GROUPS = {Outcome.FAILED: 4, Outcome.WARNING: 2, Outcome.OPEN: 2}
"""How many groups of an outcome are named; the rest is counted."""
FEW = 3
"""So many are told one by one, each with its line and why."""
WAIVERS = 3
PLACES = 2


def gate_page(report: GateReport) -> Iterator[Block]:
    """Every file's verdict, and with several files one over all."""
    several = len(report.files) > 1
    if several:
        yield Heading(say.verdict_of_all(report))
    for file in report.files:
        yield from _file(report, file, 1 + several)
    if several:
        yield Paragraph(words("gate.sentence", text=say.verdict_of_all(report)), tone="strong")


def _file(report: GateReport, file: FileReport, depth: int) -> Iterator[Block]:
    yield Heading(say.verdict_of(file, say.title(file)), depth, "title")
    yield Paragraph(words("gate.sentence", text=say.summary(file)), label=file.file)
    yield Paragraph(words("gate.sentence", text=say.held_to(report)))
    if file.extent:
        yield Paragraph(file.extent)
    for outcome in (Outcome.FAILED, Outcome.WARNING, Outcome.OPEN):
        found = file.of(outcome)
        yield from _heading(outcome.value, found, depth)
        for placed in found[:SHOWN]:
            yield from _check_blocks(placed)
        yield from _more(found)
    yield from _heading("waived", file.of(Outcome.WAIVED), depth)
    yield from _waived(file)
    skipped = file.of(Outcome.SKIPPED)
    yield from _heading("skipped", skipped, depth)
    yield from _listed([("", _found(placed)) for placed in skipped])
    yield from _heading("problems", file.problems, depth)
    yield from _listed([(_spot(problem.location, file), problem.message) for problem in file.problems])


def _heading(section: str, found: Sequence[object], depth: int) -> Iterator[Block]:
    if found:
        yield Heading(words(f"gate.section.{section}", n=len(found)), depth + 1)


def _check_blocks(placed: PlacedCheck) -> Iterator[Block]:
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


def _waived(file: FileReport) -> Iterator[Block]:
    """What is waived on the same terms together, with the failures below what they fall short of."""
    for terms, covered in file.waived():
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


def gate_brief(report: GateReport) -> Iterator[Block]:
    """Every file in groups, then the verdict on each, and the one over all."""
    for file in report.files:
        yield Heading(say.title(file))
        if file.extent:
            yield Paragraph(file.extent)
        told = [placed for outcome in GROUPS for placed in file.of(outcome)]
        groups = list(_waivers(file))
        if len(told) <= FEW:
            for placed in told:
                yield from _check_blocks(placed)
        else:
            groups[:0] = [pair for outcome, most in GROUPS.items() for pair in _groups(file, outcome, most)]
        if groups:
            yield Sentences(tuple(groups))
        if file.problems:
            yield Paragraph(words("gate.brief.problems", n=len(file.problems)))
    yield Paragraph(" ".join((words("gate.sentence", text=say.held_to(report)), words("document.full"))))
    for file in report.files:
        verdict = say.verdict_of(file, file.file)
        tone: Tone = "strong" if file.verdict == "passed" else "error"
        yield Paragraph(words("gate.brief.verdict", verdict=verdict, summary=say.summary(file)), tone=tone)
    if len(report.files) > 1:
        yield Paragraph(words("gate.sentence", text=say.verdict_of_all(report)), tone="strong")


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
    named = few([_named(placed, file) for placed in members], PLACES)
    key, what = ("group-one", say.found(members[0].check)) if len(members) == 1 else ("group", "")
    return words(f"gate.brief.{key}", code=code, expected=expected, places=named, found=what)


def _named(placed: PlacedCheck, file: FileReport) -> str:
    """What it is about, and the line."""
    where = placed.diagnostic.location
    line = str(where.line) if where.file == file.file else where.where
    return words("gate.brief.place", subject=placed.check.where, line=line)


def _waivers(file: FileReport) -> Iterator[tuple[str, str]]:
    """How many failures each waiver covers, by its reason."""
    groups = file.waived()
    for terms, covered in groups[:WAIVERS]:
        yield words("gate.brief.count.waived", n=len(covered)), words("gate.brief.waiver", **terms)
    if more := groups[WAIVERS:]:
        covered_by_more = sum(len(covered) for _, covered in more)
        yield words("gate.brief.count.waived", n=covered_by_more), words("gate.brief.more-waivers", n=len(more))
