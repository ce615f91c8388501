"""What lies beside a standard: the advisor's questions, the crosswalk, the cycle of a roadmap, the questions of a first
conversation, the benchmarks; profiles; notes for those who come from an earlier edition.

In: the folder of a standard that is already loaded. Out: `Companions`, `ProfileFile`s or notes, or everything wrong
with their files. They are informative: nothing here enters a score or digest, and what a profile leaves out counts only
once it is written into an answers file. A standard may have any of them or none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from btm_cli.diagnostics import Diagnostic, Problem, has_errors
from btm_cli.fields import FileModel
from btm_cli.files import Files
from btm_cli.source import parse
from btm_cli.standard.companion_check import (
    check_advisor,
    check_benchmark,
    check_crosswalk,
    check_cycle,
    check_guided,
    check_migration_notes,
)
from btm_cli.standard.companion_schema import (
    AdvisorFile,
    BenchmarkFile,
    CrosswalkFile,
    CycleFile,
    GuidedFile,
    MigrationNotesFile,
)
from btm_cli.standard.model import Standard
from btm_cli.standard.profile_check import check_profile
from btm_cli.standard.profile_schema import ProfileFile
from btm_cli.standard.sources import profile_files
from btm_cli.validation import validate_model

ADVISOR = "advisor.yaml"
CROSSWALK = "crosswalk.yaml"
CYCLE = "cycle.yaml"
GUIDED = "guided.yaml"
BENCHMARKS = "benchmarks/"
NOTES = "editions/migration-"
Model = TypeVar("Model", bound=FileModel)


@dataclass(frozen=True, slots=True)
class Companions:
    """All companions of one standard; benchmarks in the order of their file names."""

    advisor: AdvisorFile | None = None
    crosswalk: CrosswalkFile | None = None
    cycle: CycleFile | None = None
    guided: GuidedFile | None = None
    benchmarks: tuple[BenchmarkFile, ...] = ()


def load_checked(
    path: str, files: Files, model: type[Model], check: Callable[[Model], Iterable[Problem]]
) -> tuple[Model | None, list[Diagnostic]]:
    """One file beside a standard as its `model`, None where it is no such thing, and all that is wrong with it.

    Raises UnreadableFile.
    """
    document, problems = parse(files.read(path), path)
    if document is None:
        return None, problems
    entry, found = validate_model(model, document.data)
    if entry is not None:
        found += check(entry)
    return entry, problems + [document.diagnose(problem) for problem in found]


def load_companions(folder: str, files: Files, standard: Standard) -> tuple[Companions | None, list[Diagnostic]]:
    """Load and check what lies beside `standard` in `folder`.

    Out: the companions (None where any problem is an error) and every problem of every file, sorted.
    Raises UnreadableFile.
    """
    names = files.list_yaml(folder)
    problems: list[Diagnostic] = []

    def load(name: str, model: type[Model], check: Callable[[Model], Iterable[Problem]]) -> Model | None:
        if name not in names:
            return None
        entry, found = load_checked(f"{folder}/{name}", files, model, check)
        problems.extend(found)
        return entry

    figures = []
    for name in names:
        if name.startswith(BENCHMARKS):
            stem = name.removeprefix(BENCHMARKS).removesuffix(".yaml")
            figures.append(load(name, BenchmarkFile, partial(check_benchmark, standard=standard, stem=stem)))
        elif name.startswith(NOTES):
            stem = name.removeprefix("editions/").removesuffix(".yaml")
            load(name, MigrationNotesFile, partial(check_migration_notes, standard=standard, stem=stem))
    companions = Companions(
        load(ADVISOR, AdvisorFile, partial(check_advisor, standard=standard)),
        load(CROSSWALK, CrosswalkFile, partial(check_crosswalk, standard=standard)),
        load(CYCLE, CycleFile, check_cycle),
        load(GUIDED, GuidedFile, partial(check_guided, standard=standard)),
        tuple(one for one in figures if one is not None),
    )
    problems.sort(key=lambda problem: problem.sort_key)
    return (None if has_errors(problems) else companions), problems


def load_cycle(folder: str, files: Files) -> tuple[CycleFile | None, list[Diagnostic]]:
    """The cycle beside the standard in `folder`, None where it has none or where any problem is an error.

    Raises UnreadableFile.
    """
    path = f"{folder}/{CYCLE}"
    if not files.exists(path):
        return None, []
    cycle, problems = load_checked(path, files, CycleFile, check_cycle)
    return (None if has_errors(problems) else cycle), problems


def load_profiles(folder: str, files: Files, standard: Standard) -> tuple[list[ProfileFile] | None, list[Diagnostic]]:
    """Load and check every profile beside `standard` in `folder`.

    Out: the profiles by id (None where any problem is an error) and every problem. Raises UnreadableFile.
    """
    problems: list[Diagnostic] = []
    profiles: list[ProfileFile] = []
    for stem, name in profile_files(folder, files).items():
        check = partial(check_profile, standard=standard, stem=stem)
        profile, wrong = load_checked(f"{folder}/{name}", files, ProfileFile, check)
        problems += wrong
        profiles += [profile] if profile is not None else []
    return (None if has_errors(problems) else sorted(profiles, key=lambda one: one.id)), problems


def load_migration_notes(
    folder: str, files: Files, old: Standard, new: Standard
) -> tuple[Mapping[str, str] | None, list[Diagnostic]]:
    """The notes for who comes from `old` to `new`: none where the standard in `folder` has none.

    Out: None where any problem is an error. Raises UnreadableFile.
    """
    stem = f"migration-{old.edition}-{new.edition}"
    path = f"{folder}/editions/{stem}.yaml"
    if not files.exists(path):
        return {}, []
    check = partial(check_migration_notes, standard=new, stem=stem)
    entry, problems = load_checked(path, files, MigrationNotesFile, check)
    return (None if entry is None or has_errors(problems) else entry.notes), problems
