"""How several profiles read one claim: who wins, and which claims a word or body is found in."""

from __future__ import annotations

from typing import Any

from btm_cli.standard.profile_schema import ProfileFile
from btm_cli.standard.readings import Reading, Readings, terms_in
from btm_cli.standard.vocabulary import Term
from support.build import capability, cell, standard

LOANS = cell("2a", "2b", "3a")
CLAIMS = {
    "2a": ("Every unit sends its list to the Lending Board.", ("the lists",)),
    "2b": ("Ten loans drawn from the books were lent by the community.", ("minutes of the lending board",)),
    "3a": ("No loan is older than a year.", ("age report of all units",)),
}
LOANS = LOANS._replace(
    criteria={
        level: tuple(each._replace(claim=CLAIMS[each.id][0], evidence=CLAIMS[each.id][1]) for each in criteria)
        for level, criteria in LOANS.criteria.items()
    }
)
TOY = standard({"finance": [capability("loans", {"process": LOANS})]})._replace(
    terms=(Term("sample", ("drawn",), "Taken by the assessor."),)
)


def profile(name: str, **said: Any) -> ProfileFile:
    for_toy = {"id": "toy", "editions": ["1.0"]}
    head = {"profile": 1, "id": name, "edition": "1", "for_standard": for_toy, "title": f"The {name}"}
    return ProfileFile.model_validate(head | {"basis": "derived"} | said)


SMALL = profile(
    "small",
    terms={"unit": "a team"},
    bodies=[{"into": {"name": "Round"}, "carries": ["Lending Board"]}],
    wording={"loans/process/2a": "Also by word of mouth."},
    evidence={"*": ["a dated note"], "loans/process/3a": ["a sheet"]},
    not_applicable={"loans/process/2b": "there are fewer than ten loans"},
)
PUBLIC = profile(
    "public",
    terms={"Unit": "an office", "loan": "a grant"},
    bodies=[{"into": {"name": "Council"}, "carries": ["Lending Board"]}],
    wording={"loans/process/2a": "By decree.", "loans/process/3a": "Two years by law."},
    evidence={"*": ["a stamped note"], "loans/process/3a": ["a file"]},
    not_applicable={"loans/process/2b": "public law forbids to lend by lot"},
    answered_by_group=["loans"],
)


def test_the_first_profile_that_reads_a_thing_wins() -> None:
    readings = Readings(TOY, [SMALL, PUBLIC])
    assert readings.of("loans/process/2a") == (
        Reading("wording", "small", "Also by word of mouth."),
        Reading("term", "small", "a team", "unit"),
        Reading("body", "small", "Round", "Lending Board"),
    )
    assert [each.profile for each in Readings(TOY, [PUBLIC, SMALL]).of("loans/process/2a")] == ["public"] * 3


def test_what_does_not_apply_has_the_first_reason_and_what_one_alone_reads_is_there() -> None:
    """ "community" holds no "unit", "loans" is the plural of "loan", and the board stands in the evidence."""
    assert Readings(TOY, [SMALL, PUBLIC]).of("loans/process/2b") == (
        Reading("left-out", "small", "there are fewer than ten loans"),
        Reading("term", "public", "a grant", "loan"),
        Reading("body", "small", "Round", "Lending Board"),
    )


def test_evidence_for_one_claim_is_the_first_ones_and_that_for_all_is_joined() -> None:
    readings = Readings(TOY, [SMALL, PUBLIC])
    assert [each.text for each in readings.of("loans/process/3a") if each.kind == "evidence"] == ["a sheet"]
    assert [(each.profile, each.text) for each in readings.everywhere] == [
        ("small", "a dated note"),
        ("public", "a stamped note"),
    ]


def test_the_files_own_words_come_before_every_profile_and_are_found_as_the_standard_says_them() -> None:
    readings = Readings(TOY, [profile("lot", terms={"sample": "five"})], {"sample": "three, by lot"})
    assert readings.of("loans/process/2b") == (Reading("term", None, "three, by lot", "sample"),)


def test_a_cell_that_the_group_answers_says_so_and_nothing_else_has_readings() -> None:
    readings = Readings(TOY, [SMALL, PUBLIC])
    assert readings.of("loans/process") == (Reading("group", "public", "The public"),)
    assert [readings.of(each) for each in ("loans", "cards/process", "loans/process/9z")] == [(), (), ()]
    assert Readings(TOY).of("loans/process/2a") == ()


def test_the_words_of_a_claim_are_found_in_every_way_they_are_said() -> None:
    vendor = Term("vendor", ("supplier",), "Whoever is paid.")
    strategic = Term("strategic-vendor", ("strategic supplier",), "Whoever is on the list.")
    sample = Term("sample", ("drawn",), "Taken by the assessor.")
    terms = (vendor, strategic, sample)
    assert terms_in("Ten files Drawn of strategic vendors.", terms) == {"drawn": sample, "strategic vendor": strategic}
    assert terms_in("Suppliers, vendors and samples", terms) == {"supplier": vendor, "sample": sample}
    assert terms_in("Withdrawn, a vendorless resample", terms) == {}
    assert terms_in("Ten files drawn.", ()) == {}
