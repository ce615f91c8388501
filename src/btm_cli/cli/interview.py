"""`btm interview`: asks what is open in an answers file, level by level, and saves after every answer."""

from __future__ import annotations

import os
import shlex
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from btm_cli.answers.depth import Depth
from btm_cli.cli.options import AnyStandard
from btm_cli.cli.terminal.following import propose
from btm_cli.cli.terminal.printing import say
from btm_cli.errors import ExitCode, UnreadableFile, UsageProblem
from btm_cli.intake.choosing import only_file
from btm_cli.intake.opened import Standards, parse_day
from btm_cli.render.document.console import quiet_broken_pipe
from btm_cli.render.document.words import words

if TYPE_CHECKING:
    from btm_cli.answers.load import LoadedAnswers
    from btm_cli.standard.model import Standard
    from btm_cli.tui.saver import FileSaver

HELP = """Ask what is open in an answers file, and save after every answer.

Level by level: a cell is left as soon as a level is not reached, since nothing above it counts then. Stop at any
moment and go on later with the same command. `?` shows every key.

Examples:

  btm interview answers.yaml

  btm interview answers.yaml --depth criteria --area strategy

  btm interview answers.yaml --plain < replies.txt
"""


def interview(
    file: Annotated[
        str | None, typer.Argument(metavar="FILE", help="The answers file, made by `btm init`. Default: the one here.")
    ] = None,
    depth: Annotated[
        Depth | None,
        typer.Option(
            help="A level for each capability or cell, ratings of core claims, or of all. Default: as in FILE."
        ),
    ] = None,
    area: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Ask about this area only (again for more).")
    ] = None,
    capability: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Ask about this capability only (again for more).")
    ] = None,
    unanswered: Annotated[
        bool, typer.Option("--unanswered", help="Leave claimed levels alone; ask first what is open among ratings.")
    ] = False,
    review: Annotated[
        bool, typer.Option("--review", help="Look again at the levels that --guided left as a first guess.")
    ] = False,
    guided: Annotated[
        bool, typer.Option("--guided", help="Twelve questions first, for a first level of half the standard.")
    ] = False,
    plain: Annotated[
        bool, typer.Option("--plain", help="Line by line instead of full-screen: for screen readers, pipes, scripts.")
    ] = False,
    *,
    standards: AnyStandard,
) -> None:
    """Open the file, then hand over to the screen that was asked for."""
    if not plain and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageProblem("an interview needs a terminal, and this is none", hint="with --plain it reads lines")
    file = only_file(file)
    if not os.path.lexists(file):
        from btm_cli.answers.hints import path_hint

        raise UnreadableFile(f"{file} can't be read: there is no such file", path_hint(file))
    if guided:
        if depth or area or capability or unanswered or review:
            raise UsageProblem("--guided asks its own questions", hint="leave the other options out")
        hold_guided(file, standards)
        return
    if review:
        if depth or unanswered:
            raise UsageProblem(
                "--review asks cell by cell for what was heard", hint="leave --depth and --unanswered out"
            )
        depth = Depth.cell
    raise typer.Exit(hold(file, standards, depth, area or [], capability or [], unanswered, plain, review))


def hold_guided(file: str, standards: Standards, then: Callable[[], object] = tuple) -> None:
    """Ask the questions of a first conversation, line by line, and do what `then` does before the last word on it.

    Raises as `hold`, and where the standard has none.
    """
    from btm_cli.tui.guided import Guided
    from btm_cli.tui.saver import FileSaver

    saver = FileSaver(file, standards.find, standards.names())
    loaded = saver.open(_ask_open)
    guided = standards.companions().guided if standards.has_guided(loaded.standard) else None
    if guided is None:
        raise UsageProblem(words("guided.none", standard=loaded.standard.name), hint=f"btm interview {file}")
    found = 0
    with quiet_broken_pipe():
        talk = Guided(guided.questions, loaded, saver, sys.stdin, sys.stdout, file=file, strict=not sys.stdin.isatty())
        found = talk.run()
        if found:
            then()
        talk.end()
    propose("interview", file, why=words("guided.found", n=found))


