"""The schema that editors check an answers file by: written for its edition, and whether it is still the right one.

In: a standard, or the text of a file. Out: the schema; a warning at the place that names a stale one.
"""

from __future__ import annotations

import json
import posixpath
import re
import shlex
from typing import TYPE_CHECKING, Final

from btm_cli.diagnostics import Diagnostic, Location, Severity, short
from btm_cli.errors import UnreadableFile
from btm_cli.files import DiskFiles, relative_parts
from btm_cli.intake.opened import Standards

if TYPE_CHECKING:
    from btm_cli.render.starter.editor_schema import About
    from btm_cli.source import Document
    from btm_cli.standard.model import Standard

_NAMED: Final = re.compile(r"\s*#\s+(?:yaml-language-server\s*:.*?\$schema=|\$schema:\s*)(\S+)")
"""As editors look for it, in the comments above everything else."""
_COMMENT: Final = re.compile(r"\s*(?:#|$)")


def schema_text(standard: Standard, *, hover: bool = False) -> str:
    """The schema of answers files on `standard`, as it is written. Raises UnreadableFile."""
    from btm_cli.intake.glossary import all_keys
    from btm_cli.render.starter.editor_schema import editor_schema
    from btm_cli.render.wire.json import render_json

    return render_json(editor_schema(standard, all_keys(), hover=hover))


def stale_schema(content: bytes, document: Document, standards: Standards) -> list[Diagnostic]:
    """A warning where the schema that an answers file names is one of btm's, but of another edition or older text.

    An address, a schema that is not there and one of somebody else's are left to the editor.
    """
    from btm_cli.standard.model import Standard

    key = document.data.get("$schema")
    in_key = (key, document.locate(("$schema",))) if isinstance(key, str) else None
    named = _in_comment(content, document.file) or in_key
    path = _beside(document.file, named[0]) if named is not None else None
    if named is None or path is None or (found := _about(path)) is None:
        return []
    said = document.data.get("standard")
    standard = standards.find(said) if isinstance(said, str) else None
    if not isinstance(standard, Standard) or (wrong := _wrong(found, standard)) is None:
        return []
    where = ["--standard", standards.folder] if standards.folder is not None else []
    hover = ["--hover"] if found.hover else []
    anew = ["btm", "standard", "schema", "answers", "--edition", standard.edition, *where, *hover, "--output", path]
    message = f"the schema {short(named[0])} is {wrong}, so an editor may be wrong about this file"
    return [Diagnostic("stale-schema", Severity.WARNING, message, named[1], f"write it anew: {shlex.join(anew)}")]


def stale_beside(path: str, standards: Standards) -> list[Diagnostic]:
    """As `stale_schema`, of the answers file at `path`. Raises UnreadableFile."""
    from btm_cli.source import parse

    content = DiskFiles().read(path)
    document, _ = parse(content, path)
    return stale_schema(content, document, standards) if document is not None else []


def _wrong(found: About, standard: Standard) -> str | None:
    """What a schema is instead of the standard's; None where it is the standard's."""
    from btm_cli.render.starter.editor_schema import FORM

    if not found.standard:
        return "of no edition"
    if found.standard != standard.name:
        return f"of {short(found.standard)}, and not of {standard.name}"
    if found.digest != standard.digest:
        return f"of another text of {standard.name}"
    return None if found.form == FORM else "by another version of btm"


def _in_comment(content: bytes, file: str) -> tuple[str, Location] | None:
    """The schema that a comment above the data names, and where."""
    from btm_cli.source.document import Lines

    text = content.decode("utf-8", "replace").removeprefix("\ufeff")
    for number, line in enumerate(re.split("\r\n?|\n", text)):  # as places count lines; str.splitlines knows more
        if not _COMMENT.match(line):
            return None
        if found := _NAMED.match(line):
            return found[1], Lines(file, text).location(number, found.start(1), len(found[1]))
    return None


def _beside(file: str, name: str) -> str | None:
    """The path of the schema `name`, which a file names from its own folder; None for what is not relative."""
    parts = relative_parts(name)
    return posixpath.join(posixpath.dirname(file.replace("\\", "/")), *parts) if parts else None


def _about(path: str) -> About | None:
    """What btm wrote the schema at `path` for; None for any other file, and for one larger than a file of YAML may be.

    Nobody asked for this file to be read, and JSON takes 25 times its size in memory.
    """
    from btm_cli.render.starter.editor_schema import about
    from btm_cli.source import LARGEST_FILE

    try:
        return about(json.loads(DiskFiles().read(path, LARGEST_FILE)))
    except (UnreadableFile, ValueError, RecursionError):
        return None
