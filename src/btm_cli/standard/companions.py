"""What a standard brings along beside itself: the advisor's questions, the crosswalk, the cycle of a
roadmap, the questions of a first conversation, the benchmarks.

In: the folder of a standard that is already loaded. Out: `Companions`, or everything wrong with their files. They are
informative: nothing here enters a score. A standard may have any of them or none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from btm_cli.diagnostics import Diagnostic, Problem, has_errors
from btm_cli.files import Files
from btm_cli.standard.advisor_check import check_advisor
from btm_cli.standard.companion_check import check_benchmark, check_crosswalk, check_cycle, check_guided
from btm_cli.standard.companion_schema import (
    AdvisorFile,
    BenchmarkFile,
    CrosswalkFile,
    CycleFile,
    GuidedFile,
    MigrationNotesFile,
)
from btm_cli.standard.load_checked import Model, load_checked
from btm_cli.standard.migration_notes import NOTES, check_migration_notes
from btm_cli.standard.model import Standard

ADVISOR = "advisor.yaml"
CROSSWALK = "crosswalk.yaml"
CYCLE = "cycle.yaml"
GUIDED = "guided.yaml"
BENCHMARKS = "benchmarks/"


@dataclass(frozen=True, slots=True)
class Companions:
    """All companions of one standard; benchmarks in the order of their file names."""

    advisor: AdvisorFile | None = None
    crosswalk: CrosswalkFile | None = None
    cycle: CycleFile | None = None
    guided: GuidedFile | None = None
    benchmarks: tuple[BenchmarkFile, ...] = ()


def load_companions(folder: str, files: Files, standard: Standard) -> tuple[Companions | None, list[Diagnostic]]:
    """Load and check what lies beside `standard` in `folder`.

    Out: the companions (None where any problem is an error) and every problem of every file, sorted.
    Raises UnreadableFile.
    """
    problems: list[Diagnostic] = []

    def load(name: str, model: type[Model], check: Callable[[Model], Iterable[Problem]]) -> Model | None:
        entry, found = load_checked(f"{folder}/{name}", files, model, check)
        problems.extend(found)
        return entry

    advisor, crosswalk, cycle, guided, benchmarks = None, None, None, None, []
    for name in files.list_yaml(folder):
        if name == ADVISOR:
            advisor = load(name, AdvisorFile, partial(check_advisor, standard=standard))
        elif name == CROSSWALK:
            crosswalk = load(name, CrosswalkFile, partial(check_crosswalk, standard=standard))
        elif name == CYCLE:
            cycle = load(name, CycleFile, check_cycle)
        elif name == GUIDED:
            guided = load(name, GuidedFile, partial(check_guided, standard=standard))
        elif name.startswith(BENCHMARKS):
            stem = name.removeprefix(BENCHMARKS).removesuffix(".yaml")
            benchmark = load(name, BenchmarkFile, partial(check_benchmark, standard=standard, stem=stem))
            benchmarks += [benchmark] if benchmark is not None else []
        elif name.startswith(NOTES):
            stem = name.removeprefix("editions/").removesuffix(".yaml")
            load(name, MigrationNotesFile, partial(check_migration_notes, standard=standard, stem=stem))
    problems.sort(key=lambda problem: problem.sort_key)
    if has_errors(problems):
        return None, problems
    return Companions(advisor, crosswalk, cycle, guided, tuple(benchmarks)), problems


def load_cycle(folder: str, files: Files) -> tuple[CycleFile | None, list[Diagnostic]]:
    """The cycle beside the standard in `folder`, None where it has none or where any problem is an error.

    Raises UnreadableFile.
    """
    path = f"{folder}/{CYCLE}"
    if not files.exists(path):
        return None, []
    cycle, problems = load_checked(path, files, CycleFile, check_cycle)
    return (None if has_errors(problems) else cycle), problems
