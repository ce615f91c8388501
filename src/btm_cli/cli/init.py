"""`btm init`: a starter answers file, every question in it as a comment, nothing pre-answered."""

from __future__ import annotations

import os
import sys
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from btm_cli.answers.depth import Depth
from btm_cli.cli.options import StandardOption
from btm_cli.cli.terminal.printing import say, write_result
from btm_cli.intake.opened import Standards, parse_day, parse_target

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HELP = """Write a starter answers file: every question as a comment, nothing pre-answered.

Without FILE it goes to standard output. An answer takes the place of its commented line. --from carries the last
period over: answers, evidence, importance and target, with a mark where something must be looked at again.

Examples:

  btm init answers.yaml --enterprise "Example Mutual" --period 2026-Q4

  btm init answers.yaml --depth criteria

  btm init 2027-Q1.yaml --from 2026-Q4.yaml --period 2027-Q1
"""

SCHEMA = "answers.schema.json"


class Side(StrEnum):
    """Whose view it is."""

    business = "business"
    technology = "technology"
    independent = "independent"


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("init", help=HELP, short_help="Write a starter answers file.")(init)


def init(
    file: Annotated[str | None, typer.Argument(metavar="FILE", help="The file to write.")] = None,
    depth: Annotated[
        Depth | None,
        typer.Option(help="A level for each capability or cell, or a rating for each criterion. Default: cell."),
    ] = None,
    old: Annotated[str | None, typer.Option("--from", metavar="OLD", help="Carry this answers file over.")] = None,
    enterprise: Annotated[str | None, typer.Option(help="Whose answers these are.")] = None,
    unit: Annotated[str | None, typer.Option(help="The part of the enterprise they are about.")] = None,
    period: Annotated[str | None, typer.Option(help="Such as 2026-Q4.")] = None,
    assessed_on: Annotated[
        str | None, typer.Option(metavar="DATE|today", help="The day of the assessment; else left open.")
    ] = None,
    answered_by: Annotated[str | None, typer.Option(metavar="NAME", help="Who answers.")] = None,
    side: Annotated[Side | None, typer.Option(help="Whose view that is.")] = None,
    scope: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only this area or capability (again for more).")
    ] = None,
    target: Annotated[str | None, typer.Option(metavar="STATE|LEVEL", help="What to aim at.")] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of", metavar="DATE|today", help="With --from: the day evidence is judged on. Default: today."
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace FILE if it is there.")] = False,
    standard: StandardOption = None,
) -> None:
    """Take the headline from options, the old file or the terminal; write the questions."""
    from btm_cli.answers.carry import carry_over
    from btm_cli.answers.migrate import migrate
    from btm_cli.answers.template import compose, depth_of

    standards = Standards(standard)
    rules = standards.get()
    head: dict[str, Any] = {"$schema": SCHEMA, "standard": rules.name, "enterprise": None}
    answers: dict[str, Any] = {}
    notes: Mapping[str, Sequence[str]] = {}
    if old is not None:
        loaded, flaws = _old(old, standards, as_of)
        newer = None
        if loaded.standard.name != rules.name:
            said = standards.migration_notes(loaded.standard, rules)
            newer = migrate(loaded.document.data, loaded.standard, rules, said)
        carried = carry_over(loaded, flaws, folder=os.path.dirname(file or "") or ".", migration=newer)
        head |= carried.head
        answers, notes = dict(carried.answers), carried.notes
    given: dict[str, Any] = {"enterprise": enterprise, "unit": unit, "period": period}
    given |= {"scope": _scope(scope, standards), "target": _target(target, standards)}
    head |= {name: value for name, value in given.items() if value is not None}
    if answered_by is not None:
        head["answered_by"] = {"name": answered_by} | ({"side": side.value} if side else {})
    if file is not None and old is None and sys.stdin.isatty() and sys.stderr.isatty():
        _ask(head, standards)
    day = parse_day(assessed_on, "--assessed-on")
    head["assessed_on"] = day.isoformat() if day else None
    asked = depth or depth_of(answers)
    text = f"# yaml-language-server: $schema={SCHEMA}\n"
    text += compose(rules, head, answers, depth=asked, notes=notes)
    if file is None:
        write_result(text, None)
        return
    from btm_cli.answers.store import write_new

    write_new(file, text, force=force)
    _say_what_next(file, len(notes))


def _old(old: str, standards: Standards, as_of: str | None) -> tuple[Any, ...]:
    """The old file's answers, data and evidence report. Raises InvalidFiles where it is not right."""
    from btm_cli.answers.load import load_answers
    from btm_cli.errors import InvalidFiles
    from btm_cli.evidence import examine
    from btm_cli.files import DiskFiles

    files = DiskFiles()
    loaded, problems = load_answers(old, files, standards.edition, standards.names())
    if loaded is None:
        raise InvalidFiles(problems)
    day = parse_day(as_of) or date.today()
    report = examine(loaded.answers, loaded.folder, files, day)
    return loaded, report.problems


def _scope(scope: list[str] | None, standards: Standards) -> list[str] | None:
    from btm_cli.errors import UsageProblem
    from btm_cli.standard.references import resolve

    if not scope:
        return None
    named = [resolve(text, standards.get()) for text in scope]
    for text, found in zip(scope, named, strict=True):
        if found.kind not in ("area", "capability"):
            raise UsageProblem(f"--scope: `{text}` is no area and no capability")
    return [found.id for found in named]


def _target(target: str | None, standards: Standards) -> str | int | None:
    if target is None:
        return None
    aim = parse_target(target, standards.get())
    return aim.state if aim.state is not None else aim.level


def _ask(head: dict[str, Any], standards: Standards) -> None:
    """What the options left open; an empty line leaves it open in the file too."""
    for name, question in (("enterprise", "Enterprise"), ("period", "Period, such as 2026-Q4")):
        if head.get(name) is None:
            head[name] = _answer(question)
    if "answered_by" not in head:
        who = _answer("Answered by")
        if who is not None:
            head["answered_by"] = {"name": who}
    states = [state.id for state in standards.get().states]
    if "target" not in head and states:
        said = _answer(f"Target ({', '.join(states)} or a level; btm advise helps)")
        if said is not None:
            head["target"] = _target(said, standards)


def _answer(question: str) -> str | None:
    said = typer.prompt(question, default="", show_default=False, err=True)
    return str(said).strip() or None


def _say_what_next(file: str, marked: int) -> None:
    if marked:
        say(f"{marked} {'place is' if marked == 1 else 'places are'} marked LOOK AGAIN in {file}")
    say(f"wrote {file}; next: btm interview {file}")
    folder = os.path.dirname(file)
    schema = os.path.join(folder, SCHEMA)
    if not os.path.exists(schema):
        say(f"for completion in an editor: btm standard schema answers --output {schema}")
