"""Profiles: what may be wrong in their files, and what the shipped ones promise."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from btm_cli.diagnostics import Diagnostic, Severity
from btm_cli.files import DiskFiles
from btm_cli.standard.bundled import load_bundled
from btm_cli.standard.companions import load_profiles
from btm_cli.standard.model import Ask, Body, Standard
from btm_cli.standard.profile_schema import ProfileFile
from support.build import capability, cell, criterion, full_cell, standard, state

# 2 x 20 criteria, 5 % of which are 2; level 5 of cards/organization has a single one.
LOANS = capability("loans", {"process": full_cell(each=5)})._replace(
    bodies=(Body("Board", "participative", "decides"), Body("Council", "participative", "advises"))
)
CARDS = capability(
    "cards", {"process": full_cell((2, 3, 4), each=5), "organization": cell("5a", "4a", "4b", "4c", "4d")}
)
TOY = standard({"finance": [LOANS, CARDS]})
FILE = """\
profile: 1
id: small
edition: "1"
for_standard: {id: toy, editions: ["1.0"]}
title: A small one
basis: derived
terms: {unit: a team}
bodies:
  - {into: {name: Round}, carries: [Board, Council], note: One body may hold several charters.}
wording: {loans/process/2a: "Claim 2a, for a team."}
evidence:
  "*": [a dated note]
  loans/process/2b: [a list]
answered_by_group: [cards, loans/process]
not_applicable: {loans/process/3a: there is only one team to ask}
"""


def load(folder: Path, text: str, toy: Standard = TOY) -> tuple[list[ProfileFile] | None, list[Diagnostic]]:
    (folder / "profiles").mkdir()
    (folder / "profiles" / "small.yaml").write_text(text, encoding="utf-8")
    return load_profiles(str(folder), DiskFiles(), toy)


def leaving_out(*names: str) -> str:
    listed = ", ".join(f"{name}: there is only one team to ask" for name in names)
    return FILE.replace("{loans/process/3a: there is only one team to ask}", f"{{{listed}}}")


def test_a_profile_is_read(tmp_path: Path) -> None:
    profiles, problems = load(tmp_path, FILE)
    assert problems == []
    assert profiles is not None
    assert [each.id for each in profiles] == ["small"]
    assert profiles[0].evidence == {"*": ("a dated note",), "loans/process/2b": ("a list",)}
    assert profiles[0].bodies[0].carries == ("Board", "Council")


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("id: small", "id: smal", "wrong-value", "smal"),
        ('editions: ["1.0"]', 'editions: ["9"]', "edition-differs", "{"),
        ("wording: {loans/process/2a", "wording: {loans/process/2z", "unknown-reference", "loans/process/2z"),
        ("  loans/process/2b", "  loans/proces/2b", "unknown-reference", "loans/proces/2b"),
        ("{loans/process/3a", "{loans/process", "unknown-reference", "loans/process"),
        ("[cards, loans/process]", "[card, loans/process]", "unknown-reference", "card"),
        ("[Board, Council]", "[Bored, Council]", "unknown-reference", "Bored"),
        ("there is only one team to ask", "there is but a team", "wrong-value", "there is but a team"),  # 19
    ],
)
def test_what_is_wrong_is_shown_where_it_stands(tmp_path: Path, old: str, new: str, code: str, place: str) -> None:
    profiles, (problem,) = load(tmp_path, FILE.replace(old, new))
    assert profiles is None
    shown = problem.location.source_line[problem.location.column - 1 :][: problem.location.width]
    assert (problem.code, shown) == (code, place)


def test_a_body_carried_twice_is_warned_about(tmp_path: Path) -> None:
    profiles, (problem,) = load(
        tmp_path, FILE.replace("wording:", "  - {into: {name: Other}, carries: [Board]}\nwording:")
    )
    assert profiles is not None
    assert (problem.code, problem.severity) == ("carried-twice", Severity.WARNING)


@pytest.mark.parametrize(
    ("names", "right"),
    [
        (["loans/process/3a", "loans/process/3b"], True),  # 2 of 40
        (["loans/process/3a", "loans/process/3b", "loans/process/3c"], False),  # 3 of 40
        (["cards/organization/5a"], False),  # all of a level
    ],
)
def test_a_profile_leaves_out_little(tmp_path: Path, names: list[str], *, right: bool) -> None:
    _, problems = load(tmp_path, leaving_out(*names))
    assert [each.code for each in problems] == ["profile-leaves-out-too-much"] * (not right)


@pytest.mark.parametrize(("counted", "right"), [(10, True), (9, False)])
def test_a_profile_leaves_out_one_in_ten_of_what_a_state_asks_for(tmp_path: Path, counted: int, *, right: bool) -> None:
    themed = [criterion(f"3{letter}", themes=["ahead"]) for letter in "abcdefghij"[:counted]]
    loans = LOANS._replace(cells={"process": cell(*themed, *(f"2{letter}" for letter in "abcdefghijklmno"))})
    ahead = state("ahead", "3", 2, 4)._replace(asks=(Ask("ahead", (3, 4), Fraction(1, 2)),))
    toy = standard({"finance": [loans, CARDS]}, states=[ahead])
    _, problems = load(tmp_path, leaving_out("loans/process/3a"), toy)
    assert [each.code for each in problems] == ["profile-leaves-out-too-much"] * (not right)


def test_the_shipped_profiles_are_right(root: Path) -> None:
    shipped = load_bundled()
    profiles, problems = load_profiles(str(root / "standard"), DiskFiles(), shipped)
    assert problems == []
    assert profiles is not None
    left_out = {each.id: len(each.not_applicable) for each in profiles}
    # edition.md 6: single-unit 5, small-firm 6, public-agency 1, the others none
    assert left_out == {"cloud-native": 0, "group": 0, "public-agency": 1, "single-unit": 5, "small-firm": 6}
