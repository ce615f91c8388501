"""The content rules, each on a small standard whose other rules are kept."""

from __future__ import annotations

from fractions import Fraction

import pytest

from btm_cli.diagnostics import Problem, Severity
from btm_cli.standard.companion_schema import CrosswalkFile
from btm_cli.standard.lint import lint_content
from btm_cli.standard.model import Capability, Cell, Criterion, Reference, Requirement, Standard
from support.build import capability, standard

GOOD = "The treasurer signed all nine loan agreements of the year before the bank paid out."
OTHER = "Each of the twelve branch managers has named a deputy in the staff register since June."
THING = "signed minutes of the board"


def claim(name: str, text: str = GOOD, evidence: tuple[str, ...] = (THING,)) -> Criterion:
    return Criterion(name, int(name[:-1]), text, evidence, Fraction(1), Fraction(1))


def cell(*criteria: Criterion, statements: dict[int, str] | None = None) -> Cell:
    by_level: dict[int, tuple[Criterion, ...]] = {}
    for each in criteria:
        by_level[each.level] = (*by_level.get(each.level, ()), each)
    return Cell(statements if statements is not None else {1: "Nobody knows.", 2: "Somebody signs."}, by_level)


def having(cells: dict[str, Cell], **changes: object) -> Capability:
    base = capability("loans", cells)
    values = {name: getattr(base, name) for name in Capability._fields}
    return Capability(**(values | changes))


def two_levels(*capabilities: Capability) -> Standard:
    return standard({"finance": capabilities}, levels=(1, 2))


def lint(*criteria: Criterion, statements: dict[int, str] | None = None) -> list[tuple[str, Problem]]:
    return lint_content(two_levels(having({"process": cell(*criteria, statements=statements)})))


def one(findings: list[tuple[str, Problem]], code: str) -> Problem:
    (found,) = findings
    assert found[0] == "loans"
    assert found[1].code == code
    assert found[1].severity is Severity.WARNING
    return found[1]


def test_a_standard_that_keeps_the_rules_has_no_warning() -> None:
    assert lint(claim("2a"), claim("2b", OTHER)) == []


def test_a_capability_that_is_not_written_yet_is_left_alone() -> None:
    assert lint_content(two_levels(capability("loans", written=False))) == []


@pytest.mark.parametrize(("length", "wrong"), [(39, True), (40, False), (220, False), (221, True)])
def test_a_claim_has_40_to_220_characters(length: int, wrong: bool) -> None:
    findings = lint(claim("2a", "x" * length))
    if wrong:
        problem = one(findings, "claim-length")
        assert problem.path == ("dimensions", "process", "2", "criteria", "a", "claim")
        assert f"has {length} characters" in problem.message
    else:
        assert findings == []


@pytest.mark.parametrize(("length", "wrong"), [(400, False), (401, True)])
def test_a_statement_has_at_most_400_characters(length: int, wrong: bool) -> None:
    findings = lint(claim("2a"), statements={1: "Nobody knows.", 2: "x" * length})
    if wrong:
        assert one(findings, "statement-length").path == ("dimensions", "process", "2", "statement")
    else:
        assert findings == []


def test_a_level_without_a_statement_makes_the_cell_incomplete() -> None:
    problem = one(lint(claim("2a"), statements={2: "Somebody signs."}), "incomplete-cell")
    assert problem.path == ("dimensions", "process", "1")
    assert problem.message == "level 1 has no statement"


def test_the_base_needs_no_criteria_and_every_other_level_does() -> None:
    problem = one(lint(), "incomplete-cell")
    assert problem.path == ("dimensions", "process", "2")
    assert problem.message.startswith("level 2 has no criteria")


def test_four_criteria_at_one_level_are_too_many() -> None:
    texts = [
        GOOD,
        OTHER,
        "Auditors found no cheque above ten thousand with only one name under it.",
        "In March the vault was counted by two people from different departments.",
    ]
    four = [claim(f"2{letter}", text) for letter, text in zip("abcd", texts, strict=True)]
    assert lint(*four[:3]) == []
    assert one(lint(*four), "incomplete-cell").message.startswith("level 2 has 4 criteria")


