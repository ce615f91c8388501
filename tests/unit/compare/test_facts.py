"""What two files say differently."""

from __future__ import annotations

from datetime import date
from typing import Any

from btm_cli.answers.model import Answers, Assessor, CellAnswer, Claimed, Evidence, NotApplicable, Rated, Target, Unit
from btm_cli.compare.comparison import Fact
from btm_cli.compare.facts import facts_between
from btm_cli.compare.side import Side
from support import build

STANDARD = build.standard(
    {"north": [build.capability("alpha", {"process": build.full_cell(), "people": build.full_cell()})]}
)
DAY = date(2026, 6, 1)


def between(old: Answers, new: Answers, days: tuple[date, date] = (DAY, DAY)) -> list[Fact]:
    one, other = (
        Side(STANDARD, answers, day, frozenset(), frozenset()) for answers, day in zip((old, new), days, strict=True)
    )
    facts = facts_between(one, other)
    back = facts_between(other, one)
    assert sorted((*fact[:3], str(fact.old), str(fact.new)) for fact in facts) == sorted(
        (*fact[:3], str(fact.new), str(fact.old)) for fact in back
    )
    return list(facts)


def cells(old: dict[str, CellAnswer], new: dict[str, CellAnswer], **changes: Any) -> list[Fact]:
    return between(build.answers(old), build.answers(new, **changes))


def test_equal_files_differ_in_nothing():
    said = {"alpha/process": build.ratings("2a:f 2b:-"), "alpha/people": Claimed(2)}
    assert cells(said, dict(said)) == []


def test_a_rating_and_what_backs_it():
    old = {"alpha/process": {"2a": Rated("largely", ("m",)), "2b": Rated("fully")}}
    new = {"alpha/process": {"2a": Rated("fully", ("m", "c"), "Audit", "tested"), "3a": Rated("partially")}}
    assert cells(old, new) == [
        Fact("answers", "alpha/process/2a", "rating", "largely", "fully"),
        Fact("answers", "alpha/process/2a", "evidence", ("m",), ("m", "c")),
        Fact("answers", "alpha/process/2a", "verified by", None, "Audit"),
        Fact("answers", "alpha/process/2a", "note", None, "tested"),
        Fact("answers", "alpha/process/2b", "rating", "fully", None),
        Fact("answers", "alpha/process/3a", "rating", None, "partially"),
    ]


def test_a_claim_gives_way_to_ratings_and_n_a():
    old = {"alpha/process": Claimed(3, ("m",)), "alpha/people": NotApplicable("nobody", "Audit")}
    new = {"alpha/process": build.ratings("2a:-"), "alpha/people": Claimed(1)}
    assert cells(old, new) == [
        Fact("answers", "alpha/process", "claim", "3", None),
        Fact("answers", "alpha/process", "evidence", ("m",), None),
        Fact("answers", "alpha/process/2a", "n/a", None, "does not apply here"),
        Fact("answers", "alpha/people", "claim", None, "1"),
        Fact("answers", "alpha/people", "n/a", "nobody", None),
        Fact("answers", "alpha/people", "approved by", "Audit", None),
    ]


def test_what_is_said_for_a_whole_capability_is_said_once():
    whole = {f"alpha/{name}": Claimed(2, whole_capability=True) for name in ("process", "people")}
    better = {f"alpha/{name}": Claimed(3, whole_capability=True) for name in ("process", "people")}
    assert cells(whole, better) == [Fact("answers", "alpha", "claim", "2", "3")]
    left_out = NotApplicable("sold")
    gone = build.answers(
        {f"alpha/{name}": left_out for name in ("process", "people")}, capability_not_applicable={"alpha": left_out}
    )
    assert between(build.answers(whole), gone) == [
        Fact("answers", "alpha", "n/a", None, "sold"),
        Fact("answers", "alpha", "claim", "2", None),
    ]
    # Where the other file goes into detail, every cell has its own line.
    detail = cells(whole, {"alpha/process": Claimed(2), "alpha/people": Claimed(3)})
    assert detail == [Fact("answers", "alpha/people", "claim", "2", "3")]