def hold(
    file: str,
    standards: Standards,
    depth: Depth | None = None,
    areas: Sequence[str] = (),
    capabilities: Sequence[str] = (),
    unanswered: bool = False,
    plain: bool = False,
    review: bool = False,
) -> ExitCode:
    """Ask what is open in `file` until nothing is, or whoever answers has had enough.

    Out: OK, or INTERRUPTED. Raises InvalidFiles, UnreadableFile, UsageProblem.
    """
    from btm_cli.tui.saver import FileSaver
    from btm_cli.tui.session import Interview

    saver = FileSaver(file, standards.find, standards.names())
    loaded = saver.open(_ask_open)
    if depth is Depth.core:
        loaded, depth = _at_core(file, saver, loaded), Depth.criteria
    chosen = _chosen(areas, capabilities, loaded.standard)
    readings = standards.readings(loaded)
    first = not (depth or areas or capabilities or unanswered) and standards.has_guided(loaded.standard)
    guided = shlex.join(("btm", "interview", file, "--guided")) if first else ""
    session = Interview(loaded, saver, depth or _depth_of(loaded), chosen, unanswered, readings, guided, review)
    code: int | None = None
    if plain:
        from btm_cli.tui.plain import Conversation

        with quiet_broken_pipe():
            Conversation(session, sys.stdin, sys.stdout, strict=not sys.stdin.isatty()).run()
    else:
        from btm_cli.tui.app import InterviewApp
        from btm_cli.tui.wording import Wording

        code = InterviewApp(session, file).run()
        say(Wording(session).ended())
    propose("assess", file, why=words("next.saved", saved=session.saved, open=session.open_places()))
    return ExitCode.OK if code is None else ExitCode(code)


def _ask_open(key: str) -> str | None:
    """What a new file leaves open: its enterprise, or the day the answers are given; None at the end of the input."""
    from btm_cli.tui.plain import LONGEST_LINE

    while True:
        sys.stdout.write(words("interview.ask-enterprise" if key == "enterprise" else "interview.ask-date"))
        sys.stdout.flush()
        line = sys.stdin.readline(LONGEST_LINE)
        if not line:
            return None
        said = line.strip()
        try:
            if key == "enterprise":
                if said:
                    return said
                raise UsageProblem(words("interview.enterprise-needed"))
            return str(parse_day(said))
        except UsageProblem as problem:
            if not sys.stdin.isatty():
                raise
            say(problem.message, problem.hint)


def _chosen(areas: Sequence[str], capabilities: Sequence[str], rules: Standard) -> list[str]:
    """The ids of the capabilities to ask about, in the standard's order: all, or those named themselves or by area."""
    from btm_cli.standard.references import resolve_only

    only = {*resolve_only(areas, rules, "area"), *resolve_only(capabilities, rules, "capability")}
    return [each.id for each in rules.ordered_capabilities() if not only or only & {each.id, each.area}]


def _depth_of(loaded: LoadedAnswers) -> Depth:
    """As the file is laid out: criteria where it holds a rating or says that core ones count, one level a capability
    where none has parts, else one level a cell.
    """
    from btm_cli.answers.model import CORE

    if loaded.answers.depth == CORE or _has_ratings(loaded):
        return Depth.criteria
    written = (loaded.document.data["answers"] or {}).values()
    whole = written and all(not isinstance(each, dict) or {"level", "rating"} & each.keys() for each in written)
    return Depth.capability if whole else Depth.cell


def _has_ratings(loaded: LoadedAnswers) -> bool:
    return any(isinstance(answer, dict) and answer for answer in loaded.answers.cells.values())


def _at_core(file: str, saver: FileSaver, loaded: LoadedAnswers) -> LoadedAnswers:
    """The file with `depth: core`. Raises UsageProblem where the standard has no core, or ratings would not count."""
    from btm_cli.answers.edit import Change
    from btm_cli.answers.model import CORE

    if loaded.answers.depth == CORE:
        return loaded
    if not loaded.standard.has_core:
        raise UsageProblem(words("interview.no-core", standard=loaded.standard.name))
    if _has_ratings(loaded):
        raise UsageProblem(words("interview.rated-in-full", file=file), words("interview.meant-core"))
    return saver.save([Change(("depth",), CORE)])
