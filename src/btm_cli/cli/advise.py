"""`btm advise`: which state suits this enterprise, and why."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from btm_cli.cli.options import AnyStandard, FullOption, ToPage
from btm_cli.cli.terminal.following import propose
from btm_cli.cli.terminal.printing import say
from btm_cli.diagnostics import short
from btm_cli.errors import BtmError, ExitCode, InvalidFiles, UsageProblem
from btm_cli.files import DiskFiles
from btm_cli.intake.choosing import candidates
from btm_cli.intake.opened import Standards
from btm_cli.intake.places import mapping_of
from btm_cli.render.document.safe import visible
from btm_cli.render.document.words import words
from btm_cli.render.emit import Result, emit

if TYPE_CHECKING:
    from btm_cli.answers.edit import Change
    from btm_cli.standard.advice import Advice
    from btm_cli.standard.companion_schema import AdvisorFile, QuestionEntry

HELP = """Advise which state to pursue: alignment, synchronization or convergence.

Asks a dozen questions at the terminal, or takes the answers as options; says the reasons for and against, how close it
was, and what is ruled out for now. Alignment is enough for some, synchronization right for others. With FILE also what
each state takes from where it stands; --into writes the advice into it, with the answers.

Examples:

  btm advise

  btm advise --answer market-pace=two-to-five-years --answer partners=suppliers --format json

  btm advise answers.yaml

  btm advise --into answers.yaml
"""


MARK = "btm advise"
"""How the comments begin that say what a target rests on; the next advice takes their place."""


def advise(
    file: Annotated[
        str | None,
        typer.Argument(metavar="FILE", help="The answers file to advise for: its profiles, and what each state takes."),
    ] = None,
    answer: Annotated[
        list[str] | None, typer.Option(metavar="ID=OPTION", help="The answer to a question (again for more).")
    ] = None,
    into: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="As FILE, and write the advice into it: target, importance, the answers."),
    ] = None,
    *,
    where: ToPage,
    full: FullOption = False,
    standards: AnyStandard,
) -> None:
    """Collect answers, weigh them, show, and write the advice where asked."""
    from btm_cli.render.browse.advice_page import advice_brief, advice_page
    from btm_cli.render.browse.advice_wire import advice_data
    from btm_cli.standard.advice import advise as advise_on
    from btm_cli.standard.advice import worded

    rules, advisor = standards.get(), standards.companions().advisor
    if advisor is None:
        raise UsageProblem(f"{rules.name} has no advisor", "a standard's folder may hold one as advisor.yaml")
    file = into or file
    if file is not None:
        profiles = mapping_of(DiskFiles().read(file), file).get("profiles")
        named = [name for name in profiles if isinstance(name, str)] if isinstance(profiles, list) else []
        advisor = worded(advisor, named)
    chosen = _given(answer or [], advisor)
    if sys.stdin.isatty() and sys.stderr.isatty() and not answer:
        chosen = _asked(advisor)
    advice = advise_on(advisor, rules, chosen)
    works = None
    if file is not None:
        from btm_cli.intake.planning import state_works

        with suppress(InvalidFiles):  # a file that is not filled in yet stands nowhere
            works = state_works(file, standards)
    page = advice_brief if where.format == "text" and not full else advice_page
    result = Result(
        page=lambda: page(advice, advisor, rules, works),
        wire=lambda: advice_data(advice, advisor, rules, works),
    )
    emit(result, where)
    if into is not None:
        _write(into, advice, chosen, standards)
        propose("plan", into)
    elif advice.recommended is not None:
        files = [file] if file is not None else candidates(required=False)
        if len(files) == 1:
            kept = [word for each, option in chosen.items() for word in ("--answer", f"{each}={option}")]
            propose("advise", *kept, "--into", files[0])


class TooFewAnswers(BtmError):
    """There is no advice to write."""

    exit_code = ExitCode.INVALID


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
    say(f"\n{place}. {visible(question.text)}")
    for number, option in enumerate(question.options, start=1):
        say(words("init.ask.choice", n=number, way=visible(option.text)))
    while True:
        said = typer.prompt("Number, or Enter to skip", default="", show_default=False, err=True).strip()
        if not said:
            return None
        if said.isascii() and said.isdigit() and 1 <= int(said[:4]) <= len(question.options):
            return question.options[int(said[:4]) - 1].id
        say(f"a number from 1 to {len(question.options)}")


def _write(file: str, advice: Advice, chosen: Mapping[str, str], standards: Standards) -> None:
    """The advice as the file's target and importance, and above them, as comments, what it rests on."""
    from btm_cli.answers.edit import edit
    from btm_cli.answers.remarks import commented
    from btm_cli.answers.store import alone
    from btm_cli.answers.template import order_of

    if advice.recommended is None:
        message = words("browse.advice.nothing-to-write", n=advice.least, answered=len(chosen))
        raise TooFewAnswers(message, words("browse.advice.too-few", n=advice.least))
    with alone(file) as session:
        changes = list(_changes(advice, mapping_of(session.text.encode("utf-8"), file)))
        text = edit(session.text, changes, file, order_of(standards.get()))
        session.replace(commented(text, {("target",): list(_remarks(advice, chosen))}, MARK))
    note = " (tied, see above)" if advice.tied else ""
    say(f"target of {file}: {advice.recommended}{note}")


def _changes(advice: Advice, data: Mapping[str, Any]) -> Iterator[Change]:
    """The general aim is replaced; what is set by area, capability, cell or date is somebody's choice, and stays."""
    from btm_cli.answers.edit import REMOVE, Change

    target, importance = data.get("target"), data.get("importance")
    levels = target.get("levels") if isinstance(target, dict) else None
    lifted = {lift.capability: lift.target for lift in advice.lifts if lift.capability not in (levels or {})}
    if isinstance(target, dict):
        yield Change(("target", "state"), advice.recommended)
        if "level" in target:
            yield Change(("target", "level"), REMOVE)
        yield from (Change(("target", "levels", name), level) for name, level in lifted.items())
    else:
        yield Change(("target",), {"state": advice.recommended, "levels": lifted} if lifted else advice.recommended)
    weights = {lift.capability: lift.importance for lift in advice.lifts if lift.capability not in (importance or {})}
    if isinstance(importance, dict):
        yield from (Change(("importance", name), weight) for name, weight in weights.items())
    elif weights:
        yield Change(("importance",), weights)


def _remarks(advice: Advice, chosen: Mapping[str, str]) -> Iterator[str]:
    from btm_cli.render.document.numbers import percent

    shares = ", ".join(f"{state} {percent(share)}" for state, share in advice.shares.items())
    yield f"{MARK} {date.today().isoformat()}: {shares} (share of the points)"
    yield from (f"{MARK} {bar.state} is ruled out until {bar.until}" for bar in advice.barred)
    for lift in advice.lifts:
        because = ", ".join("=".join(answer) for answer in lift.because)
        yield f"{MARK} {lift.capability} at level {lift.target}, importance {lift.importance}: {because}"
    yield f"{MARK} answers: {', '.join('='.join(answer) for answer in chosen.items())}"
