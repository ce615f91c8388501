"""`btm advise`: which state suits this enterprise, and why."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from btm_cli.cli.options import (
    PAGE_FORMATS,
    AnyEditionOption,
    Color,
    ColorOption,
    OutputOption,
    PageFormatOption,
    StandardOption,
    destination,
)
from btm_cli.cli.terminal.following import propose
from btm_cli.cli.terminal.printing import say
from btm_cli.diagnostics import short
from btm_cli.errors import UsageProblem
from btm_cli.intake.choosing import candidates
from btm_cli.intake.opened import Standards

if TYPE_CHECKING:
    from btm_cli.standard.companion_schema import AdvisorFile, QuestionEntry

HELP = """Advise which state to pursue: alignment, synchronization or convergence.

Asks a dozen questions at the terminal, or takes the answers as options; says the reasons for and against, and how
close it was. Alignment is enough for some, synchronization right for others.

Examples:

  btm advise

  btm advise --answer market-pace=two-to-five-years --answer partners=suppliers --format json

  btm advise --into answers.yaml
"""


def register(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("advise", help=HELP, short_help="Advise which state suits this enterprise.")(advise)


def advise(
    answer: Annotated[
        list[str] | None, typer.Option(metavar="ID=OPTION", help="The answer to a question (again for more).")
    ] = None,
    into: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write the advised state into this answers file as its target.")
    ] = None,
    format: PageFormatOption = None,
    output: OutputOption = None,
    standard: StandardOption = None,
    any_edition: AnyEditionOption = False,
    color: ColorOption = Color.auto,
) -> None:
    """Collect answers, count, show, and write the target where asked."""
    from btm_cli.render.browse.advice_page import advice_page
    from btm_cli.render.browse.advice_wire import advice_data
    from btm_cli.render.emit import Result, emit
    from btm_cli.standard.advice import advise as advise_on

    where = destination(format, output, color, PAGE_FORMATS)
    standards = Standards(standard, any_edition=any_edition)
    rules, advisor = standards.get(), standards.companions().advisor
    if advisor is None:
        raise UsageProblem(f"{rules.name} has no advisor", "a standard's folder may hold one as advisor.yaml")
    chosen = _given(answer or [], advisor)
    if sys.stdin.isatty() and sys.stderr.isatty() and not answer:
        chosen = _asked(advisor)
    advice = advise_on(advisor, rules, chosen)
    emit(
        Result(
            page=lambda: advice_page(advice, advisor, rules),
            wire=lambda: advice_data(advice, advisor, rules),
        ),
        where,
    )
    if into is not None:
        _write_target(into, advice.recommended, advice.tied, standards)
        propose("plan", into)
    elif advice.recommended is not None and len(files := candidates(required=False)) == 1:
        kept = [word for each, option in chosen.items() for word in ("--answer", f"{each}={option}")]
        propose("advise", *kept, "--into", files[0])


def _given(answers: list[str], advisor: AdvisorFile) -> dict[str, str]:
    """The options that `--answer` names. Raises UsageProblem for what the advisor does not ask or offer."""
    from btm_cli.standard.references import pick

    questions = {question.id: question for question in advisor.questions}
    chosen: dict[str, str] = {}
    for text in answers:
        name, equals, option = text.partition("=")
        if not equals:
            raise UsageProblem(f"--answer: `{short(text)}` has no `=`", "write ID=OPTION")
        question = pick(name.strip().casefold(), dict.fromkeys(questions, ()), "question")
        if question in chosen:
            raise UsageProblem(f"--answer: `{short(question)}` is answered twice")
        options = {one.id: () for one in questions[question].options}
        chosen[question] = pick(option.strip().casefold(), dict(options), f"option of {question}")
    return chosen


def _asked(advisor: AdvisorFile) -> dict[str, str]:
    """Answers typed at the terminal; an empty line skips a question."""
    chosen: dict[str, str] = {}
    for number, question in enumerate(advisor.questions, start=1):
        found = _ask(question, f"{number} of {len(advisor.questions)}")
        if found is not None:
            chosen[question.id] = found
    say("")
    return chosen


def _ask(question: QuestionEntry, place: str) -> str | None:
    from btm_cli.render.document.safe import visible

    say(f"\n{place}. {visible(question.text)}")
    for number, option in enumerate(question.options, start=1):
        say(f"  {number}  {visible(option.text)}")
    while True:
        said = typer.prompt("Number, or Enter to skip", default="", show_default=False, err=True).strip()
        if not said:
            return None
        if said.isascii() and said.isdigit() and 1 <= int(said[:4]) <= len(question.options):
            return question.options[int(said[:4]) - 1].id
        say(f"a number from 1 to {len(question.options)}")


def _write_target(file: str, state: str | None, tied: tuple[str, ...], standards: Standards) -> None:
    from btm_cli.answers.edit import Change
    from btm_cli.answers.store import Session
    from btm_cli.answers.template import order_of
    from btm_cli.source import parse

    if state is None:
        raise UsageProblem("nothing is answered, so there is no target to write", "answer with --answer ID=OPTION")
    session = Session(file)
    document, _ = parse(session.text.encode("utf-8"), file)
    target = document.data.get("target") if document is not None and isinstance(document.data, dict) else None
    # What is set by area, capability or date stays; the one general aim is replaced.
    changes = [Change(("target",), state)]
    if isinstance(target, dict):
        from btm_cli.answers.edit import REMOVE

        changes = [Change(("target", "state"), state)]
        if "level" in target:
            changes.append(Change(("target", "level"), REMOVE))
    session.save(changes, order_of(standards.get()))
    note = " (tied, see above)" if tied else ""
    say(f"target of {file}: {state}{note}")
