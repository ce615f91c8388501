"""An answers file -> Answers, or everything wrong with it.

In: a path behind the files port, and which standards there are. Out: `(LoadedAnswers | None, [Diagnostic])`.
"""

import copy
import posixpath
from collections.abc import Callable
from typing import Any, NamedTuple

from btm_cli.answers.against_standard import check_answers
from btm_cli.answers.hints import hinted, in_curly_quotes, path_hint
from btm_cli.answers.model import Answers
from btm_cli.answers.schema import AnswersFile
from btm_cli.diagnostics import Diagnostic, KeyPath, Problem, Severity, has_errors, short, without_consequences
from btm_cli.digest import content_digest
from btm_cli.errors import UnreadableFile
from btm_cli.files import DiskFiles, Files
from btm_cli.source import Document, parse
from btm_cli.standard.model import Standard
from btm_cli.validation import one_of, validate_model

FindStandard = Callable[[str], Standard | Problem | None]
"""From the `standard` line ("btm 1.0") to the standard; None where the tool does not have it, or why it is not used."""


class LoadedAnswers(NamedTuple):
    """Checked answers with the standard they were checked against and the document, for places."""

    answers: Answers
    standard: Standard
    document: Document
    folder: str


MoreChecks = Callable[[Answers, str], list[Problem]]
"""From answers and their folder to further problems, such as evidence that no longer holds."""


def load_answers(
    path: str,
    files: Files,
    find_standard: FindStandard,
    editions: list[str],
    more_checks: MoreChecks | None = None,
    *,
    date_may_be_open: bool = False,
) -> tuple[LoadedAnswers | None, list[Diagnostic]]:
    """Read and check the answers file at `path`.

    In: `find_standard` maps the file's `standard` line to a standard; `editions` names those there are, for the
    message where it has none; `more_checks` also sees what can be read of a file with errors; with `date_may_be_open`
    an `assessed_on` that is not filled in is a warning (what `Answers` then has as its date means nothing). Out: the
    answers (None where any problem is an error) and every problem. Raises UnreadableFile.
    """
    return load_parsed(
        parse(read_hinted(files, path), path),
        path,
        files,
        find_standard,
        editions,
        more_checks,
        date_may_be_open=date_may_be_open,
    )


def read_hinted(files: Files, path: str) -> bytes:
    """The bytes of an answers file. Raises UnreadableFile with a hint at what may have been meant."""
    try:
        return files.read(path)
    except UnreadableFile as error:
        if error.hint is None and isinstance(files, DiskFiles):
            raise UnreadableFile(error.message, path_hint(path)) from None
        raise


def load_parsed(
    parsed: tuple[Document | None, list[Diagnostic]],
    path: str,
    files: Files,
    find_standard: FindStandard,
    editions: list[str],
    more_checks: MoreChecks | None = None,
    *,
    date_may_be_open: bool = False,
    digest: Callable[[Any], str] = content_digest,
) -> tuple[LoadedAnswers | None, list[Diagnostic]]:
    """As `load_answers`, of what `source.parse` gave for it; `digest` makes the answers' digest of the parsed data."""
    document, problems = parsed
    if document is None:
        return None, problems
    folder = posixpath.dirname(path.replace("\\", "/")) or "."
    checked, found = check_data(document.data, folder, files, find_standard, editions, more_checks, digest)
    if date_may_be_open:
        found = open_date_warned(found)
    curly = [problem for problem in in_curly_quotes(document) if all(problem.path != other.path for other in found)]
    if found or curly:
        found = [*hinted(found, document.data, checked[1] if checked is not None else None), *curly]
    loaded = LoadedAnswers(checked[0], checked[1], document, folder) if checked is not None else None
    problems = problems + without_consequences(problems, [document.diagnose(problem) for problem in found])
    problems.sort(key=lambda problem: problem.sort_key)
    return (None if has_errors(problems) else loaded), problems


