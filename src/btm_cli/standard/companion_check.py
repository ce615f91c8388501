"""What must hold inside the files beside a standard, and between them and the standard.

In: the validated files and the `Standard`. Out: problems at key paths of the file that was given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from btm_cli.diagnostics import KeyPath, Problem, short
from btm_cli.standard.companion_schema import (
    BenchmarkFile,
    CrosswalkFile,
    CycleFile,
    CycleStepEntry,
    FrameworkEntry,
    GuidedFile,
    GuidedQuestionEntry,
    OptionEntry,
    QuestionEntry,
)
from btm_cli.standard.criteria import cell_references
from btm_cli.standard.model import Standard
from btm_cli.validation import did_you_mean, one_of

ROUNDING = Fraction(1, 200)
"""How far a share published in whole percent may be off."""


def check_crosswalk(crosswalk: CrosswalkFile, standard: Standard) -> Iterator[Problem]:
    """Mappings lead from capabilities and levels of the standard to frameworks of the crosswalk, each once."""
    frameworks = [entry.id for entry in crosswalk.frameworks]
    yield from unique(crosswalk.frameworks, ("frameworks",))
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


def check_guided(guided: GuidedFile, standard: Standard) -> Iterator[Problem]:
    """Each cell is resolved once, and what is heard is a level."""
    yield from unique(guided.questions, ("questions",))
    cells = cell_references(standard)
    levels = [str(level.level) for level in standard.levels]
    seen: set[str] = set()
    for number, question in enumerate(guided.questions):
        for index, name in enumerate(question.cells):
            where: KeyPath = ("questions", number, "cells", index)
            if name not in cells:
                hint = did_you_mean(name, cells) or "write capability/dimension"
                yield Problem("unknown-reference", f"unknown cell `{short(name)}`", where, hint=hint)
            elif name in seen:
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
