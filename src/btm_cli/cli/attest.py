"""`btm attest`: an in-toto statement over a score, and whether one holds."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Annotated

import typer

from btm_cli.cli.options import AnyStandard, AsOfOption, OutputOption
from btm_cli.cli.terminal.printing import say, say_warnings
from btm_cli.diagnostics import Problem, has_errors
from btm_cli.errors import ExitCode, InvalidFiles, UsageProblem
from btm_cli.intake.opened import Standards, assess_file
from btm_cli.intake.places import open_place
from btm_cli.render.document.words import words
from btm_cli.render.emit import Result, Where, choose, emit
from btm_cli.validation import validate_record

if TYPE_CHECKING:
    from btm_cli.render.files.attestation import AttestationWire
    from btm_cli.source import Document

HELP = """Write an in-toto statement over a score, or verify one.

The statement names the answers and every evidence file by their SHA-256, the edition of the standard, the version of
btm, the date and the score. --verify scores the files again and says exactly what differs: exit code 1 if anything
does. Signing is for your own tools: docs/attestation.md shows cosign and ssh-keygen.

Examples:

  btm attest answers.yaml -o answers.intoto.json

  btm attest --verify answers.intoto.json answers.yaml
"""


def attest(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The answers file, on disk or REV:PATH in git.")],
    verify: Annotated[
        str | None, typer.Option("--verify", metavar="STATEMENT", help="Check this statement against FILE.")
    ] = None,
    output: OutputOption = None,
    as_of: AsOfOption = None,
    *,
    standards: AnyStandard,
) -> None:
    """Score, state; or score as the statement says, compare."""
    if verify is None:
        where = Where(choose(None, output, ("json",), "json"), output)
        statement = _statement(file, standards, as_of)
        emit(Result(wire=lambda: statement), where)
        return
    if as_of is not None or output is not None:
        wrong = "--as-of" if as_of is not None else "--output"
        raise UsageProblem(f"{wrong} does not go with --verify", hint="the statement says as of when it was scored")
    _verify(verify, file, standards)


def _statement(file: str, standards: Standards, as_of: str | None, name: str | None = None) -> AttestationWire:
    """The statement that the files give now, calling the answers file `name`."""
    from btm_cli import __version__
    from btm_cli.render.files.attestation import attestation_data

    assessment = assess_file(file, standards, as_of)
    if name is None:
        say_warnings(assessment.diagnostics, file)
    place = open_place(file)
    named = name or posixpath.basename(place.path.replace("\\", "/"))
    digest = place.files.sha256(place.path)
    return attestation_data(assessment.card, named, digest, assessment.digests(), __version__)


def _verify(path: str, file: str, standards: Standards) -> None:
    from btm_cli import __version__
    from btm_cli.render.files.attestation import differences, of_an_older_form

    stated, unknown = _read(path)
    predicate = stated["predicate"]
    found = _statement(file, standards, predicate["as_of"], predicate["answers"]["name"])
    version = predicate["tool"]["version"]
    if version != __version__:
        say(words("files.attestation.version", stated=version, now=__version__))
    if unknown:
        say(words("files.attestation.unknown", statement=path, paths=", ".join(unknown)))
    if of_an_older_form(stated, found):
        say(words("files.attestation.older-form", statement=path, form=predicate["scorecard"]["schema"]))
    lines = differences(stated, found)
    if not lines:
        say(words("files.attestation.verified", statement=path, file=file, n=len(found["subject"]) - 1))
        return
    for line in lines:
        say(words("files.attestation.difference", statement=path, difference=line))
    say(words("files.attestation.differs", statement=path, n=len(lines)))
    raise typer.Exit(ExitCode.CHECK_FAILED)


def _read(path: str) -> tuple[AttestationWire, list[str]]:
    """The statement at `path`, checked by its contract, and what it says beyond that.

    Raises InvalidFiles with every problem, UnreadableFile.
    """
    from btm_cli.render.files.attestation import AttestationWire, not_looked_at
    from btm_cli.source import parse

    place = open_place(path)
    document, problems = parse(place.files.read(place.path), place.path)
    if document is None or has_errors(problems):
        raise InvalidFiles(place.placed(problems))
    _refuse_an_envelope(document)
    statement, found = validate_record(AttestationWire, document.data)
    problems = [*problems, *(document.diagnose(problem) for problem in found)]
    if statement is None or has_errors(problems):
        raise InvalidFiles(place.placed(problems))
    return statement, list(not_looked_at(document.data, statement))


def _refuse_an_envelope(document: Document) -> None:
    """A signed statement travels in a DSSE envelope, whose signature is for other tools to check."""
    if isinstance(document.data, dict) and "payloadType" in document.data and "payload" in document.data:
        hint = "verify its signature, then take the statement out: jq -r .payload | base64 -d"
        problem = Problem("wrong-type", "this is a signed envelope, not the statement in it", ("payload",), hint=hint)
        raise InvalidFiles([document.diagnose(problem)])
