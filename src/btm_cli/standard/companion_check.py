"""What must hold inside the files beside a standard, and between them and the standard: its advisor, crosswalk, cycle,
benchmarks, first conversation, and notes on answers to former editions.

In: the validated files and the `Standard`. Out: problems at key paths of the file that was given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from operator import ge

from btm_cli.diagnostics import KeyPath, Problem, short
from btm_cli.standard.companion_schema import (
    AdvisorFile,
    BenchmarkFile,
    CrosswalkFile,
    CycleFile,
    CycleStepEntry,
    FrameworkEntry,
    GuidedFile,
    GuidedQuestionEntry,
    MigrationNotesFile,
    OptionEntry,
    QuestionEntry,
)
from btm_cli.standard.criteria import cell_references, criteria_by_reference
from btm_cli.standard.model import Standard
from btm_cli.validation import did_you_mean, one_of, unknown

ROUNDING = Fraction(1, 200)
"""How far a share published in whole percent may be off."""


def check_crosswalk(crosswalk: CrosswalkFile, standard: Standard) -> Iterator[Problem]:
    """Mappings lead from capabilities and levels of the standard to frameworks of the crosswalk, each once."""
    frameworks = [entry.id for entry in crosswalk.frameworks]
    yield from unique(crosswalk.frameworks, ("frameworks",))
    seen: set[tuple[str, int | None, str, str]] = set()
    for index, entry in enumerate(crosswalk.mappings):
        where: KeyPath = ("mappings", index)
        yield from unknown(
            "unknown-capability", "capability", entry.capability, standard.capabilities, (*where, "capability")
        )
        yield from unknown(
            "unknown-framework", "framework", entry.framework, frameworks, (*where, "framework"), listed="frameworks"
        )
        if entry.level is not None and not standard.base <= entry.level <= standard.top:
            message = f"level {entry.level} is not in {standard.base}..{standard.top}"
            yield Problem("level-out-of-range", message, (*where, "level"))
        key = (entry.capability, entry.level, entry.framework, entry.id)
        if key in seen:
            yield Problem(
                "duplicate-id", f"`{short(entry.id)}` is mapped to `{short(entry.capability)}` twice", (*where, "id")
            )
        seen.add(key)


def check_guided(guided: GuidedFile, standard: Standard) -> Iterator[Problem]:
    """Each cell is resolved once, and what is heard is a level."""
    yield from unique(guided.questions, ("questions",))
    cells = cell_references(standard)
    levels = [str(level.level) for level in standard.levels]
    seen: set[str] = set()
    for number, question in enumerate(guided.questions):
        for index, name in enumerate(question.cells):
            where: KeyPath = ("questions", number, "cells", index)
            hint = "write capability/dimension"
            yield from unknown("unknown-reference", "cell", name, cells, where, otherwise=hint)
            if name in cells and name in seen:
                yield Problem("duplicate-id", f"`{short(name)}` is resolved twice", where)
            seen.add(name)
        for name in question.answers:
            if name not in levels:
                where = ("questions", number, "answers", name)
                hint = f"levels: {one_of(levels)}"
                yield Problem("level-out-of-range", f"`{short(name)}` is no level", where, hint=hint, at_key=True)


def check_cycle(cycle: CycleFile) -> Iterator[Problem]:
    """Each step is named once."""
    yield from unique(cycle.steps, ("steps",))


def check_benchmark(benchmark: BenchmarkFile, standard: Standard, stem: str) -> Iterator[Problem]:
    """The file is named after its id; its bands ascend without gap or overlap, their shares are parts of one whole."""
    if benchmark.id != stem:
        yield Problem("wrong-value", f"`{short(benchmark.id)}` must be the file's name, `{short(stem)}`", ("id",))
    last = len(benchmark.bands) - 1
    total = Fraction(0)
    for index, band in enumerate(benchmark.bands):
        where: KeyPath = ("bands", index)
        if not standard.base <= band.from_score <= standard.top:
            message = f"{band.from_score} is not in {standard.base}..{standard.top}"
            yield Problem("level-out-of-range", message, (*where, "from"))
        if index and band.from_score != benchmark.bands[index - 1].below:
            message = f"band `{short(band.name)}` must begin where the one before it ends"
            yield Problem("wrong-order", message, (*where, "from"))
        if band.below is None and index != last:
            yield Problem("missing-key", "`below` is missing", where, hint="only the last band may be open")
        if band.below is not None and band.below <= band.from_score:
            yield Problem("wrong-order", f"band `{short(band.name)}` must end above its `from`", (*where, "below"))
        if band.share is not None and band.share_below is not None:
            yield Problem("wrong-value", "give `share` or `share_below`, not both", (*where, "share_below"))
        for key, share in (("share", band.share), ("share_below", band.share_below)):
            if share is not None and not 0 <= share <= 1:
                yield Problem("wrong-value", f"`{key}` must be from 0 to 1", (*where, key))
        total += band.share or 0
    if total > 1 + ROUNDING * len(benchmark.bands):
        yield Problem("wrong-value", "the shares add up to more than 1", ("bands",), at_key=True)


def check_migration_notes(entry: MigrationNotesFile, standard: Standard, stem: str) -> Iterator[Problem]:
    """The file is named after its editions; where it leads to the edition of `standard`, its references are there."""
    if stem != f"migration-{entry.from_edition}-{entry.to}":
        message = f"the file's name must be `migration-{entry.from_edition}-{entry.to}.yaml`"
        yield Problem("wrong-value", message, ("from",))
    if entry.to != standard.edition:
        return
    known = criteria_by_reference(standard)
    for reference in entry.notes:
        yield from unknown("unknown-criterion", "criterion", reference, known, ("notes", reference), at_key=True)


def unique(
    entries: Iterable[QuestionEntry | OptionEntry | GuidedQuestionEntry | FrameworkEntry | CycleStepEntry],
    path: KeyPath,
) -> Iterator[Problem]:
    """Each entry has an id of its own."""
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        if entry.id in seen:
            yield Problem("duplicate-id", f"`{short(entry.id)}` is used twice", (*path, index, "id"))
        seen.add(entry.id)


def check_advisor(advisor: AdvisorFile, standard: Standard) -> Iterator[Problem]:
    """Points go to states one can aim for, each of these can come out ahead, and rules speak of what there is."""
    states = [state.id for state in standard.states if state.target_level is not None]
    yield from unique(advisor.questions, ("questions",))
    known = True
    for q, question in enumerate(advisor.questions):
        yield from unique(question.options, ("questions", q, "options"))
        for o, option in enumerate(question.options):
            for name in option.points:
                if name not in states:
                    known = False
                    hint = did_you_mean(name, states) or (f"states: {one_of(states)}" if states else None)
                    where: KeyPath = ("questions", q, "options", o, "points", name)
                    message = f"no state to aim for is called `{short(name)}`"
                    yield Problem("unknown-state", message, where, hint=hint, at_key=True)
    yield from _bars(advisor, states)
    yield from _lifts(advisor, standard)
    yield from _wordings(advisor, standard)
    if known:
        for state in states:
            if not can_win(advisor, state, states):
                hint = "give it the most points in options that can be chosen together"
                message = f"`{short(state)}` can't win: another state is level or ahead whatever is answered"
                yield Problem("unwinnable-state", message, ("questions",), hint=hint, at_key=True)


def _bars(advisor: AdvisorFile, states: Sequence[str]) -> Iterator[Problem]:
    """The lowest state always stands, so that there is advice whatever is answered."""
    for index, bar in enumerate(advisor.rules_out):
        yield from _option(advisor, bar.question, bar.option, ("rules_out", index))
        for place, name in enumerate(bar.states):
            where: KeyPath = ("rules_out", index, "states", place)
            yield from unknown("unknown-state", "state", name, states, where, listed="known")
            if states and name == states[0]:
                message = f"`{short(name)}` is the lowest state and can't be ruled out"
                yield Problem("unwinnable-state", message, where, hint="rule out what is above it")


def _lifts(advisor: AdvisorFile, standard: Standard) -> Iterator[Problem]:
    for index, lift in enumerate(advisor.lifts):
        yield from _option(advisor, lift.question, lift.option, ("lifts", index))
        for place, name in enumerate(lift.capabilities):
            where: KeyPath = ("lifts", index, "capabilities", place)
            yield from unknown("unknown-capability", "capability", name, standard.capabilities, where, listed="known")


def _wordings(advisor: AdvisorFile, standard: Standard) -> Iterator[Problem]:
    known = [question.id for question in advisor.questions]
    known += [f"{question.id}/{option.id}" for question in advisor.questions for option in question.options]
    for profile, texts in advisor.wording.items():
        yield from unknown(
            "unknown-profile", "profile", profile, standard.profiles, ("wording", profile), listed="known", at_key=True
        )
        for name in texts:
            yield from unknown(
                "unknown-reference", "reference", name, known, ("wording", profile, name), listed="known", at_key=True
            )


def _option(advisor: AdvisorFile, question: str, option: str, where: KeyPath) -> Iterator[Problem]:
    options = {one.id: [each.id for each in one.options] for one in advisor.questions}
    if question in options:
        yield from unknown(
            "unknown-reference", "reference", option, options[question], (*where, "option"), listed="known"
        )
    else:
        yield from unknown("unknown-reference", "reference", question, options, (*where, "question"), listed="known")


def can_win(advisor: AdvisorFile, state: str, states: Iterable[str]) -> bool:
    """Whether some choice of one option a question gives `state` a larger share of its points than any other has.

    No option that rules it out is chosen. Walks the questions with the leads over each rival that can be had so far,
    without those that are nowhere better than another.
    """
    rivals = [name for name in states if name != state]
    most = {
        name: sum(max(option.points.get(name, 0) for option in question.options) for question in advisor.questions)
        for name in (state, *rivals)
    }
    barred = {(bar.question, bar.option) for bar in advisor.rules_out if state in bar.states}
    leads = {(0,) * len(rivals)}
    for question in advisor.questions:
        options = [option for option in question.options if (question.id, option.id) not in barred]
        gains = [_leads(option.points, state, rivals, most) for option in options]
        reached = {tuple(map(sum, zip(lead, gain, strict=True))) for lead in leads for gain in gains}
        leads = {lead for lead in reached if not any(other != lead and all(map(ge, other, lead)) for other in reached)}
    return any(min(lead, default=1) > 0 for lead in leads)


def _leads(points: dict[str, int], state: str, rivals: list[str], most: Mapping[str, int]) -> tuple[int, ...]:
    """By how much an option brings a state's share ahead of each rival's, in parts of both wholes; 0 of none is 0."""
    return tuple(
        points.get(state, 0) * max(1, most[rival]) - points.get(rival, 0) * max(1, most[state]) for rival in rivals
    )
