"""Whether a standard's words are fit for an auditor: the content rules.

In: a `Standard` and, where there is one, its crosswalk. Out: warnings, each with the id of the capability whose file it
is about and a key path in that file. The rules hold for any standard and never change a number. Source: the checkable
rules of domain/writing-criteria.md, and what the standard asks of its own evidence, dependencies and references.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from btm_cli.diagnostics import KeyPath, Problem, Severity, short
from btm_cli.standard.criteria import criteria_by_reference
from btm_cli.standard.model import Capability, Cell, Criterion, Standard
from btm_cli.standard.near_duplicates import find_near_duplicates, words_of
from btm_cli.validation import did_you_mean, one_of

if TYPE_CHECKING:
    from btm_cli.standard.companion_schema import CrosswalkFile

SHORTEST_CLAIM, LONGEST_CLAIM = 40, 220
"""Characters."""
LONGEST_STATEMENT = 400
"""Characters."""
MOST_CRITERIA = 3
"""At one level of one cell."""
MOST_KINDS = 3
"""Kinds of evidence of one criterion."""
MOST_REQUIREMENTS = 5
"""Of one capability: the strongest dependencies, not all of them."""
NEAREST_CLAIMS = Fraction(1, 2)
"""Largest overlap of two claims' three-word runs."""
NEAREST_STATEMENTS = Fraction(3, 5)
OPENING = 3
"""Words."""
MOST_COMMON_OPENING = Fraction(4, 100)
"""Largest share of the claims that one opening may start."""

BANNED = re.compile(
    r"\b(?:effective(?!\s+date)|effectively|adequate(?:ly)?|appropriate(?:ly)?|regularly|as\s+needed|best\s+practices?"
    r"|well[-\s]defined|robust|holistic|sufficient(?:ly)?|timely|optimal(?:ly)?|seamless(?:ly)?|properly"
    r"|where\s+possible|if\s+necessary|various|etc)\b",
    re.IGNORECASE,
)
"""Words that nobody can refute."""

VAGUE = frozenset(
    words_of(
        "a all an and any appropriate artifact artifacts available data document documentation documents etc evidence"
        " file files for formal information item items material materials necessary of or other proof record records"
        " related relevant required suitable supporting the their various written"
    )
)
"""An evidence kind made of these words alone names no thing that somebody could fetch."""

FRAME = ""
"""Stands for the standard's frame where a capability's id would stand."""

Finding = tuple[str, Problem]
"""The id of a capability ("" for the frame), and a problem at a key path of its file."""


@dataclass(frozen=True, slots=True)
class _Passage:
    """A claim or statement: its text, its place, and what to call it ("risk/process/3a")."""

    capability: str
    path: KeyPath
    reference: str
    text: str

    def warn(self, code: str, message: str, hint: str | None = None) -> Finding:
        return _warning(self.capability, code, message, self.path, hint)


def lint_content(standard: Standard, crosswalk: CrosswalkFile | None = None) -> list[Finding]:
    """Everything in which `standard` falls short of the content rules.

    Without `crosswalk`, references are not looked up. Out: (capability id, problem) with severity WARNING; codes
    `claim-length`, `statement-length`, `incomplete-cell`, `banned-word`, `near-duplicate-claim`,
    `near-duplicate-statement`, `common-opening`, `evidence-kind`, `too-many-requirements`, `unresolved-reference`,
    `core-count`, `ask-without-criteria`, `unused-theme`.
    """
    claims: list[_Passage] = []
    statements: list[_Passage] = []
    findings: list[Finding] = []
    findings += _check_asks(standard)
    cored = standard.has_core
    for capability in standard.ordered_capabilities():
        for dimension, cell in capability.cells.items():
            findings += _check_core(capability.id, dimension, cell) if cored else ()
            claims += _claims(capability.id, dimension, cell)
            statements += _statements(capability.id, dimension, cell)
            findings += _check_complete(standard, capability.id, dimension, cell)
            findings += _check_evidence(capability.id, dimension, cell)
        findings += _check_requirements(capability)
        if crosswalk is not None:
            findings += _check_references(capability, crosswalk)
    findings += _check_claims(claims)
    findings += _check_statements(statements)
    findings += _near_duplicates(claims, NEAREST_CLAIMS, "near-duplicate-claim")
    findings += _near_duplicates(statements, NEAREST_STATEMENTS, "near-duplicate-statement")
    findings += _check_openings(claims)
    return findings


