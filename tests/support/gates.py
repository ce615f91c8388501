"""A small standard and one call to hold answers to a policy, for tests of the gate.

In: a policy's `require` and the cells' answers. Out: a `GateResult`. Three capabilities in two areas, two dimensions,
levels 1 to 4 with two criteria each above the base; rated two by two as under BTM's rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from btm_cli.answers.model import Answers, CellAnswer, Claimed, Evidence
from btm_cli.compare import compare
from btm_cli.compare.side import Side
from btm_cli.evidence import EvidenceProblem, EvidenceReport
from btm_cli.gate import Check, GateResult, evaluate
from btm_cli.gate.policy import PolicyFile, check_policy
from btm_cli.scoring import assess
from btm_cli.validation import validate_model
from support import build

DAY = build.DAY
STANDARD = build.standard(
    {
        "north": [
            build.capability(name, {"process": build.full_cell((2, 3, 4)), "people": build.full_cell((2, 3, 4))})
            for name in ("alpha", "beta")
        ],
        "south": [
            build.capability("gamma", {"process": build.full_cell((2, 3, 4)), "people": build.full_cell((2, 3, 4))})
        ],
    },
    levels=(1, 2, 3, 4),
    states=[build.state("calm", "1", 1), build.state("lively", "3", 2)],
    profiles=("bank", "shop"),
)
LISTED = {"bank": frozenset({"alpha/process/3a", "alpha/process/3b"})}
"""What the profile that a policy accepts leaves out."""
CELLS = [f"{name}/{dimension}" for name in ("alpha", "beta", "gamma") for dimension in ("process", "people")]
THREE: dict[str, CellAnswer] = {cell: Claimed(3) for cell in CELLS}
"""Everything at level 3: overall 3, every level 3, state lively."""


def policy(require: Mapping[str, Any], **more: Any) -> PolicyFile:
    """A policy that the standard has all names of."""
    made, problems = validate_model(PolicyFile, {"policy": 1, "require": dict(require)} | more)
    assert made is not None, problems
    assert list(check_policy(made, STANDARD)) == []
    return made


def waiver(rule: str, where: str, until: date = DAY) -> dict[str, str]:
    """A waiver that holds until a day, by default today."""
    return {"rule": rule, "where": where, "until": until.isoformat(), "reason": "late", "approved_by": "Board"}


def evidence(*names: str, age: int = 0, **more: Any) -> dict[str, Evidence]:
    """Registered pieces, each `age` days old on `DAY`."""
    return {name: Evidence(name.title(), DAY - timedelta(days=age), url="https://x.test", **more) for name in names}


def gate(
    require: Mapping[str, Any],
    cells: Mapping[str, CellAnswer],
    *,
    day: date = DAY,
    flaws: Iterable[EvidenceProblem] = (),
    baseline: Mapping[str, CellAnswer] | Side | None = None,
    said: Mapping[str, Any] | None = None,
    **more: Any,
) -> GateResult:
    """Hold `cells` (and what else is `said` in the file) to `require`; evidence with `flaws` does not hold."""
    answers = build.answers(cells, **(said or {}))
    flaws = tuple(flaws)
    valid = frozenset(answers.evidence) - {flaw.key for flaw in flaws}
    card = assess(STANDARD, answers, valid, day)
    comparison = None
    if baseline is not None:
        old = baseline if isinstance(baseline, Side) else side(build.answers(baseline, **(said or {})), valid)
        comparison = compare(old, Side(STANDARD, answers, day, valid, valid))
    held = policy(require, **more)
    return evaluate(held, STANDARD, answers, card, EvidenceReport(valid, flaws), comparison, LISTED)


def side(answers: Answers, valid: frozenset[str] = frozenset(), day: date | None = None) -> Side:
    """A baseline, judged on its own date."""
    return Side(STANDARD, answers, day or answers.assessed_on, valid, valid)


def told(result: GateResult) -> list[tuple[str, str, str, str]]:
    """Rule, place, outcome and what was found, of every check."""
    return [(check.rule, check.where, check.outcome.value, check.found) for check in result.checks]


def only(result: GateResult) -> Check:
    """The one check there is."""
    assert len(result.checks) == 1, told(result)
    return result.checks[0]
