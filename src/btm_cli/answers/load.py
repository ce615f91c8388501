"""An answers file -> Answers, or everything wrong with it.

In: a path behind the files port, and which standards there are. Out: `(LoadedAnswers | None, [Diagnostic])`.
"""

import posixpath
from collections.abc import Callable
from typing import Any, NamedTuple

from btm_cli.answers.against_standard import check_answers
from btm_cli.answers.hints import hinted, in_curly_quotes, path_hint
from btm_cli.answers.model import FULL, Answers
from btm_cli.answers.schema import CRITERION_ID, AnswersFile
from btm_cli.diagnostics import Diagnostic, KeyPath, Problem, Severity, has_errors, short, without_consequences
from btm_cli.digest import content_digest
from btm_cli.errors import UnreadableFile
from btm_cli.files import DiskFiles, Files
from btm_cli.readable import Readable, readable_part
from btm_cli.source import Document, parse
from btm_cli.standard.model import Standard
from btm_cli.validation import one_of, validate_places

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
    file, refused = validate_places(AnswersFile, data)
    found = [problem for _, problem in refused]
    readable = Readable(file) if file is not None else None
    if readable is None and isinstance(data, dict) and isinstance(data.get("standard"), str):
        readable = readable_part(AnswersFile, data, refused, _kept)
    if readable is None:
        return None, found
    file = readable.model
    found += readable.further
    checked = None
    standard = find_standard(file.standard)
    if standard is None:
        message = f"this tool has no standard `{short(file.standard)}`"
        hint = f"it has: {one_of(editions)}; another one is read from its folder by --standard DIR"
        found.append(Problem("unknown-edition", message, ("standard",), hint=hint))
    elif isinstance(standard, Problem):
        found.append(standard)
    else:
        answers, more = check_answers(file, standard, digest(data))
        found += readable.said(more)
        if more_checks is not None and ("assessed_on",) not in readable.stand_ins:
            found += readable.whole(more_checks(answers, folder))
        checked = (answers, standard)
    found += readable.said(_evidence_outside_root(file, folder, files))
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


_EVIDENCE = {"title": "?", "date": "2000-01-01"}
_PLACE = {"url": "?", "path": None, "sha256": None, "valid_until": None}


def _kept(path: KeyPath, value: Any) -> Any:
    """What is kept of a refused value whose names or key others need, in a form that nobody minds."""
    match path:
        case ("evidence", _):  # answers cite it
            return (value if isinstance(value, dict) else _EVIDENCE) | _PLACE
        case ("evidence_root",):
            return "."
        case ("depth", _):
            return FULL
        case ("target",) if isinstance(value, dict):
            return {key: said for key, said in value.items() if key != "level"}
        case ("answers", _, _) if isinstance(value, dict):  # a cell that says more than one thing: its ratings
            return {key: said for key, said in value.items() if key == "note" or CRITERION_ID.fullmatch(key)}
    return None
