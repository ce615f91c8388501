"""What is asked for: the level above what evidence backs, of whom, and what needs no asking."""

from __future__ import annotations

from datetime import date

from btm_cli.answers.model import Claimed, Evidence, NotApplicable, Rated, Target
from btm_cli.planning.proof import proof_to_ask
from btm_cli.scoring import assess
from btm_cli.standard.model import Cell
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
