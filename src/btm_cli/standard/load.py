"""A standard's folder -> Standard, or everything wrong with it.

In: a folder behind the files port. Out: `(Standard | None, [Diagnostic])`, and `compile_standard` for the wheel. How
a standard is split over files changes nothing but the places of its problems.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from btm_cli.diagnostics import Diagnostic, Problem, has_errors, short, without_consequences
from btm_cli.digest import content_digest
from btm_cli.errors import InvalidFiles
from btm_cli.files import DiskFiles, Files
from btm_cli.source import Document, parse
from btm_cli.standard.build import Content, build_standard
from btm_cli.standard.consistency import check_capability, check_frame, find_requirement_cycles
from btm_cli.standard.model import Standard
from btm_cli.standard.schema import CapabilityFile, StandardFile
from btm_cli.standard.sources import FRAME, capability_files, profile_files
from btm_cli.validation import did_you_mean, validate_model


def load_standard(folder: str, files: Files | None = None) -> tuple[Standard | None, list[Diagnostic]]:
    """Load and check the standard in `folder`.

    Out: the standard (None where any problem is an error) and every problem of every file. Raises UnreadableFile where
    a file can't be read.
    """
    read = read_folder(folder, files or DiskFiles())
    return read.standard(), read.problems


def compile_standard(folder: str) -> str:
    """The standard as canonical JSON text, for the wheel. Raises InvalidFiles with every problem."""
    read = read_folder(folder, DiskFiles())
    if read.content is None:
        raise InvalidFiles(read.problems)
    return json.dumps(read.content, ensure_ascii=False, separators=(",", ":"))


class StandardFolder(NamedTuple):
    """What was read: canonical content (None where any problem is an error), documents by capability id, problems.

    `frame` is the document of standard.yaml, None where that is no YAML.
    """

    content: Content | None
    documents: Mapping[str, Document]
    problems: list[Diagnostic]
    frame: Document | None = None

    def standard(self) -> Standard | None:
        """The domain model, None where there are errors."""
        return build_standard(self.content) if self.content is not None else None


def read_folder(folder: str, files: Files) -> StandardFolder:
    """Read every file of the standard in `folder`. Raises UnreadableFile where a file can't be read."""
    frame_path = f"{folder}/{FRAME}"
    frame_document, problems = parse(files.read(frame_path), frame_path)
    if frame_document is None:
        return StandardFolder(None, {}, problems)
    frame, found = validate_model(StandardFile, frame_document.data)
    if frame is not None:
        found += check_frame(frame)
    problems += without_consequences(problems, _placed(frame_document, found))
    documents: dict[str, Document] = {}
    capabilities: dict[str, CapabilityFile] = {}
    unsound: set[str] = set()
    for name in capability_files(folder, files):
        document, syntax = parse(files.read(f"{folder}/{name}"), f"{folder}/{name}")
        problems += syntax
        if document is None:
            unsound.add(posixpath.basename(name).removesuffix(".yaml"))
            continue
        capability, found = validate_model(CapabilityFile, document.data)
        problems += without_consequences(syntax, _placed(document, found))
        if capability is None:
            unsound |= {posixpath.basename(name).removesuffix(".yaml"), _said_id(document.data)}
            continue
        if capability.id in capabilities:
            other = documents[capability.id].file
            found = [Problem("duplicate-id", f"capability `{short(capability.id)}` is also in {other}", ("id",))]
            problems += _placed(document, found)
            continue
        documents[capability.id], capabilities[capability.id] = document, capability
    if frame is not None:
        problems += _check_together(frame, frame_document, capabilities, documents, unsound)
    problems.sort(key=lambda problem: problem.sort_key)
    sound = frame is not None and not has_errors(problems)
    content = _canonical(frame, capabilities) if frame is not None and sound else None
    if content is not None:
        # Names alone, and outside the digest: no number knows of them.
        content["profiles"] = sorted(profile_files(folder, files))
    return StandardFolder(content, documents, problems, frame_document)


def _check_together(
    frame: StandardFile,
    frame_document: Document,
    capabilities: dict[str, CapabilityFile],
    documents: dict[str, Document],
    unsound: set[str],
) -> list[Diagnostic]:
    """What is wrong between files; `unsound` holds what a file with errors may be about, so that it is not missed."""
    listed = [(a, c, name) for a, area in enumerate(frame.areas) for c, name in enumerate(area.capabilities)]
    names = {name for _, _, name in listed}
    missing = [
        Problem(
            "unknown-capability",
            f"capability `{short(name)}` has no file",
            ("areas", a, "capabilities", c),
            hint=did_you_mean(name, sorted(set(capabilities) - names)) or f"add <area>/{short(name)}.yaml",
        )
        for a, c, name in listed
        if name not in capabilities and name not in unsound
    ]
    problems = _placed(frame_document, missing)
    known = [*capabilities, *sorted((names | unsound) - set(capabilities))]
    for name, capability in capabilities.items():
        found: list[Problem] = []
        if name not in names:
            hint = did_you_mean(name, sorted(names))
            found.append(
                Problem("unknown-capability", f"no area lists the capability `{short(name)}`", ("id",), hint=hint)
            )
        found += check_capability(capability, frame, known)
        problems += _placed(documents[name], found)
    for cycle in find_requirement_cycles(capabilities, frame.levels[0].level):
        chain = " needs ".join(f"{name} level {level}" for name, level in cycle)
        circle = Problem("requires-cycle", f"`requires` runs in a circle: {chain}", ("requires",))
        problems += _placed(documents[cycle[0][0]], [circle])
    return problems


def _said_id(data: Any) -> str:
    """The id in the data of a file that is not a valid capability; "" where there is none."""
    return str(data.get("id", "")) if isinstance(data, dict) else ""


def _placed(document: Document, problems: Iterable[Problem]) -> list[Diagnostic]:
    return [document.diagnose(problem) for problem in problems]


def _canonical(frame: StandardFile, capabilities: dict[str, CapabilityFile]) -> Content:
    """Everything that is said, in the standard's order, defaults filled in, with its digest."""
    dimensions = [entry.id for entry in frame.dimensions]
    ordered = [capabilities[name] for area in frame.areas for name in area.capabilities]
    content: dict[str, Any] = {
        "standard": frame.model_dump(mode="json", by_alias=True),
        "capabilities": [_in_order(entry.model_dump(mode="json", by_alias=True), dimensions) for entry in ordered],
    }
    content["digest"] = content_digest(content)
    return content


def _in_order(capability: Content, dimensions: list[str]) -> Content:
    cells = capability["dimensions"]
    if cells is not None:
        capability["dimensions"] = {
            name: {str(level): cells[name][level] for level in sorted(cells[name], key=int)}
            for name in dimensions
            if name in cells
        }
    return capability
