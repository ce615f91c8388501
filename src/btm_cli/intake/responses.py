"""Several people's answers files, ready for a consensus.

In: paths, and the folder the consensus will lie in. Out: answers in the order of respondents, paths of their evidence
leading from one root, or every problem of every file.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.answers.load import load_answers
from btm_cli.diagnostics import Diagnostic, Severity
from btm_cli.errors import InvalidFiles, UsageProblem
from btm_cli.files import DiskFiles
from btm_cli.intake.opened import Standards
from btm_cli.voices.responses import in_order

if TYPE_CHECKING:
    from btm_cli.answers.load import LoadedAnswers
    from btm_cli.answers.model import Answers
    from btm_cli.standard.model import Standard


class Responses(NamedTuple):
    """What goes together, and the warnings of all files."""

    standard: Standard
    files: list[Answers]
    warnings: list[Diagnostic]


def load_responses(paths: Sequence[str], standards: Standards, folder: str) -> Responses:
    """Load and check every response. Raises InvalidFiles with every problem of every file, UnreadableFile."""
    loaded: list[LoadedAnswers] = []
    problems: list[Diagnostic] = []
    files = DiskFiles()
    for path in paths:
        one, found = load_answers(path, files, standards.find, standards.names())
        problems += found
        if one is not None:
            loaded.append(one)
    order, mismatches = in_order([one.answers for one in loaded])
    problems += [loaded[one.file].document.diagnose(one.problem) for one in mismatches]
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        raise InvalidFiles(sorted(problems, key=lambda problem: problem.sort_key))
    kept = [loaded[index] for index in order]
    return Responses(kept[0].standard, _with_one_root(kept, folder), problems)


def _with_one_root(loaded: Sequence[LoadedAnswers], folder: str) -> list[Answers]:
    """The answers with an `evidence_root` seen from `folder`, the deepest one that all their evidence lies below."""
    roots = [os.path.realpath(os.path.join(one.folder, one.answers.evidence_root)) for one in loaded]
    used = [root for root, one in zip(roots, loaded, strict=True) if _paths(one.answers)]
    if not used:
        return [one.answers for one in loaded]
    try:
        root = os.path.commonpath(used)
        seen = os.path.relpath(root, os.path.realpath(folder)).replace(os.sep, "/")
    except ValueError:  # on two drives
        raise UsageProblem("the evidence of these files lies on different drives") from None
    result = []
    for own, one in zip(roots, loaded, strict=True):
        answers = one.answers
        evidence = dict(answers.evidence)
        if own != root:
            for key in _paths(answers):
                path = os.path.join(os.path.relpath(own, root), evidence[key].path or "")
                evidence[key] = evidence[key]._replace(path=os.path.normpath(path).replace(os.sep, "/"))
        same = os.path.normpath(answers.evidence_root).replace(os.sep, "/") == seen
        kept = answers.evidence_root if same else seen
        result.append(answers._replace(evidence=evidence, evidence_root=kept))
    return result


def _paths(answers: Answers) -> list[str]:
    return [key for key, entry in answers.evidence.items() if entry.path is not None]
