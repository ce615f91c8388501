"""`btm import`: a filled-in questionnaire becomes an answers file, or changes one."""

from __future__ import annotations

import os
import posixpath
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from btm_cli.cli.options import AnyStandard
from btm_cli.cli.terminal.following import propose
from btm_cli.cli.terminal.printing import say, show_problems
from btm_cli.diagnostics import Diagnostic, Severity, has_errors
from btm_cli.errors import InvalidFiles, UnreadableFile, UsageProblem
from btm_cli.files import DiskFiles, KnownContent
from btm_cli.intake.opened import Standards, load_file
from btm_cli.intake.questionnaires import read_questionnaire
from btm_cli.render.emit import put

if TYPE_CHECKING:
    from btm_cli.answers.load import LoadedAnswers
    from btm_cli.answers.store import Session
    from btm_cli.exchange.inward import Gathered
    from btm_cli.exchange.tables import Asked
    from btm_cli.standard.model import Standard

HELP = """Read filled-in questionnaires (.xlsx, .ods, .xls or .csv, from btm export) into an answers file.

-o writes a new file. --into changes one: comments and lines whose answers are the same stay as they are; rows that
nobody edited, or that are missing, change nothing. Several questionnaires become one file; where two say different
things of one row, both are named. All cells that are not understood are named, and nothing is written.

Examples:

  btm import questionnaire.xlsx -o answers.yaml

  btm import pmo.xlsx risk.ods architecture.csv --into answers.yaml
"""


