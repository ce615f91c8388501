"""The schema for editors and btm give the same verdict on whatever may be typed.

Answers are put together at random from right and wrong parts, on a real edition; the schema's verdict is by an
implementation that is not ours.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from btm_cli.answers.load import check_data
from btm_cli.diagnostics import Problem, Severity
from btm_cli.files import DiskFiles
from btm_cli.standard.model import Standard
from support.answers_files import data as right_data
from support.answers_files import tiny
from support.editor_schemas import STANDARDS, accepted, of_edition, refused, schema_of
from support.profile import examples
from support.schemas import Checker

EDITION = STANDARDS.get()
NOT_SAYABLE = {
    "unknown-evidence": "",
    "unknown-owner": "",
    "outside-evidence-root": "",
    "duplicate-key": "`",
    "wrong-value": "`valid_until` is before",
    "number-too-large": "",
}
"""What no schema can say: the codes, and how the message begins where the code is of other problems too."""


def of_case(if_none: str | None) -> tuple[str, str, str]:
    """A criterion whose answer without a case is `if_none`: capability, dimension, id."""
    for capability in EDITION.ordered_capabilities():
        for dimension, cell in capability.cells.items():
            for criterion in cell.all_criteria():
                if criterion.if_none == if_none:
                    return capability.id, dimension, criterion.id
    raise AssertionError("the edition has every kind")


KINDS = [of_case(None), of_case("n/a"), of_case(EDITION.top_rating)]
TEXTS = ["so", " ", "", None, 3, ["so"]]
WORDS = ["fully", "Fully", "F", "largely", "not", "n/a", "N/A", "unknown", "UNKNOWN", "fuly", "", None, 1, True]
NAMES = ["process", "organization", "asset-rationalization", "strategy-and-planning", "asset-rationalization/process"]
NAMES += ["asset-rationalization/nothing", "nothing", "default", ""]


def mapping(**values: list[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Some of these keys, each with one of its values."""
    return st.fixed_dictionaries({}, optional={key: st.sampled_from(value) for key, value in values.items()})