def test_everything_beside_the_answers():
    old = build.answers(
        {},
        period="Q1",
        target=Target(state="steady", levels={"alpha": 3}),
        importance={"alpha": 5},
        evidence={"m": Evidence("Minutes", DAY, url="https://m"), "gone": Evidence("Gone", DAY, path="g")},
    )
    new = build.answers(
        {},
        period="Q2",
        unit=Unit("Group", "12"),
        answered_by=Assessor("CIO", "technology"),
        scope=("north",),
        target=Target(level=4, levels={"alpha": 3}, deadlines={"alpha": DAY}),
        importance={"alpha": 4},
        owners={"alpha": "PMO"},
        capacity="24",
        pinned={"alpha/process": 1},
        excluded=("alpha/people",),
        evidence={"m": Evidence("Minutes", DAY, url="https://m", valid_until=date(2026, 12, 31), owner="CIO")},
    )
    found = {(fact.kind, fact.reference, fact.what): (fact.old, fact.new) for fact in between(old, new)}
    assert found == {
        ("file", "overall", "unit"): (None, "Group"),
        ("file", "overall", "unit weight"): (None, "12"),
        ("file", "overall", "period"): ("Q1", "Q2"),
        ("file", "overall", "answered by"): ("Enterprise Architecture", "CIO"),
        ("file", "overall", "side"): (None, "technology"),
        ("file", "overall", "scope"): (None, ("north",)),
        ("plan", "overall", "target"): ("steady", "4"),
        ("plan", "alpha", "deadline"): (None, "2026-06-01"),
        ("plan", "alpha", "importance"): ("5", "4"),
        ("plan", "alpha", "owner"): (None, "PMO"),
        ("plan", "overall", "capacity"): (None, "24"),
        ("plan", "alpha/process", "pinned to iteration"): (None, "1"),
        ("plan", "alpha/people", "excluded from the plan"): (None, "yes"),
        ("evidence", "m", "valid until"): (None, "2026-12-31"),
        ("evidence", "m", "owner"): (None, "CIO"),
        ("evidence", "gone", "title"): ("Gone", None),
        ("evidence", "gone", "date"): ("2026-06-01", None),
        ("evidence", "gone", "path"): ("g", None),
    }


def test_the_date_on_which_evidence_was_judged():
    same = build.answers({})
    assert between(same, same, (DAY, date(2026, 7, 1))) == [
        Fact("file", "overall", "as of", "2026-06-01", "2026-07-01")
    ]


def test_a_name_typed_otherwise_is_the_same_and_a_title_is_not():
    def about(name: str, title: str, path: str) -> Answers:
        entry = Evidence(title, DAY, path=path, owner=name)
        rated = {"2a": Rated("fully", ("e",), name)}
        return build.answers({"alpha/process": rated}, unit=Unit(name), evidence={"e": entry}, owners={"alpha": name})

    assert between(about("B\u00fcro", "A", "Gesch\u00e4ft"), about("BU\u0308RO ", "A", "Gescha\u0308ft")) == []
    assert between(about("Audit", "Minutes", "a.txt"), about("Audit", "minutes", "A.txt")) == [
        Fact("evidence", "e", "title", "Minutes", "minutes"),
        Fact("evidence", "e", "path", "a.txt", "A.txt"),
    ]


def test_a_capability_answered_as_a_whole_on_both_sides_has_one_line():
    def whole(level: int, **more: CellAnswer) -> dict[str, CellAnswer]:
        return {f"alpha/{name}": Claimed(level, whole_capability=True) for name in ("process", "people")} | more

    assert cells(whole(2), whole(3)) == [Fact("answers", "alpha", "claim", "2", "3")]
    assert cells(whole(2), {}) == [Fact("answers", "alpha", "claim", "2", None)]
    none = {"capability_not_applicable": {"alpha": NotApplicable("none")}}
    assert set(cells(whole(2), {}, **none)) == {
        Fact("answers", "alpha", "claim", "2", None),
        Fact("answers", "alpha", "n/a", None, "none"),
    }
    assert cells(whole(2), whole(2) | {"alpha/people": Claimed(3)}) == [
        Fact("answers", "alpha/people", "claim", "2", "3")
    ]


def test_capabilities_do_not_speak_for_each_other():
    both = {name: build.capability(name, {"process": build.full_cell()}) for name in ("alpha", "beta")}
    standard = build.standard({"north": both.values()}, dimensions=("process",))

    def side(alpha: int, beta: int) -> Side:
        said = {"alpha/process": Claimed(alpha), "beta/process": Claimed(beta, whole_capability=True)}
        return Side(standard, build.answers(said), DAY, frozenset(), frozenset())

    assert facts_between(side(1, 2), side(3, 4)) == (
        Fact("answers", "alpha/process", "claim", "1", "3"),
        Fact("answers", "beta", "claim", "2", "4"),
    )
