"""What units weigh, from a file of its own.

In: a path to YAML (`Claims: 1200`) or CSV (`unit,weight`, with or without that heading, in every form that spreadsheet
programs write). Out: weights by unit and what is odd about their names, or the problems of the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from btm_cli.answers.names import Spellings
from btm_cli.diagnostics import Diagnostic, Location, Problem, Severity, has_errors, short
from btm_cli.errors import InvalidFiles
from btm_cli.exact import exact
from btm_cli.exchange.dialect import NotCsv, dialect_of
from btm_cli.exchange.readings import in_style, numbers_in, style_of
from btm_cli.files import DiskFiles
from btm_cli.names import folded
from btm_cli.source import parse

PLAINLY = "write the number without a sign that groups its digits"
HINT = "a weight is a number above 0, such as 1200 or 1/3"


class Weights(NamedTuple):
    """What units weigh by name, and warnings."""

    by_unit: Mapping[str, Fraction]
    warnings: tuple[Diagnostic, ...] = ()


def load_weights(path: str) -> Weights:
    """The weights in a file. Raises InvalidFiles with every problem, UnreadableFile."""
    content = DiskFiles().read(path)
    if path.casefold().endswith(".csv"):
        return _from_csv(path, content)
    document, problems = parse(content, path)
    if document is None or has_errors(problems):
        raise InvalidFiles(problems)
    if not isinstance(document.data, dict):
        found = [Problem("wrong-type", "weights are a mapping from units to numbers", hint="write `Claims: 1200`")]
        raise InvalidFiles([document.diagnose(problem) for problem in found])
    weights, wrong = _weights(document.data.items())
    if wrong:
        found = [Problem("not-a-number", f"`{short(str(data))}` is no weight", (key,), HINT) for key, data in wrong]
        raise InvalidFiles([document.diagnose(problem) for problem in found])
    names = list(map(folded, weights))
    twice = [key for place, key in enumerate(weights) if names[place] in names[:place]]
    if twice:
        found = [Problem("duplicate-key", f"`{short(key)}` has a weight already", (key,), at_key=True) for key in twice]
        raise InvalidFiles([document.diagnose(problem) for problem in found])
    spellings = Spellings()
    odd = [document.diagnose(each) for name in weights for each in spellings.check(name, (name,), at_key=True)]
    return Weights(weights, (*problems, *odd))


def _from_csv(path: str, content: bytes) -> Weights:
    dialect = dialect_of(content)
    try:
        rows = [(line, row) for line, row in dialect.rows() if any(map(str.strip, row))] if dialect else None
    except NotCsv as error:
        raise InvalidFiles([_problem("not-csv", path, error.line, f"this is no CSV: {error.what}")]) from None
    if dialect is None or rows is None:
        raise InvalidFiles([_problem("not-utf8", path, 1, "this is not CSV in UTF-8", "save it as CSV UTF-8")])
    if rows and [name.strip().casefold() for name in rows[0][1][:2]] == ["unit", "weight"]:
        rows = rows[1:]
    found = [numbers_in(row[1]) if len(row) > 1 else [] for _, row in rows]
    style = dialect.point or style_of(found)
    problems = []
    weights: dict[str, Fraction] = {}
    weighed: set[str] = set()
    spellings, warnings = Spellings(), list[Diagnostic]()
    for (number, row), readings in zip(rows, found, strict=True):
        name = row[0].strip()
        fitting = in_style(readings, style)
        if len(fitting) > 1:
            said, meanings = short(row[1].strip()), " or ".join(one.value for one in fitting)
            problems.append(_problem("ambiguous-number", path, number, f"`{said}` can be {meanings}", PLAINLY))
            continue
        weight = fitting[0].value if fitting else row[1].strip() if len(row) > 1 else ""
        known, wrong = _weights([(name, weight)])
        if len(row) != 2 or wrong or not name:
            message = f"`{short(','.join(row))}` is not a unit and its weight"
            problems.append(_problem("not-a-number", path, number, message, f"two columns; {HINT}"))
        elif folded(name) in weighed:
            problems.append(_problem("duplicate-key", path, number, f"`{short(name)}` has a weight already"))
        weights.update(known)
        weighed.add(folded(name))
        odd = spellings.check(name, ())
        warnings += [Diagnostic(one.code, one.severity, one.message, Location(path, number), one.hint) for one in odd]
    if problems:
        raise InvalidFiles(problems)
    return Weights(weights, tuple(warnings))


def _weights(said: Iterable[tuple[str, Any]]) -> tuple[dict[str, Fraction], list[tuple[str, Any]]]:
    weights: dict[str, Fraction] = {}
    wrong: list[tuple[str, Any]] = []
    for name, data in said:
        try:
            weights[name] = exact(data)
        except ValueError:
            wrong.append((name, data))
            continue
        if weights[name] <= 0:
            wrong.append((name, data))
    return weights, wrong


def _problem(code: str, path: str, line: int, message: str, hint: str | None = None) -> Diagnostic:
    return Diagnostic(code, Severity.ERROR, message, Location(path, line), hint)