def open_date_warned(problems: list[Problem]) -> list[Problem]:
    """The problems, with an open date of the assessment only a warning."""
    return [
        problem._replace(severity=Severity.WARNING)
        if problem.code == "not-filled-in" and problem.path == ("assessed_on",)
        else problem
        for problem in problems
    ]


def check_data(
    data: Any,
    folder: str,
    files: Files,
    find_standard: FindStandard,
    editions: list[str],
    more_checks: MoreChecks | None = None,
    digest: Callable[[Any], str] = content_digest,
) -> tuple[tuple[Answers, Standard] | None, list[Problem]]:
    """Check the data of an answers file, wherever it comes from; `folder` is where its evidence paths start.

    Out: the answers with their standard (only to be used where no problem is an error; None where nothing of the data
    can be read), and every problem at its key path.
    """
    readable, found = validate_model(AnswersFile, data)
    if readable is None:
        readable = _readable_part(data, found)
    if readable is None:
        return None, found
    checked = None
    standard = find_standard(readable.standard)
    if standard is None:
        message = f"this tool has no standard `{short(readable.standard)}`"
        hint = f"it has: {one_of(editions)}; another one is read from its folder by --standard DIR"
        found.append(Problem("unknown-edition", message, ("standard",), hint=hint))
    elif isinstance(standard, Problem):
        found.append(standard)
    else:
        answers, more = check_answers(readable, standard, digest(data))
        found += [problem for problem in more if problem not in found]
        if more_checks is not None and not any(problem.path == ("assessed_on",) for problem in found):
            found += more_checks(answers, folder)
        checked = (answers, standard)
    found += _evidence_outside_root(readable, folder, files)
    return checked, found


def _evidence_outside_root(file: AnswersFile, folder: str, files: Files) -> list[Problem]:
    root = posixpath.join(folder, file.evidence_root)
    return [
        Problem(
            "outside-evidence-root",
            f"the path of evidence `{short(key)}` leads out of the evidence root",
            ("evidence", key, "path"),
            hint="keep evidence below the folder of this file, or set `evidence_root`",
        )
        for key, entry in file.evidence.items()
        if entry.path is not None and files.resolve_inside(root, entry.path) is None
    ]


_HEADLINE = {"enterprise": "?", "assessed_on": "2000-01-01", "answers": {}}
_EVIDENCE = {"title": "?", "date": "2000-01-01", "url": "?"}


def _readable_part(data: Any, problems: list[Problem]) -> AnswersFile | None:
    """What is left when everything the model refuses is taken out, so that the rest can still be checked."""
    if not isinstance(data, dict) or not isinstance(data.get("standard"), str):
        return None
    left = copy.deepcopy(data)
    readable = None
    for _ in range(2):  # an entry that lost what it can't be without goes the second time
        for problem in sorted(problems, key=lambda problem: len(problem.path), reverse=True):
            _take_out(left, problem.path, problem.at_key)
        readable, problems = validate_model(AnswersFile, _HEADLINE | left)
    return readable


def _take_out(data: dict[str, Any], path: KeyPath, at_key: bool) -> None:
    """Remove what is at `path`, a list as a whole; a piece of evidence and an answer keep their names."""
    if len(path) >= 2 and path[0] == "evidence" and path[1] and isinstance(data.get("evidence"), dict):
        data["evidence"][path[1]] = dict(_EVIDENCE)  # answers cite it
        return
    # Without its level or rating, the rest of an answer would be taken for the ratings of criteria.
    answer = path[0:1] == ("answers",) and len(path) > 2 and path[-1] in ("level", "rating") and not at_key
    if answer:
        path = path[:-1]
    parents: list[Any] = [data]
    for part in path[:-1]:
        try:
            parents.append(parents[-1][part])
        except (KeyError, IndexError, TypeError):
            return
    while parents and isinstance(parents[-1], list):
        parents.pop()
        path = path[:-1]
    if answer:
        parents[-1][path[-1]] = None
    elif path and isinstance(parents[-1], dict):
        parents[-1].pop(path[-1], None)