def import_answers(
    questionnaires: Annotated[
        list[str], typer.Argument(metavar="QUESTIONNAIRE...", help="The .xlsx, .ods, .xls or .csv files.")
    ],
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="FILE", help="Write a new answers file (- prints it).")
    ] = None,
    into: Annotated[
        str | None, typer.Option("--into", metavar="FILE", help="Change this answers file, keeping its comments.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="With -o: overwrite a file that is there.")] = False,
    *,
    standards: AnyStandard,
) -> None:
    """Read, check, write."""
    target = _target(questionnaires, output, into, force)
    if into is None:
        each = [(path, read_questionnaire(path)) for path in questionnaires]
        rules, data, problems = _understood(each, target, standards, None)
        said = _write_new(target, rules, data, force)
    else:
        from btm_cli.answers.store import alone

        # What is wrong with it is said before questionnaires are read.
        load_file(into, standards, date_may_be_open=True)
        each = [(path, read_questionnaire(path)) for path in questionnaires]
        with alone(into) as session:
            content = KnownContent(session.text.encode("utf-8"))
            loaded = load_file(into, standards, content, date_may_be_open=True)
            _, data, problems = _understood(each, target, standards, loaded)
            said = _write_into(session, loaded, data)
    if problems:
        show_problems(problems)
    if target == "-":
        return
    say(said)
    propose(*(("diff", into) if into is not None else ("assess", target)))


def _understood(
    each: list[tuple[str, Asked]], target: str, standards: Standards, loaded: LoadedAnswers | None
) -> tuple[Standard, dict[str, Any], list[Diagnostic]]:
    """The standard, what the answers file is to hold, and warnings. Raises InvalidFiles."""
    from btm_cli.exchange.questionnaire import combined, understand

    rules = _standard_of(each, loaded, standards)
    found = understand(combined(each), rules, loaded.document.data if loaded is not None else None)
    problems = _check(found, each[0][0], target, standards, loaded)
    if has_errors(problems):
        raise InvalidFiles(problems)
    return rules, found.data, problems


def _target(questionnaires: list[str], output: str | None, into: str | None, force: bool) -> str:
    """The file to write. Raises UsageProblem, and UnreadableFile where `-o` would overwrite one."""
    if (output is None) == (into is None):
        raise UsageProblem("name one file to write", hint="-o NEW.yaml for a new file, or --into FILE to change one")
    target = output if output is not None else into
    assert target is not None
    if force and into is not None:
        raise UsageProblem("--force goes with -o", hint="--into never overwrites what it does not understand")
    for path in questionnaires:
        if os.path.exists(target) and os.path.exists(path) and os.path.samefile(target, path):
            raise UsageProblem("the questionnaire itself can't be the answers file", hint="name another file")
    if output not in (None, "-") and not force and os.path.lexists(target):
        raise UnreadableFile(f"{output} is already there", hint="--into changes it; --force overwrites it")
    return target


def _standard_of(each: list[tuple[str, Asked]], loaded: LoadedAnswers | None, standards: Standards) -> Standard:
    """The standard whose questions these are. Raises InvalidFiles where there is no other way to read them."""
    from btm_cli.exchange.checking import stamp_problem
    from btm_cli.exchange.tables import diagnose_cell
    from btm_cli.standard.model import Standard

    standard = loaded.standard if loaded is not None else None
    if standard is None:
        stamps = (asked.rows.get(("headline", "questions")) for _, asked in each)
        names = [str(stamp.values.get("answer")) for stamp in stamps if stamp is not None]
        asked_of = standards.find(names[0]) if names else None
        standard = asked_of if isinstance(asked_of, Standard) else standards.get()
    wrong: list[Diagnostic] = []
    for file, asked in each:
        problem = stamp_problem(asked, standard)
        if problem is not None:
            # A file that can't be read at all has said so already.
            wrong += [diagnose_cell(one, file) for one in asked.problems or [problem]]
    if wrong:
        raise InvalidFiles(wrong)
    return standard


ALREADY_SAID: Final = frozenset({"missing-key", "reason-missing", "path-or-url"})
"""What a check finds missing where a cell of the same row was not understood is no second problem."""


def _check(
    found: Gathered, file: str, target: str, standards: Standards, loaded: LoadedAnswers | None
) -> list[Diagnostic]:
    """Everything wrong with what was read: at its cell, or in the answers file where a row comes from there."""
    from btm_cli.answers.load import check_data, open_date_warned
    from btm_cli.exchange.questionnaire import OWN
    from btm_cli.exchange.tables import diagnose, diagnose_cell, place_of

    folder = posixpath.dirname(target.replace("\\", "/")) or "."
    whole = {"enterprise": "?"} | found.data  # what is reported as missing already keeps nothing from being checked
    _, wrong = check_data(whole, folder, DiskFiles(), standards.find, standards.names())
    problems = [diagnose_cell(problem, file) for problem in found.problems]
    doubtful = {(one.place.sheet, one.place.row) for one in found.problems if one.severity is Severity.ERROR}
    for problem in open_date_warned(wrong):
        place = place_of(problem.path, found.places)
        if problem.code in ALREADY_SAID and (place.sheet, place.row) in doubtful:
            continue
        if place.sheet == OWN and loaded is not None:
            problems.append(loaded.document.diagnose(problem))
        else:
            problems.append(diagnose(problem, found.places, file))
    return sorted(dict.fromkeys(problems), key=lambda problem: problem.sort_key)


def _write_new(path: str, standard: Standard, data: dict[str, Any], force: bool) -> str:
    """A whole file in btm's own form, other questions open; corrected where it would say less than was meant."""
    from btm_cli.answers.edit import changes_between, edit
    from btm_cli.answers.store import write_new
    from btm_cli.answers.template import depth_of, order_of
    from btm_cli.render.starter.file import Asked, answers_file
    from btm_cli.source import parse

    answers = data.get("answers") or {}
    head = {"assessed_on": None} | {name: value for name, value in data.items() if name != "answers"}
    text = answers_file(Asked(standard, depth_of(answers, head.get("depth"))), head, answers)
    document, _ = parse(text.encode("utf-8"), path)
    if document is None:
        raise AssertionError("a composed file can't be read")
    text = edit(text, changes_between(document.data, data), path, order_of(standard))
    if path == "-":
        put(text, None, "yaml")
        return ""
    write_new(path, text, force=force)
    return f"wrote {path}"


def _write_into(session: Session, loaded: LoadedAnswers, data: dict[str, Any]) -> str:
    """Only what differs is changed."""
    from btm_cli.answers.edit import changes_between
    from btm_cli.answers.template import order_of

    changes = changes_between(loaded.document.data, data)
    if not changes:
        return f"{session.path} says all of it already; nothing is written"
    session.save(changes, order_of(loaded.standard))
    return f"changed {session.path}: {len(changes)} {'place' if len(changes) == 1 else 'places'}"