@pytest.mark.parametrize(
    "word",
    [
        "effective",
        "Effectively",
        "adequate",
        "adequately",
        "appropriate",
        "appropriately",
        "regularly",
        "as needed",
        "best practice",
        "best practices",
        "well-defined",
        "robust",
        "holistic",
        "sufficient",
        "sufficiently",
        "timely",
        "optimal",
        "optimally",
        "seamless",
        "seamlessly",
        "properly",
        "where possible",
        "if necessary",
        "various",
        "etc.",
    ],
)
def test_a_banned_word_is_named(word: str) -> None:
    problem = one(lint(claim("2a", f"The treasurer keeps the loan agreements {word} in the vault.")), "banned-word")
    assert f"`{word.casefold().rstrip('.')}`" in problem.message


@pytest.mark.parametrize(
    "words", ["effective date", "effective\ndate", "ineffective", "effectiveness", "inappropriate", "sketch"]
)
def test_words_that_only_look_banned_pass(words: str) -> None:
    assert lint(claim("2a", f"The treasurer wrote the {words} on all nine loan agreements.")) == []


def test_a_banned_word_is_reported_once_a_claim_and_not_in_statements() -> None:
    text = "Various agreements were signed by various people in the treasurer's own department."
    one(lint(claim("2a", text), statements={1: "Various things.", 2: "Somebody signs."}), "banned-word")


# Ten words make eight runs of three. HALF keeps the first six words (four runs), MORE the first seven (five).
TEN = "alpha bravo charlie delta echo foxtrot golf hotel india juliet"
HALF = "alpha bravo charlie delta echo foxtrot kilo lima mike november"
MORE = "alpha bravo charlie delta echo foxtrot golf lima mike november"


def test_claims_may_share_half_of_their_runs_and_not_more() -> None:
    assert [code_of(found) for found in lint(claim("2a", TEN), claim("2b", HALF))] == ["common-opening"]
    near, opening = lint(claim("2a", TEN), claim("2b", MORE))
    assert code_of(opening) == "common-opening"
    assert code_of(near) == "near-duplicate-claim"
    assert near[1].path == ("dimensions", "process", "2", "criteria", "b", "claim")
    assert near[1].message == "62% of its three-word runs are also in loans/process/2a"  # 5 of 8


def test_the_shorter_claim_decides_how_near_two_are() -> None:
    longer = f"romeo {TEN} sierra tango uniform victor whiskey xray yankee zulu"
    (near,) = lint(claim("2a", longer), claim("2b", TEN))
    assert near[1].message.startswith("100% ")


def test_near_duplicates_are_found_across_capabilities_whatever_case_and_punctuation() -> None:
    first = having({"process": cell(claim("2a"))})
    shouted = GOOD.upper().replace(" ", ", ")
    other_words = {1: "Quite another.", 2: "Never seen."}
    second = having({"people": cell(claim("2a", shouted), statements=other_words)}, id="cards")
    findings = lint_content(two_levels(first, second))
    assert ("cards", "near-duplicate-claim") in [(name, problem.code) for name, problem in findings]


def test_statements_may_share_three_fifths_of_their_runs_and_not_more() -> None:
    # Seven words make five runs; keeping five words keeps three of them, six words four.
    seven = "alpha bravo charlie delta echo foxtrot golf"
    assert lint(claim("2a"), statements={1: seven, 2: "alpha bravo charlie delta echo kilo lima"}) == []
    near = lint(claim("2a"), statements={1: seven, 2: "alpha bravo charlie delta echo foxtrot lima"})
    problem = one(near, "near-duplicate-statement")
    assert problem.path == ("dimensions", "process", "2", "statement")
    assert problem.message == "80% of its three-word runs are also in loans/process level 1"


