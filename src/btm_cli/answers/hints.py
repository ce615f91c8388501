"""What newcomers do to an answers file, and what to say of it: hints that know the file, the folder and the standard.

In: a path that can't be read; problems of a file with its data. Out: hints; problems of values in curly quotes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, Final

from btm_cli.answers.delta import value_at
from btm_cli.diagnostics import KeyPath, Problem
from btm_cli.source import Document
from btm_cli.standard.model import Standard
from btm_cli.validation import one_of

CURLY: Final = frozenset("“”„‟‘’‚‛")
"""Quotes that word processors make of straight ones; to YAML they are letters."""
CURLY_HINT: Final = "curly quotes are part of the text: write straight ones, or none"


def path_hint(path: str) -> str | None:
    """What may have been meant by the path of an answers file that is a folder, or not there; None for others."""
    from difflib import get_close_matches

    if path == "-":
        return "answers are read from a file that has a name, not from standard input"
    folder = path if os.path.isdir(path) else os.path.dirname(path)
    try:
        names = sorted(name for name in os.listdir(folder or ".") if name.endswith(".yaml"))
    except OSError:
        return None
    if os.path.isdir(path):
        inside = [os.path.join(path, name) for name in names]
        return (
            f"files in it: {one_of(inside)}" if inside else f"make one: btm init {os.path.join(path, 'answers.yaml')}"
        )
    if os.path.lexists(path):
        return None
    stems = [name.removesuffix(".yaml") for name in names]  # else every short name would be near every other
    near = get_close_matches(os.path.splitext(os.path.basename(path))[0], stems, n=1)
    return f"did you mean `{os.path.join(folder, near[0])}.yaml`?" if near else f"make it: btm init {path}"


def hinted(problems: list[Problem], data: Any, standard: Standard | None) -> list[Problem]:
    """`problems` of a file with this data, with better hints where the mistake is a known one."""
    return [problem._replace(hint=_hint(problem, data, standard) or problem.hint) for problem in problems]


def _hint(problem: Problem, data: Any, standard: Standard | None) -> str | None:
    path = problem.path
    if not path:
        return "btm init FILE writes a starter" if data is None else None
    value = value_at(data, path)
    if isinstance(value, str) and _is_curly(value):
        return CURLY_HINT
    if problem.code != "unknown-key" or standard is None:
        return None
    if len(path) == 1 and path[0] in standard.capabilities:
        return f"indent it under `answers:`: two blanks before `{path[0]}`"
    beside = value_at(data, path[:-1])
    dimensions = {dimension.id for dimension in standard.dimensions}
    if len(path) == 3 and path[-1] in dimensions and isinstance(beside, dict):
        said = "level" if "level" in beside else "rating"
        return f"either one `{said}` or the dimensions: remove `{said}`, or the dimensions"
    return None


def in_curly_quotes(document: Document) -> Iterator[Problem]:
    """Every value that stands in curly quotes and not in straight ones as well."""
    if not document.has_any(CURLY):
        return  # nearly every file: looking at each of its values takes as long as checking them
    for path, value in _texts(document.data):
        if _is_curly(value):
            place = document.locate(path)
            if place.source_line[place.column - 1 : place.column] in CURLY:
                yield Problem("wrong-value", f"`{path[-1]}` stands in curly quotes", path, CURLY_HINT)


def _is_curly(value: str) -> bool:
    return len(value) > 1 and value[0] in CURLY and (value[-1] in CURLY or value[-1] in "\"'")


def _texts(data: Any) -> Iterator[tuple[KeyPath, str]]:
    waiting: list[tuple[KeyPath, Any]] = [((), data)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [((*path, key), inner) for key, inner in value.items()]
        elif isinstance(value, list):
            waiting += [((*path, index), inner) for index, inner in enumerate(value)]
        elif isinstance(value, str) and path:
            yield path, value
