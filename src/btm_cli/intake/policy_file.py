"""Policy files: read and checked against a standard.

In: a path, or a document. Out: a `LoadedPolicy`, or every problem.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from btm_cli.errors import InvalidFiles

if TYPE_CHECKING:
    from btm_cli.diagnostics import Diagnostic
    from btm_cli.gate.policy import PolicyFile
    from btm_cli.intake.opened import Standards
    from btm_cli.source import Document


class LoadedPolicy(NamedTuple):
    """A policy, the document for places, and the digest of its content."""

    policy: PolicyFile
    document: Document
    digest: str


def load_policy(path: str, standards: Standards) -> LoadedPolicy:
    """The policy at a place, on disk or `REV:PATH`. Raises InvalidFiles with every problem, UnreadableFile."""
    from btm_cli.diagnostics import has_errors, without_consequences
    from btm_cli.digest import content_digest
    from btm_cli.intake.places import open_place
    from btm_cli.source import parse

    place = open_place(path)
    document, problems = parse(place.files.read(place.path), place.label)
    if document is None:
        raise InvalidFiles(problems)
    policy, found = check_document(document, standards)
    problems += without_consequences(problems, found)
    if policy is None or has_errors(problems):
        raise InvalidFiles(problems)
    return LoadedPolicy(policy, document, content_digest(document.data))


def check_document(document: Document, standards: Standards) -> tuple[PolicyFile | None, list[Diagnostic]]:
    """The policy in a document, None where its form is wrong, and every problem with it."""
    from btm_cli.gate.policy import PolicyFile, check_policy
    from btm_cli.validation import validate_model

    policy, found = validate_model(PolicyFile, document.data)
    if policy is not None:
        found += check_policy(policy, standards.get())
    return policy, [document.diagnose(problem) for problem in found]
