"""What is asked for: the level above what evidence backs, of whom, and what needs no asking."""

from __future__ import annotations

from datetime import date

from btm_cli.answers.model import Claimed, Evidence, NotApplicable, Rated, Target
from btm_cli.planning.proof import proof_to_ask
from btm_cli.scoring import assess
from btm_cli.standard.model import Cell
from btm_cli.standard.profile_schema import ProfileFile
from btm_cli.standard.readings import Readings
from support import build

KINDS = ("register", "minutes")


def cell_with_proof() -> Cell:
    """Levels 2 and 3 of two claims each, 4 of one; each claim is shown by a register and by minutes."""
    found = build.cell("2a", "2b", "3a", "3b", "4a")
    return found._replace(
        criteria={
            level: tuple(
                each._replace(evidence=tuple(f"{kind} {each.id}" for kind in KINDS), evidence_kinds=KINDS)
                for each in criteria
            )
            for level, criteria in found.criteria.items()
        }
    )


STANDARD = build.standard(
    {"north": [build.capability(name, {"process": cell_with_proof()}) for name in ("a", "b", "c")]}
)
MINUTES = Evidence("Minutes", date(2026, 1, 1), url="https://x.example")


def asked(**cells: object) -> list[tuple[str, str, tuple[str, ...]]]:
    answers = build.answers({f"{name}/process": answer for name, answer in cells.items()})._replace(
        evidence={"valid": MINUTES, "old": MINUTES}, target=Target(level=3), owners={"a": "PMO"}
    )
    card = assess(STANDARD, answers, frozenset({"valid"}), build.DAY)
    found = proof_to_ask(STANDARD, answers, card, {"valid"}, Readings(STANDARD))
    return [(each.reference, each.text, each.instead_of) for each in found]


NONE: tuple[str, ...] = ()
OF_B = [(f"b/process/2{letter}", f"{kind} 2{letter}", NONE) for letter in "ab" for kind in KINDS]
OF_C = [(place.replace("b/", "c/"), text, NONE) for place, text, _ in OF_B]


def test_what_is_not_assessed_or_only_claimed_is_asked_from_the_lowest_level_on() -> None:
    found = asked(a=NotApplicable("no such thing"), b=Claimed(4))
    assert found == [*OF_B, *OF_C]


def test_a_claim_that_valid_evidence_shows_is_not_asked_for_again() -> None:
    """2a holds in full; 2b is cited by what holds no more, so that level 2 is still to show."""
    found = asked(a={"2a": Rated("fully", ("valid",)), "2b": Rated("fully", ("old",))}, b=NotApplicable("x"))
    assert found == [("a/process/2b", f"{kind} 2b", ("old",)) for kind in KINDS] + OF_C


def test_the_next_level_follows_what_evidence_backs_and_ends_at_the_target() -> None:
    shown = {name: Rated("fully", ("valid",)) for name in ("2a", "2b")}
    whole = shown | {name: Rated("fully", ("valid",)) for name in ("3a", "3b")}
    found = asked(a=shown | {"3a": NotApplicable("x")}, b=whole, c=NotApplicable("x"))
    assert found == [("a/process/3b", f"{kind} 3b", NONE) for kind in KINDS]


def test_of_what_a_claim_cites_only_what_does_not_hold_is_replaced() -> None:
    found = asked(a={"2a": Rated("largely", ("valid", "old"))}, b=NotApplicable("x"), c=NotApplicable("x"))
    assert [each for each in found if each[0] == "a/process/2a"] == [
        ("a/process/2a", f"{kind} 2a", ("old",)) for kind in KINDS
    ]


def test_the_top_level_is_asked_for_as_any_other() -> None:
    standard = build.one_cell(cell_with_proof(), levels=(1, 2))
    answers = build.answers({"only/process": Claimed(1)})
    card = assess(standard, answers, frozenset(), build.DAY)
    found = proof_to_ask(standard, answers, card, set(), Readings(standard))
    assert {each.criterion.id for each in found} == {"2a", "2b"}


def test_what_will_do_by_a_profile_comes_after_the_standards_own_words_and_other_readings_not_at_all() -> None:
    said = {"wording": {"b/process/2a": "In the sector's words."}, "evidence": {"b/process/2a": ["A permit"]}}
    head = {"profile": 1, "id": "sector", "edition": "1", "title": "Sector", "basis": "derived"}
    for_toy = {"id": "toy", "editions": ["1.0"]}
    profile = ProfileFile.model_validate({**head, "for_standard": for_toy, **said})
    answers = build.answers({"b/process": Claimed(1)}, target=Target(level=2))
    card = assess(STANDARD, answers, frozenset(), build.DAY)
    found = proof_to_ask(STANDARD, answers, card, set(), Readings(STANDARD, [profile]))
    assert [(each.text, each.kind, each.profile) for each in found if each.reference == "b/process/2a"] == [
        *((f"{kind} 2a", kind, None) for kind in KINDS),
        ("A permit", "", "sector"),
    ]
