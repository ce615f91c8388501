"""An answers file against the standard it names: ids, ratings, levels, references; and its turn into `Answers`.

In: an `AnswersFile` and a `Standard`. Out: `Answers` and every problem at its key path. Files hold full ids:
nothing is guessed, a near miss is an error with a hint.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from btm_cli.answers.cells import CellAnswers
from btm_cli.answers.model import CORE, DEFAULT, FULL, Answers, Assessor, DayRate, Evidence, ReportFacts, Target, Unit
from btm_cli.answers.names import Names, check_names, respelled, unknown
from btm_cli.answers.schema import AnswersFile, TargetEntry, UnitEntry
from btm_cli.diagnostics import KeyPath, Problem, short
from btm_cli.names import folded
from btm_cli.standard.model import Standard
from btm_cli.validation import did_you_mean


def check_answers(file: AnswersFile, standard: Standard, digest: str = "") -> tuple[Answers, list[Problem]]:
    """Check `file` against `standard` and build the domain model.

    Out: the answers (only to be used where no problem is an error) and every problem found.
    """
    names = Names(standard)
    assessor = Assessor(**vars(file.answered_by)) if file.answered_by is not None else None
    answers = CellAnswers(names, file.evidence, assessor.names if assessor else ())
    for capability, answer in (file.answers or {}).items():
        answers.read(capability, answer)
    elsewhere = [problem for problem in _elsewhere(file, names) if problem is not None]
    return _build(file, assessor, answers, digest), answers.problems + elsewhere


def _elsewhere(file: AnswersFile, names: Names) -> Iterator[Problem | None]:
    """The problem, or None, of everything outside `answers` that names an area, capability, cell, state or level."""
    yield from check_names(file)
    for index, name in enumerate(file.scope):
        yield names.part(name, ("scope", index))
    for name in file.importance:
        yield names.capability(name, ("importance", name))
    for name in file.owners:
        yield names.reference(name, ("owners", name), at_key=True)
    yield from _owners(file)
    yield from _depth(file.depth, names)
    terms = [term.id for term in names.standard.terms]
    for name in file.terms:
        if name not in terms:
            yield unknown("unknown-term", "term", name, terms, ("terms", name), at_key=True)
    for index, name in enumerate(file.profiles):
        if name in file.profiles[:index]:
            yield Problem("duplicate-id", f"`{short(name)}` is named twice", ("profiles", index))
        yield names.profile(name, ("profiles", index))
    if file.plan:
        for name in file.plan.pin:
            yield names.reference(name, ("plan", "pin", name), at_key=True)
        for index, name in enumerate(file.plan.exclude):
            yield names.reference(name, ("plan", "exclude", index))
    match file.target:
        case str(state):
            yield names.state(state, ("target",))
        case int(level):
            yield names.level(level, ("target",))
        case TargetEntry() as target:
            yield from _target_entry(target, names)


def _owners(file: AnswersFile) -> Iterator[Problem]:
    """Whoever has points to spend owns something, and has them once."""
    owners = dict.fromkeys(file.owners.values())
    owning = set(map(folded, owners))
    spending: set[str] = set()
    for owner in file.capacities:
        if folded(owner) in spending:
            message = f"`{short(owner)}` has a capacity already"
            yield Problem("duplicate-key", message, ("capacities", owner), at_key=True)
        spending.add(folded(owner))
        if folded(owner) not in owning:
            hint = did_you_mean(owner, owners)
            message = f"`{short(owner)}` owns nothing, so its capacity would never be looked at"
            yield Problem(
                "unknown-owner", message, ("capacities", owner), hint or "name it under `owners`", at_key=True
            )


def _depth(depth: str | Mapping[str, str], names: Names) -> Iterator[Problem | None]:
    """Depths of capabilities that there are, and core only where the standard has core criteria."""
    if not isinstance(depth, str):
        for name in depth:
            if name != DEFAULT:
                yield names.capability(name, ("depth", name))
    words = {"": depth} if isinstance(depth, str) else depth
    cored = names.standard.has_core
    for name, word in words.items():
        if word == CORE and not cored:
            where: KeyPath = ("depth", name) if name else ("depth",)
            yield Problem("wrong-value", f"{names.standard.name} has no core criteria", where, hint="write full")


def _target_entry(target: TargetEntry, names: Names) -> Iterator[Problem | None]:
    if target.state is not None:
        yield names.state(target.state, ("target", "state"))
    if target.level is not None:
        yield names.level(target.level, ("target", "level"))
    for name, level in target.levels.items():
        yield names.reference(name, ("target", "levels", name), at_key=True)
        yield names.level(level, ("target", "levels", name))
    for name in target.deadlines:
        yield names.reference(name, ("target", "deadlines", name), at_key=True)


def _build(file: AnswersFile, assessor: Assessor | None, answers: CellAnswers, digest: str) -> Answers:
    """The domain model of what was read."""
    plan = file.plan
    owners, capacities = respelled(file.owners, file.capacities)
    depths = {DEFAULT: file.depth} if isinstance(file.depth, str) else file.depth
    depth = depths.get(DEFAULT, FULL)
    return Answers(
        enterprise=file.enterprise,
        assessed_on=file.assessed_on,
        cells=answers.cells,
        standard=file.standard,
        unit=_unit(file.unit),
        period=file.period,
        answered_by=assessor,
        scope=file.scope,
        target=_target(file.target),
        importance=file.importance,
        owners=owners,
        evidence={key: Evidence(**vars(entry)) for key, entry in file.evidence.items()},
        evidence_root=file.evidence_root,
        capacity=str(file.capacity) if file.capacity is not None else None,
        pinned=plan.pin if plan else {},
        excluded=plan.exclude if plan else (),
        capability_not_applicable=answers.not_applicable,
        digest=digest,
        focus=plan.focus if plan else None,
        capacities={owner: str(points) for owner, points in capacities.items()},
        day_rate=DayRate(str(file.day_rate.amount), file.day_rate.currency) if file.day_rate else None,
        depth=depth,
        depths={name: other for name, other in depths.items() if other != depth},
        profiles=file.profiles,
        terms=file.terms,
        report=ReportFacts(**file.report.model_dump()) if file.report else None,
        note=file.note,
        unknown=frozenset(answers.unknown),
        remarks=answers.remarks,
    )


def _unit(unit: str | UnitEntry | None) -> Unit | None:
    if isinstance(unit, UnitEntry):
        return Unit(unit.name, str(unit.weight) if unit.weight is not None else None)
    return Unit(unit) if unit is not None else None


def _target(target: str | int | TargetEntry | None) -> Target | None:
    if isinstance(target, TargetEntry):
        return Target(target.state, target.level, target.levels, target.deadlines)
    if isinstance(target, str):
        return Target(state=target)
    return Target(level=target) if target is not None else None
