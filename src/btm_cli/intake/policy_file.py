"""Policy files: read and checked against a standard.

In: a path, or a document. Out: a `LoadedPolicy`, or every problem.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.answers.model import NOTHING
from btm_cli.errors import InvalidFiles, UnreadableFile

if TYPE_CHECKING:
    from btm_cli.diagnostics import Diagnostic
    from btm_cli.gate.policy import PolicyFile
    from btm_cli.intake.opened import Standards
    from btm_cli.intake.places import Opened
    from btm_cli.source import Document


class LoadedPolicy(NamedTuple):
    """A policy, the document for places, and the digest of its content.

    `listed` are the criteria that the profiles leave out whose n/a it accepts, by the profile's id; `warnings` are what
    does not keep it from being used.
    """

    policy: PolicyFile
    document: Document
    digest: str
    listed: Mapping[str, frozenset[str]] = NOTHING
    warnings: tuple[Diagnostic, ...] = ()


def load_policy(path: str, standards: Standards) -> LoadedPolicy:
    """The policy at a place, on disk or `REV:PATH`. Raises InvalidFiles with every problem, UnreadableFile."""
    from btm_cli.diagnostics import has_errors, without_consequences
    from btm_cli.digest import content_digest
    from btm_cli.intake.places import open_place
    from btm_cli.source import parse

    place = open_place(path)
    document, problems = parse(_content(place), place.label)
    if document is None:
        raise InvalidFiles(problems)
    policy, found = check_document(document, standards)
    problems += without_consequences(problems, found)
    if policy is None or has_errors(problems):
        raise InvalidFiles(problems)
    return LoadedPolicy(policy, document, content_digest(document.data), _listed(policy, standards), tuple(problems))


def _content(place: Opened) -> bytes:
    try:
        return place.files.read(place.path)
    except UnreadableFile as error:
        if place.revision is None and not os.path.lexists(place.path):
            raise UnreadableFile(error.message, f"make it: btm policy init {place.path}") from None
        raise


def _listed(policy: PolicyFile, standards: Standards) -> Mapping[str, frozenset[str]]:
    """What the profiles that a policy names leave out. Raises as `Standards.profiles`."""
    rule = policy.require.not_applicable
    if rule is None or not rule.profiles:
        return NOTHING
    return {one.id: frozenset(one.not_applicable) for one in standards.profiles() if one.id in rule.profiles}


def check_document(document: Document, standards: Standards) -> tuple[PolicyFile | None, list[Diagnostic]]:
    """The policy in a document, None where its form is wrong, and every problem with it."""
    from btm_cli.gate.policy import PolicyFile, check_policy
    from btm_cli.readable import check_model

    policy, found = check_model(PolicyFile, document.data, lambda policy: check_policy(policy, standards.get()))
    return policy, [document.diagnose(problem) for problem in found]
