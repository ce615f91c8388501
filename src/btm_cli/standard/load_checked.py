"""One file that lies beside a standard, read and checked.

In: its path, the files port, its model and what must hold of it. Out: the model, and everything wrong with the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from btm_cli.diagnostics import Diagnostic, Problem
from btm_cli.fields import FileModel
from btm_cli.files import Files
from btm_cli.source import parse
from btm_cli.validation import validate_model

Model = TypeVar("Model", bound=FileModel)


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
