"""What must hold inside the files beside a standard, and between them and the standard.

In: the validated files and the `Standard`. Out: problems at key paths of the file that was given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from btm_cli.diagnostics import KeyPath, Problem, short
from btm_cli.standard.companion_schema import (
    AdvisorFile,
    BenchmarkFile,
    CrosswalkFile,
    CycleFile,
    CycleStepEntry,
    FrameworkEntry,
    OptionEntry,
    QuestionEntry,
)
from btm_cli.standard.model import Standard
from btm_cli.validation import did_you_mean, one_of

ROUNDING = Fraction(1, 200)
"""How far a share published in whole percent may be off."""


def check_advisor(advisor: AdvisorFile, standard: Standard) -> Iterator[Problem]:
    """Points go to states one can aim for, and each of these can come out ahead of all others."""
    states = [state.id for state in standard.states if state.target_level is not None]
    yield from _unique(advisor.questions, ("questions",))
    known = True
    for q, question in enumerate(advisor.questions):
        yield from _unique(question.options, ("questions", q, "options"))
        for o, option in enumerate(question.options):
            for name in option.points:
                if name not in states:
                    known = False
                    hint = did_you_mean(name, states) or (f"states: {one_of(states)}" if states else None)
                    where: KeyPath = ("questions", q, "options", o, "points", name)
                    message = f"no state to aim for is called `{short(name)}`"
                    yield Problem("unknown-state", message, where, hint=hint, at_key=True)
    if known:
        for state in states:
            if not can_win(advisor, state, states):
                hint = "give it the most points in options that can be chosen together"
                message = f"`{short(state)}` can't win: another state is level or ahead whatever is answered"
                yield Problem("unwinnable-state", message, ("questions",), hint=hint, at_key=True)


def can_win(advisor: AdvisorFile, state: str, states: Iterable[str]) -> bool:
    """Whether some choice of one option a question gives `state` more points than every other of `states`.

    Walks the questions with the leads over each rival that can be had so far, without those that are nowhere better
    than another.
    """
    rivals = [name for name in states if name != state]
    leads = {(0,) * len(rivals)}
    for question in advisor.questions:
        gains = [_leads(option.points, state, rivals) for option in question.options]
        reached = {tuple(map(sum, zip(lead, gain, strict=True))) for lead in leads for gain in gains}
        leads = {lead for lead in reached if not any(other != lead and _at_least(other, lead) for other in reached)}
    return any(min(lead, default=1) > 0 for lead in leads)


def _leads(points: dict[str, int], state: str, rivals: list[str]) -> tuple[int, ...]:
    return tuple(points.get(state, 0) - points.get(rival, 0) for rival in rivals)


def _at_least(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(a >= b for a, b in zip(one, other, strict=True))


def check_crosswalk(crosswalk: CrosswalkFile, standard: Standard) -> Iterator[Problem]:
    """Mappings lead from capabilities and levels of the standard to frameworks of the crosswalk, each once."""
    frameworks = [entry.id for entry in crosswalk.frameworks]
    yield from _unique(crosswalk.frameworks, ("frameworks",))
    seen: set[tuple[str, int | None, str, str]] = set()
    for index, entry in enumerate(crosswalk.mappings):
        where: KeyPath = ("mappings", index)
        if entry.capability not in standard.capabilities:
            hint = did_you_mean(entry.capability, standard.capabilities)
            message = f"unknown capability `{short(entry.capability)}`"
            yield Problem("unknown-capability", message, (*where, "capability"), hint=hint)
        if entry.framework not in frameworks:
            hint = did_you_mean(entry.framework, frameworks) or f"frameworks: {one_of(frameworks)}"
            message = f"unknown framework `{short(entry.framework)}`"
            yield Problem("unknown-framework", message, (*where, "framework"), hint=hint)
        if entry.level is not None and not standard.base <= entry.level <= standard.top:
            message = f"level {entry.level} is not in {standard.base}..{standard.top}"
            yield Problem("level-out-of-range", message, (*where, "level"))
        key = (entry.capability, entry.level, entry.framework, entry.id)
        if key in seen:
            yield Problem(
                "duplicate-id", f"`{short(entry.id)}` is mapped to `{short(entry.capability)}` twice", (*where, "id")
            )
        seen.add(key)


def check_cycle(cycle: CycleFile) -> Iterator[Problem]:
    """Each step is named once."""
    yield from _unique(cycle.steps, ("steps",))


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


def _unique(
    entries: Iterable[QuestionEntry | OptionEntry | FrameworkEntry | CycleStepEntry], path: KeyPath
) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        if entry.id in seen:
            yield Problem("duplicate-id", f"`{short(entry.id)}` is used twice", (*path, index, "id"))
        seen.add(entry.id)
