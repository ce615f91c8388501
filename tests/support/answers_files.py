"""Hypothesis strategies: the data of any valid answers file for the small standard of `small_standard`."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from btm_cli.answers.against_standard import check_answers
from btm_cli.answers.schema import AnswersFile
from btm_cli.diagnostics import Severity
from btm_cli.source.reader import _CONTROL
from btm_cli.standard.load import load_standard
from btm_cli.standard.model import Standard
from support.small_standard import write_standard

AWKWARD = [
    "=1+1",
    '=HYPERLINK("http://x.example")',
    "+49 30 1234",
    "-5",
    "@SUM(A1)",
    "'quoted'",
    "'=1",
    "''",
    " leading and trailing ",
    " ",
    "\t",
    "a\r\nb\rc\nd",
    "\n",
    "_x000D_",
    "_x0041_ and x005F_",
    "#N/A",
    "TRUE",
    "null",
    "3.0",
    "2026-11-20",
    "1/3",
    "שלום עולם",
    "\u202emirrored",
    "👩\u200d👩\u200d👧 🎉",
    "a, b; c",
    '"',
    "x\u2028y\u2029z",
    "\u00a0",
    "<b>&amp;]]>",
    "{}",
    "long " * 300,
]


@cache
def tiny() -> Standard:
    """The small standard."""
    with TemporaryDirectory() as folder:
        standard, problems = load_standard(write_standard(Path(folder)))
    assert standard is not None, problems
    return standard


CONTROL = "".join(filter(re.compile(_CONTROL).search, map(chr, [*range(0xA0), 0xFEFF, 0xFFFE, 0xFFFF])))
alphabet = st.characters(exclude_categories=["Cs"], exclude_characters=CONTROL)
texts = st.sampled_from(AWKWARD) | st.text(alphabet, min_size=1, max_size=12)
said = st.sampled_from([text for text in AWKWARD if text.strip()])
days = st.dates().map(str)
levels = st.integers(1, 3)
KEYS = st.sampled_from(["charter", "minutes, June", '"', "=key", " spaced ", "a\nb", "q;", "שלום"]) | texts


def optional(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=values)


def words(*names: str) -> st.SearchStrategy[str]:
    return st.sampled_from([*names, *(name.upper() for name in names), *(name[0] for name in names)])


@st.composite
def evidence_entries(draw: st.DrawFn) -> dict[str, Any]:
    first, last = sorted([draw(days), draw(days)])
    entry = {"title": draw(texts), "date": first} | draw(
        optional(owner=texts, valid_until=st.sampled_from([last, None]))
    )
    if draw(st.booleans()):
        return entry | {"url": draw(texts)}
    return entry | {"path": draw(texts)} | draw(optional(sha256=st.sampled_from(["aB" * 32, "1" * 64, None])))


@st.composite
def data(draw: st.DrawFn) -> dict[str, Any]:
    """Data as the strict reader gives it. `check_answers` finds no error in it."""
    evidence = draw(st.dictionaries(KEYS, evidence_entries(), max_size=3))
    found = {
        "standard": "tiny 1",
        "enterprise": draw(texts),
        "assessed_on": draw(days),
        **draw(_head()),
        "answers": _cited(draw(_answers(bool(evidence))), list(evidence)),
    }
    if evidence or draw(st.booleans()):
        found["evidence"] = evidence
    file = AnswersFile.model_validate(found)
    problems = [each for each in check_answers(file, tiny())[1] if each.severity is Severity.ERROR]
    assert not problems, problems
    return found


@cache
def _answers(citing: bool) -> st.SearchStrategy[dict[str, Any] | None]:
    """What is said of the standard; a piece of evidence is a number. Made once: Hypothesis looks at each part first."""
    standard = tiny()
    backing: dict[str, st.SearchStrategy[Any]] = {"note": texts | st.none(), "verified_by": texts}
    if citing:
        backing["evidence"] = st.lists(st.integers(0, 2), max_size=3)
    left_out = st.fixed_dictionaries(
        {"rating": st.sampled_from(["n/a", "N/A"]), "reason": said},
        optional={"approved_by": texts | st.none(), "note": texts},
    )
    rated = st.fixed_dictionaries({"rating": words("no", "half", "yes")}, optional=backing)
    claimed = levels | st.fixed_dictionaries({"level": levels}, optional=backing) | left_out | st.none()
    unknown = st.fixed_dictionaries({"rating": st.sampled_from(["unknown", "Unknown"])}, optional={"note": texts})
    open_cell = st.just("unknown") | unknown
    noted = st.fixed_dictionaries({"note": texts})
    criteria = {
        f"{capability.id}/{dimension}": {
            "note": texts | st.none(),
            **{
                criterion.id: words("no", "half", "yes") | rated | left_out | st.none() | open_cell | noted
                for criterion in cell.all_criteria()
            },
        }
        for capability in standard.ordered_capabilities()
        for dimension, cell in capability.cells.items()
    }
    answers = {}
    for capability in standard.ordered_capabilities():
        cells = {
            dimension.id: claimed | open_cell | optional(**criteria.get(f"{capability.id}/{dimension.id}", {}))
            for dimension in standard.dimensions
            if standard.cell(capability.id, dimension.id) is not None
        }
        answers[capability.id] = claimed | optional(note=texts | st.none(), **cells)
    return optional(**answers) | st.none()


def _cited(tree: Any, keys: list[str]) -> Any:
    """The same with the keys of the register for their numbers."""
    if not isinstance(tree, dict):
        return tree
    return {
        name: [keys[number % len(keys)] for number in part] if name == "evidence" else _cited(part, keys)
        for name, part in tree.items()
    }


@cache
def _head() -> st.SearchStrategy[dict[str, Any]]:
    """What may stand above the answers."""
    parts = ["north", "south", "alpha", "beta", "gamma", "alpha/process", "beta/people"]
    part = st.sampled_from(parts)
    capability_id = st.sampled_from(["alpha", "beta", "gamma"])
    aim = {"levels": st.dictionaries(part, levels), "deadlines": st.dictionaries(part, days)}
    amount = st.sampled_from(
        [24, "24", Decimal("24.5"), Decimal("24.0"), "1/3", "24.50", "1.200", Decimal("1E+2"), 10**17]
    )
    return optional(
        **{
            "$schema": texts,
            "unit": texts | st.fixed_dictionaries({"name": texts}, optional={"weight": amount | st.none()}) | st.none(),
            "period": texts | st.none(),
            "answered_by": st.none()
            | st.fixed_dictionaries({"name": texts}, optional={"side": st.sampled_from(["business", None])}),
            "scope": st.lists(st.sampled_from(parts[:5]), max_size=3),
            "target": st.none()
            | st.sampled_from(["calm", "lively", 2])
            | optional(**aim)
            | st.fixed_dictionaries({"state": st.sampled_from(["calm", None])}, optional=aim)
            | st.fixed_dictionaries({"level": levels}, optional=aim),
            "importance": st.dictionaries(capability_id, st.integers(1, 5)),
            "capacity": amount | st.none(),
            "plan": st.none()
            | optional(pin=st.dictionaries(part, st.sampled_from([1, 7, 10**18])), exclude=st.lists(part, max_size=3)),
            "owners": st.dictionaries(part, texts),
            "note": texts | st.none(),
            "depth": st.sampled_from(["full", {"default": "full"}]),
            "evidence_root": texts,
        }
    )