def test_an_opening_may_start_four_percent_of_the_claims() -> None:
    # Of 50 claims two may open alike; the third is one too many, the fourth is not reported again.
    def opening_alike(count: int) -> list[tuple[str, Problem]]:
        capabilities = []
        for number in range(50):
            start = "Each branch manager" if number < count else f"Person{number} of place{number}"
            unique = " ".join(f"w{number}x{place}" for place in range(8))
            written = cell(claim("2a", f"{start} {unique}"), statements={1: f"No{number}.", 2: f"Yes{number}."})
            capabilities.append(having({"process": written}, id=f"c{number}"))
        return lint_content(two_levels(*capabilities))

    assert opening_alike(2) == []
    ((name, problem),) = opening_alike(4)
    assert (name, problem.code) == ("c2", "common-opening")
    assert problem.message == "`each branch manager` opens 4 of 50 claims; at most 2 are wanted"


@pytest.mark.parametrize(
    "kind",
    [
        "documentation",
        "Evidence",
        "records",
        "proof",
        "minutes",
        "supporting documentation",
        "all relevant records",
        "--",
    ],
)
def test_evidence_that_is_no_thing_is_refused(kind: str) -> None:
    problem = one(lint(claim("2a", evidence=(THING, kind))), "evidence-kind")
    assert problem.path == ("dimensions", "process", "2", "criteria", "a", "evidence", 1)


@pytest.mark.parametrize(
    "kind", ["signed minutes", "risk register", "records of the last three drills", "data lineage chart"]
)
def test_evidence_that_is_a_thing_passes(kind: str) -> None:
    assert lint(claim("2a", evidence=(kind,))) == []


@pytest.mark.parametrize("count", [0, 4])
def test_a_criterion_names_one_to_three_kinds_of_evidence(count: int) -> None:
    assert lint(claim("2a", evidence=(THING,) * 3)) == []
    problem = one(lint(claim("2a", evidence=(THING,) * count)), "evidence-kind")
    assert problem.path == ("dimensions", "process", "2", "criteria", "a", "evidence")


@pytest.mark.parametrize(("count", "wrong"), [(5, False), (6, True)])
def test_a_capability_has_at_most_five_requirements(count: int, wrong: bool) -> None:
    requires = tuple(Requirement("other", 2, 2, "because", "derived") for _ in range(count))
    findings = lint_content(two_levels(having({"process": cell(claim("2a"))}, requires=requires)))
    if wrong:
        assert one(findings, "too-many-requirements").path == ("requires",)
    else:
        assert findings == []


CROSSWALK = CrosswalkFile.model_validate(
    {
        "frameworks": [{"id": "cobit-2019", "title": "COBIT 2019", "publisher": "ISACA"}],
        "mappings": [
            {"capability": "loans", "framework": "cobit-2019", "id": "EDM02", "confidence": "read"},
            {"capability": "cards", "framework": "cobit-2019", "id": "EDM03", "confidence": "read"},
        ],
    }
)


def referring(framework: str, item: str) -> Standard:
    reference = (Reference(framework, item, "read"),)
    return two_levels(having({"process": cell(claim("2a"))}, references=reference))


def test_a_reference_that_the_crosswalk_has_resolves() -> None:
    assert lint_content(referring("cobit-2019", "EDM02"), CROSSWALK) == []


def test_a_reference_to_an_unknown_framework_does_not_resolve() -> None:
    problem = one(lint_content(referring("cobit-2018", "EDM02"), CROSSWALK), "unresolved-reference")
    assert problem.path == ("references", 0, "framework")
    assert problem.hint == "did you mean `cobit-2019`?"


def test_a_reference_mapped_to_another_capability_does_not_resolve() -> None:
    problem = one(lint_content(referring("cobit-2019", "EDM03"), CROSSWALK), "unresolved-reference")
    assert problem.path == ("references", 0, "id")
    assert problem.hint == "the crosswalk has: EDM02"


def test_without_a_crosswalk_references_are_not_looked_up() -> None:
    assert lint_content(referring("cobit-2018", "EDM02")) == []


def code_of(found: tuple[str, Problem]) -> str:
    return found[1].code