def of(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(list(values))


backing: dict[str, list[Any]] = {
    "evidence": [["minutes"], ["nothing"], [], [""], None, "minutes"],
    "note": TEXTS,
    "verified_by": TEXTS,
}
left_out: dict[str, list[Any]] = {
    "reason": TEXTS,
    "approved_by": TEXTS,
    "profile": ["small-firm", "nothing", None],
}
levels = of(*range(-1, 8), "3", "unknown", "Unknown", "no", None, True, [])
entries = mapping(rating=WORDS, **left_out, note=TEXTS) | mapping(
    rating=WORDS, case=["none", "some", None], **backing, **left_out, x=["y"]
)
claims = mapping(level=[0, 1, 5, 6, "3", None], source=["conversation", "mail", None], **backing, x=["y"])
criteria = of(*WORDS) | entries | of({}, {"note": "so"}, {"note": None}, {"rating": None, "note": "so"})
parts = st.dictionaries(
    of("2a", "3a", *(kind[2] for kind in KINDS), "1a", "note", "level", "rating"), criteria | levels
)
cells = levels | entries | claims | parts
capabilities = cells | st.dictionaries(
    of(*(kind[1] for kind in KINDS), "process", "nothing", "note", "level"), cells, max_size=3
)
answers = st.dictionaries(of(*(kind[0] for kind in KINDS), "nothing"), capabilities, max_size=3) | of(None, [], "x")
days = of("2026-11-20", "2026-02-30", "20 November", None, 2026)
references = st.dictionaries(of(*NAMES), of(1, 3, 9, "PMO", "", "2027-06-30", None, "core"), max_size=2)
amounts = of(1, 0, -1, "24.5", "1/3", "0", "0/3", "1/0", "x", None, [])
places = mapping(
    path=["a.pdf", "/etc/passwd", "C:\\x", "~/x", "", None],
    url=["https://x.example", None],
    sha256=["ab" * 32, "ab", None],
)
documents = st.builds(lambda entry, place: entry | place, of({"title": "Minutes", "date": "2026-01-01"}), places)
documents |= mapping(
    title=["Minutes", "", None],
    url=["https://x.example"],
    date=["2026-01-01", "2026-13-01", None],
    valid_until=["2027-01-01", "2025-01-01", None],
    owner=TEXTS,
    x=["y"],
)
HEADS: dict[str, st.SearchStrategy[Any]] = {
    "unit": of("Group", "", None, 3, {"name": "Group", "weight": "1/3"}, {"weight": 1}, {"name": "x", "weight": 0}),
    "period": of(*TEXTS),
    "answered_by": of(None, "x", {"name": "A", "side": "business"}, {"name": "A", "side": "both"}, {"side": None}),
    "scope": st.lists(of(*NAMES, 3), max_size=2) | of("x", None),
    "target": of("alignment", "nothing", 3, 9, None, [], "")
    | mapping(state=["alignment", "nothing", None], level=[3, 9, None], levels=[{}, {"asset-rationalization": 6}])
    | st.fixed_dictionaries({}, optional={"levels": references})
    | st.fixed_dictionaries({"deadlines": st.dictionaries(of(*NAMES), days, max_size=1)}),
    "importance": references,
    "capacity": amounts,
    "plan": of(None, {"focus": 0}, {"focus": 2}, {"exclude": ["nothing"]}, {"exclude": ["asset-rationalization"]})
    | st.fixed_dictionaries({"pin": references}),
    "owners": references,
    "capacities": st.dictionaries(of("PMO", "", "pmo"), amounts, max_size=2),
    "day_rate": of(None, {"amount": 900, "currency": "EUR"}, {"amount": 900}, {"amount": 0, "currency": "eur"}),
    "depth": of("core", "full", "deep", None) | references,
    "profiles": st.lists(of("small-firm", "single-unit", "group"), max_size=4) | of(["nothing"]) | of(None, "group"),
    "terms": st.dictionaries(of("critical", "largest", "nothing"), of("so", "", None), max_size=2),
    "report": mapping(prepared_for=TEXTS, meeting=["2026-12-09", "soon", None], x=["y"]),
    "note": of(*TEXTS),
    "evidence_root": of("..", "", None),
    "evidence": st.fixed_dictionaries({}, optional={"minutes": documents, "": documents}),
    "x": of("y"),
}
"""What may be typed behind each key, right or wrong."""


@st.composite
def typed(draw: st.DrawFn) -> dict[str, Any]:
    """A right file with something typed behind one key: a second mistake would hide how the first is judged."""
    minutes = {"title": "Minutes", "url": "https://x.example", "date": "2026-01-01"}
    frame = {"standard": EDITION.name, "enterprise": "Acme", "assessed_on": "2026-11-20", "answers": {}}
    key = draw(st.sampled_from([*HEADS, "answers", "assessed_on"]))
    return (
        frame
        | {"evidence": {"minutes": minutes}}
        | {key: draw({"answers": answers, "assessed_on": days, **HEADS}[key])}
    )


def errors(data: dict[str, Any], standard: Standard = EDITION) -> list[Problem]:
    _, problems = check_data(data, ".", DiskFiles(), lambda name: standard if name == standard.name else None, [])
    return [problem for problem in problems if problem.severity is Severity.ERROR]


@settings(max_examples=examples(1500))
@given(typed())
def test_both_give_the_same_verdict(data: dict[str, Any]) -> None:
    found = errors(data)
    if found and all(map(_not_sayable, found)):
        return  # a schema may say it in part, as of a path that begins at the root
    assert bool(found) != accepted(data), (found, refused(data))


def _not_sayable(problem: Problem) -> bool:
    return problem.code in NOT_SAYABLE and problem.message.startswith(NOT_SAYABLE[problem.code])


@cache
def of_tiny() -> Checker:
    return Checker(schema_of(tiny()))


@settings(max_examples=examples(400))
@given(right_data())
def test_nothing_right_is_refused(data: dict[str, Any]) -> None:
    whole = json.loads(json.dumps(data, default=float))
    outside = [problem.code for problem in errors(data, tiny())]
    assert set(outside) <= {"outside-evidence-root"}, "all that those data can have wrong"
    if not outside:
        assert of_tiny().faults(whole) == []


RATINGS: list[Any] = [..., None, "fully", "F", "largely", "n/a", "N/A", "unknown", "fuly"]
CASES: list[Any] = [..., None, "none", "some"]
BESIDE: list[tuple[str, Any]] = [
    ("evidence", []),
    ("evidence", ["minutes"]),
    ("evidence", None),
    ("note", "so"),
    ("note", None),
    ("verified_by", "Audit"),
    ("verified_by", None),
    ("reason", "so"),
    ("reason", " "),
    ("reason", None),
    ("approved_by", "Audit"),
    ("profile", "small-firm"),
    ("profile", "nothing"),
    ("profile", None),
    ("source", "conversation"),
    ("2a", "fully"),
]
"""What may stand beside a rating or a level."""


def entries_of(**first: list[Any]) -> Iterator[dict[str, Any]]:
    """Every mapping of these values (`...`: without the key) with at most one more key, with a reason and without."""
    for values in product(*first.values()):
        said = {key: value for key, value in zip(first, values, strict=True) if value is not ...}
        for reason in ({}, {"reason": "so"}):
            yield said | reason
            yield from (said | reason | {key: value} for key, value in BESIDE)


def disagreements(answers: Iterable[Any]) -> list[Any]:
    """The answers, each as `answers:` of a file, over which btm and the schema disagree."""
    minutes = {"title": "Minutes", "url": "https://x.example", "date": "2026-01-01"}
    frame = {"standard": EDITION.name, "enterprise": "Acme", "assessed_on": "2026-11-20"}
    accepts = of_edition(EDITION.name).accepts
    files = ({**frame, "evidence": {"minutes": minutes}, "answers": one} for one in answers)
    return [data["answers"] for data in files if bool(errors(data)) == accepts(data)]


@pytest.mark.parametrize("kind", KINDS, ids=["no case", "n/a without a case", "rated without a case"])
def test_both_say_the_same_of_every_answer_to_a_criterion(kind: tuple[str, str, str]) -> None:
    capability, dimension, criterion = kind
    said = [*entries_of(rating=RATINGS, case=CASES), *RATINGS[1:], 3, True, [], {"x": "y"}]
    assert disagreements({capability: {dimension: {criterion: one}}} for one in said) == []


def test_both_say_the_same_of_every_answer_to_a_whole() -> None:
    capability, dimension, _ = KINDS[0]
    said: list[Any] = [*entries_of(rating=RATINGS), *entries_of(level=[None, 0, 1, 5, 6, "3"])]
    said += [*entries_of(rating=["n/a", "unknown"], level=[3]), *RATINGS[1:], *range(-1, 8), True, []]
    assert disagreements({capability: {dimension: one}} for one in said) == []
    assert disagreements({capability: one} for one in said) == []


WORD = "unknown"


@given(st.sampled_from(["fully", "largely", "n/a", WORD]), st.lists(st.booleans(), min_size=7, max_size=7))
@example("fully", [False] * 7)
def test_a_word_is_read_in_any_case(word: str, high: list[bool]) -> None:
    spelt = "".join(char.upper() if up else char for char, up in zip(word, high, strict=False)) + word[len(high) :]
    entry = {"rating": spelt} | ({"reason": "so"} if word == "n/a" else {})
    capability, dimension, criterion = KINDS[0]
    answers = {capability: {dimension: {criterion: entry}}}
    data = {"standard": EDITION.name, "enterprise": "A", "assessed_on": "2026-11-20", "answers": answers}
    assert errors(data) == []
    assert refused(data) == []


def test_a_letter_of_another_script_is_left_to_btm() -> None:
    """The sign of Kelvin is a k to whoever ignores case."""
    capability, dimension, criterion = KINDS[0]
    for word in ("un\u212anown", "\u212a"):
        answers = {capability: {dimension: {criterion: word}}}
        data = {"standard": EDITION.name, "enterprise": "A", "assessed_on": "2026-11-20", "answers": answers}
        assert refused(data) == []
    assert not of_edition(EDITION.name).accepts({"answers": {}})
