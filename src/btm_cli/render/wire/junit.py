"""Problems as JUnit XML, for build servers.

In: diagnostics and the files that were looked at. Out: XML text of one suite. What an error says of a file is a failed
test case, a file that could not be read an error; a file without errors is a passed one, its warnings in `system-out`.
Names have no line numbers, so that a server sees the same case again when lines move.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape

from btm_cli.diagnostics import Diagnostic, Severity
from btm_cli.render.document.problem import problem_text
from btm_cli.render.document.safe import visible
from btm_cli.render.wire.sarif import PathOf, as_typed

UNREADABLE = "unreadable-file"


def render_junit(
    problems: Sequence[Diagnostic], files: Sequence[str], as_of: date | None = None, path_of: PathOf = as_typed
) -> str:
    """The suite, its files in the order given, problems by line and column; a time only where a date is given."""
    ordered = sorted(problems, key=lambda problem: problem.sort_key)
    names = list(dict.fromkeys([*files, *(problem.location.file for problem in ordered)]))
    groups = [_group([each for each in ordered if each.location.file == name]) for name in names]
    cases = [case for group in groups for case in group]
    errors = sum(case[0].code == UNREADABLE for case in cases if case)
    failures = sum(case[0].severity is Severity.ERROR for case in cases if case) - errors
    counts = f'tests="{len(cases)}" failures="{failures}" errors="{errors}"'
    suite = [
        f'  <testsuite name="btm validate" {counts}{stamp(as_of)}>',
        *(text for name, group in zip(names, groups, strict=True) for text in _cases(path_of(name), group)),
        "  </testsuite>",
    ]
    return suites("validate", counts, suite)


def suites(command: str, counts: str, lines: Iterable[str]) -> str:
    """The whole document around the suites of `btm command`; `counts` are attributes."""
    around = f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="btm {command}" {counts}>'
    return "\n".join([around, *lines, "</testsuites>\n"])


def _group(problems: list[Diagnostic]) -> list[list[Diagnostic]]:
    """The cases of a file: a case for whatever an error says, with every place where it holds; else one for all."""
    said: dict[tuple[str, str], list[Diagnostic]] = {}
    for problem in problems:
        if problem.severity is Severity.ERROR:
            said.setdefault((problem.code, problem.message), []).append(problem)
    return list(said.values()) or [problems]


def _cases(file: str, group: Iterable[list[Diagnostic]]) -> Iterator[str]:
    for problems in group:
        said = "\n".join(
            f"{problem.location.line}:{problem.location.column}: {problem.severity.value}[{problem.code}] "
            f"{problem_text(problem)}"
            for problem in problems
        )
        first = problems[0] if problems else None
        if first is None or first.severity is not Severity.ERROR:
            output = f"<system-out>{escape(said)}</system-out>" if said else ""
            yield f"    {case_start(file, file)}>{output}</testcase>"
        else:
            kind = "error" if first.code == UNREADABLE else "failure"
            told = f"<{kind} type={attribute(first.code)} message={attribute(first.message)}>{escape(said)}</{kind}>"
            name = f"{first.code}: {first.message}"
            yield f"    {case_start(file, name, first.location.line)}>{told}</testcase>"


def case_start(file: str, name: str, line: int | None = None) -> str:
    """The beginning of a test case, without its closing bracket."""
    place = f" file={attribute(file)}" + (f' line="{line}"' if line is not None else "")
    return f"<testcase classname={attribute(file)} name={attribute(name)}{place}"


def stamp(day: date | None) -> str:
    """The attribute for when it is; nothing where no date was given, since outputs know no clock."""
    return f' timestamp="{day.isoformat()}T00:00:00"' if day is not None else ""


def attribute(text: str) -> str:
    """`text` as a quoted attribute on one line."""
    return f'"{escape(visible(text))}"'