def _claims(capability: str, dimension: str, cell: Cell) -> Iterator[_Passage]:
    for criterion in cell.all_criteria():
        path = (*_criterion_path(dimension, criterion), "claim")
        yield _Passage(capability, path, f"{capability}/{dimension}/{criterion.id}", criterion.claim)


def _statements(capability: str, dimension: str, cell: Cell) -> Iterator[_Passage]:
    for level, text in cell.statements.items():
        path = ("dimensions", dimension, str(level), "statement")
        yield _Passage(capability, path, f"{capability}/{dimension} level {level}", text)


def _criterion_path(dimension: str, criterion: Criterion) -> KeyPath:
    letter = criterion.id.removeprefix(str(criterion.level))
    return ("dimensions", dimension, str(criterion.level), "criteria", letter)


def _check_complete(standard: Standard, capability: str, dimension: str, cell: Cell) -> Iterator[Finding]:
    """A cell has a statement for each level, and one to three criteria at each level above the base."""
    for level in range(standard.base, standard.top + 1):
        where: KeyPath = ("dimensions", dimension, str(level))
        if level not in cell.statements:
            message = f"level {level} has no statement"
            yield _warning(capability, "incomplete-cell", message, where, "say what one would see there", at_key=True)
            continue
        count = len(cell.criteria.get(level, ()))
        if level > standard.base and not 1 <= count <= MOST_CRITERIA:
            message = f"level {level} has {count or 'no'} criteria; one to {MOST_CRITERIA} are wanted"
            hint = "keep those that only a real practice meets" if count else "without one the level counts as reached"
            yield _warning(capability, "incomplete-cell", message, where, hint, at_key=True)


def _check_core(capability: str, dimension: str, cell: Cell) -> Iterator[Finding]:
    """Where a standard has core criteria, each level of a cell has exactly one."""
    for level, criteria in cell.criteria.items():
        count = sum(criterion.core for criterion in criteria)
        if count != 1:
            message = f"level {level} has {count or 'no'} core criteria; exactly one is wanted"
            where: KeyPath = ("dimensions", dimension, str(level))
            yield _warning(
                capability, "core-count", message, where, "mark the claim that carries the level", at_key=True
            )


def _check_asks(standard: Standard) -> Iterator[Finding]:
    """An ask has something to count, and a theme is asked for or borne by a claim. The frame has no capability's id."""
    borne: Counter[tuple[str, int]] = Counter()
    for criterion in criteria_by_reference(standard).values():
        borne.update((theme, criterion.level) for theme in criterion.themes)
    for index, state in enumerate(standard.states):
        for place, ask in enumerate(state.asks):
            if not any(borne[ask.theme, level] for level in ask.levels):
                message = f"no claim at {one_of(map(str, ask.levels))} bears the theme `{short(ask.theme)}`"
                hint = "the state can never be reached"
                yield _warning(FRAME, "ask-without-criteria", message, ("states", index, "asks", place), hint)
    used = {theme for theme, _ in borne} | {ask.theme for state in standard.states for ask in state.asks}
    for index, theme in enumerate(standard.themes):
        if theme.id not in used:
            message = f"nothing uses the theme `{short(theme.id)}`"
            yield _warning(FRAME, "unused-theme", message, ("themes", index), "mark the claims that bear it")


def _check_evidence(capability: str, dimension: str, cell: Cell) -> Iterator[Finding]:
    """A criterion names one to three kinds of evidence, each a thing of two words or more."""
    code, hint = "evidence-kind", 'name what to ask for, such as "signed minutes of the last three meetings"'
    for criterion in cell.all_criteria():
        where = (*_criterion_path(dimension, criterion), "evidence")
        kinds = criterion.evidence
        if not 1 <= len(kinds) <= MOST_KINDS:
            message = f"{criterion.id} has {len(kinds) or 'no'} kinds of evidence; one to {MOST_KINDS} are wanted"
            yield _warning(capability, code, message, where, hint)
        for index, kind in enumerate(kinds):
            words = words_of(kind)
            if len(words) < 2 or VAGUE.issuperset(words):
                yield _warning(
                    capability, code, f"`{short(kind)}` is not a thing one could ask for", (*where, index), hint
                )


def _check_requirements(capability: Capability) -> Iterator[Finding]:
    count = len(capability.requires)
    if count > MOST_REQUIREMENTS:
        message = f"{count} requirements; at most {MOST_REQUIREMENTS} are wanted"
        hint = "keep the strongest: each one can block a step"
        yield _warning(capability.id, "too-many-requirements", message, ("requires",), hint, at_key=True)


def _check_references(capability: Capability, crosswalk: CrosswalkFile) -> Iterator[Finding]:
    """A reference names a framework that the crosswalk knows, and an item that it maps to this capability."""
    frameworks = [framework.id for framework in crosswalk.frameworks]
    mapped = {(entry.framework, entry.id) for entry in crosswalk.mappings if entry.capability == capability.id}
    for index, reference in enumerate(capability.references):
        where: KeyPath = ("references", index)
        code = "unresolved-reference"
        if reference.framework not in frameworks:
            hint = did_you_mean(reference.framework, frameworks) or f"frameworks: {one_of(frameworks)}"
            message = f"the crosswalk has no framework `{short(reference.framework)}`"
            yield _warning(capability.id, code, message, (*where, "framework"), hint)
        elif (reference.framework, reference.id) not in mapped:
            items = [item for framework, item in sorted(mapped) if framework == reference.framework]
            hint = f"the crosswalk has: {one_of(items)}" if items else "add the mapping to crosswalk.yaml"
            message = f"the crosswalk does not map `{short(reference.id)}` of {reference.framework} to this capability"
            yield _warning(capability.id, code, message, (*where, "id"), hint)


def _check_claims(claims: list[_Passage]) -> Iterator[Finding]:
    for claim in claims:
        length = len(claim.text)
        if not SHORTEST_CLAIM <= length <= LONGEST_CLAIM:
            message = f"the claim has {length} characters; {SHORTEST_CLAIM} to {LONGEST_CLAIM} are wanted"
            hint = "say who, what, how many" if length < SHORTEST_CLAIM else "one fact a claim: split it"
            yield claim.warn("claim-length", message, hint)
        for word in dict.fromkeys(found.group().casefold() for found in BANNED.finditer(claim.text)):
            yield claim.warn("banned-word", f"nobody can refute `{short(word)}`", "say what one would see instead")


def _check_statements(statements: list[_Passage]) -> Iterator[Finding]:
    for statement in statements:
        length = len(statement.text)
        if length > LONGEST_STATEMENT:
            message = f"the statement has {length} characters; at most {LONGEST_STATEMENT} are wanted"
            yield statement.warn("statement-length", message, "it should place an enterprise in one reading")


def _near_duplicates(passages: list[_Passage], limit: Fraction, code: str) -> Iterator[Finding]:
    for found in find_near_duplicates([passage.text for passage in passages], limit):
        shared = f"{float(found.overlap):.0%}"
        message = f"{shared} of its three-word runs are also in {passages[found.earlier].reference}"
        yield passages[found.position].warn(code, message, "say what is particular to this place")


def _check_openings(claims: list[_Passage]) -> Iterator[Finding]:
    """One warning for an opening that too many claims share, at the claim that is one too many."""
    openings = [" ".join(words_of(claim.text)[:OPENING]) for claim in claims]
    allowed = max(1, int(MOST_COMMON_OPENING * len(claims)))
    so_far: Counter[str] = Counter()
    totals = Counter(openings)
    for claim, opening in zip(claims, openings, strict=True):
        so_far[opening] += 1
        if so_far[opening] == allowed + 1:
            message = (
                f"`{short(opening)}` opens {totals[opening]} of {len(claims)} claims; at most {allowed} are wanted"
            )
            yield claim.warn("common-opening", message, "begin with what this claim is about")


def _warning(
    capability: str, code: str, message: str, path: KeyPath, hint: str | None = None, *, at_key: bool = False
) -> Finding:
    return capability, Problem(code, message, path, hint, Severity.WARNING, at_key)
