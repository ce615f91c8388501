"""What holds for every standard, all answers and any policy."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from btm_cli.answers.model import Answers
from btm_cli.compare import compare
from btm_cli.compare.side import Side
from btm_cli.evidence import EvidenceProblem, EvidenceReport
from btm_cli.gate import GateResult, Outcome, evaluate
from btm_cli.gate.policy import PolicyFile, check_policy
from btm_cli.gate.words import ceiling_found, floor_found, limit_text
from btm_cli.render.gate.starter import ratchet
from btm_cli.scoring import assess
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.source import parse
from btm_cli.standard.model import Standard
from btm_cli.validation import validate_model
from support import build, strategies
from support.pairs import pairs
from support.profile import examples

NO_FALL = {"policy": 1, "require": {"no_regression": {"tolerance": "0"}}}
few = settings(deadline=None, max_examples=examples(40))
Assessed = tuple[Standard, Answers, Scorecard, EvidenceReport]


@st.composite
def assessed(draw: st.DrawFn) -> Assessed:
    """A standard, answers, their scorecard and the evidence that holds."""
    standard = draw(strategies.standards())
    answers = draw(strategies.answers(standard))
    valid = draw(strategies.valid_evidence) & frozenset(answers.evidence)
    flaws = tuple(EvidenceProblem("evidence-expired", "over", key) for key in answers.evidence if key not in valid)
    return standard, answers, assess(standard, answers, valid, build.DAY), EvidenceReport(valid, flaws)


def model(standard: Standard, data: Any) -> PolicyFile:
    policy, problems = validate_model(PolicyFile, data)
    assert policy is not None, problems
    assert list(check_policy(policy, standard)) == []
    return policy


@st.composite
def policies(draw: st.DrawFn, standard: Standard) -> dict[str, Any]:
    """A policy of any rules with any names of the standard, without waivers."""
    areas = [area.id for area in standard.areas]
    cells = [f"{name}/{each.id}" for name in standard.capabilities for each in standard.dimensions]
    names = st.sampled_from(["overall", *areas, *standard.capabilities, *cells])
    level = st.integers(standard.base, standard.top)
    share = st.sampled_from(["0", "1/3", "0.5", "0.85", "1"])
    rules: dict[str, st.SearchStrategy[Any]] = {
        "score": st.dictionaries(names, level.map(lambda each: str(Fraction(each))), max_size=3),
        "level": st.dictionaries(names | st.just("every-capability"), level, max_size=3),
        "settled": share,
        "coverage": share,
        "evidence": st.fixed_dictionaries({"from_level": level, "max_age_days": st.integers(0, 900)}),
        "verification": st.fixed_dictionaries({"from_level": level}),
        "not_applicable": st.fixed_dictionaries(
            {"max_share": share, "approved": st.booleans()},
            optional={"profile_max_share": share, "no_case_max_share": share},
        ),
        "no_regression": st.fixed_dictionaries({"tolerance": share}),
        "target_by": st.dictionaries(
            st.integers(-2, 2).map(lambda days: (build.DAY + timedelta(days=days)).isoformat()),
            st.dictionaries(names, level, max_size=2),
            max_size=2,
        ),
    }
    if standard.states:
        rules["state"] = st.sampled_from([state.id for state in standard.states])
    chosen = draw(st.sets(st.sampled_from(sorted(rules)), min_size=1))
    return {
        "policy": 1,
        "assurance": draw(st.sampled_from(["claimed", "evidenced", "verified"])),
        "allow_provisional": draw(st.booleans()),
        "require": {name: draw(rules[name]) for name in sorted(chosen)},
    }


def held(policy: PolicyFile, subject: Assessed) -> GateResult:
    standard, answers, card, evidence = subject
    side = Side(standard, answers, card.as_of, evidence.valid, evidence.valid)
    return evaluate(policy, standard, answers, card, evidence, compare(side, side))


@few
@given(st.data())
def test_any_policy_gives_a_verdict_that_says_why(data: st.DataObject) -> None:
    subject = data.draw(assessed())
    policy = model(subject[0], data.draw(policies(subject[0])))
    result = held(policy, subject)
    assert result == held(policy, subject)
    assert sum(result.counts.values()) == len(result.checks)
    for check in result.checks:
        assert check.expected
        assert check.found
        assert bool(check.code) == (check.outcome not in (Outcome.PASSED, Outcome.SKIPPED))
        if check.outcome is Outcome.FAILED and check.rule in ("score", "level", "state", "settled", "coverage"):
            assert check.why, check
        if check.limit is not None and check.value is not None and check.outcome is Outcome.PASSED:
            more = check.rule == "not_applicable"
            assert check.value <= check.limit if more else check.value >= check.limit
    # Against itself nothing has got worse.
    assert all(check.outcome is not Outcome.FAILED for check in result.checks if check.rule == "no_regression")


@few
@given(st.data())
def test_more_assurance_never_turns_a_failure_into_a_pass(data: st.DataObject) -> None:
    subject = data.draw(assessed())
    body = data.draw(policies(subject[0]))
    passed = [
        held(model(subject[0], body | {"assurance": assurance}), subject).passed()
        for assurance in ("claimed", "evidenced", "verified")
    ]
    assert passed == sorted(passed, reverse=True)


@few
@given(st.data())
def test_waivers_cover_what_they_name_and_change_nothing_else(data: st.DataObject) -> None:
    subject = data.draw(assessed())
    body = data.draw(policies(subject[0]))
    before = held(model(subject[0], body), subject)
    failed = before.of(Outcome.FAILED)
    assume(failed)
    chosen = data.draw(st.sampled_from(failed))
    days = data.draw(st.integers(-1, 1))
    until = (build.DAY + timedelta(days=days)).isoformat()
    one = {"rule": chosen.rule, "where": chosen.where, "until": until, "reason": "r", "approved_by": "b"}
    after = held(model(subject[0], body | {"waivers": [one]}), subject)
    checks = [check for check in after.checks if check.rule != "waivers"]
    assert [
        check._replace(outcome=Outcome.FAILED, waiver=None) for check in checks if check.outcome is Outcome.WAIVED
    ] == [check for check, now in zip(before.checks, checks, strict=True) if now.outcome is Outcome.WAIVED]
    covered = next(now for was, now in zip(before.checks, checks, strict=True) if was is chosen or was == chosen)
    assert covered.outcome is (Outcome.WAIVED if days >= 0 else Outcome.FAILED)
    assert after.passed() == (before.counts[Outcome.FAILED] == after.counts[Outcome.WAIVED] and days >= 0)


@few
@given(assessed())
def test_a_ratchet_passes_what_it_was_made_from(subject: Assessed) -> None:
    standard, answers, card, _ = subject
    assume(card.overall.numbers.score is not None)
    document, problems = parse(ratchet(card, standard, answers).encode(), "policy.yaml")
    assert document is not None
    assert problems == []
    result = held(model(standard, document.data), subject)
    assert result.passed(strict=True), [check for check in result.checks if check.outcome is not Outcome.PASSED]


fractions = st.fractions(min_value=0, max_value=9, max_denominator=10_000)


@given(fractions, fractions)
def test_what_is_not_reached_never_looks_reached(value: Fraction, limit: Fraction) -> None:
    text = limit_text(limit)
    found = floor_found(value, limit, text)
    if value < limit:
        assert found == f"just under {text}" or Fraction(found) < limit
    else:
        assert not found.startswith("just")
    over = ceiling_found(value, limit)
    assert over.startswith("just over") or (Fraction(over) > limit) or value <= limit


@given(fractions)
def test_a_limit_is_written_exactly(limit: Fraction) -> None:
    assert Fraction(limit_text(limit)) == limit


@few
@given(pairs())
def test_the_gate_and_the_diff_agree_on_what_fell(sides: tuple[Side, Side]) -> None:
    """`diff --fail-on-regression` and `no_regression` at tolerance 0, as claimed, and under all three together."""
    old, new = sides
    compared = compare(old, new)
    card = assess(new.standard, new.answers, new.valid, new.as_of)
    report = EvidenceReport(new.valid, ())
    failed: dict[str, set[str]] = {}
    for assurance in ("claimed", "evidenced", "verified"):
        policy = model(new.standard, NO_FALL | {"assurance": assurance})
        checks = evaluate(policy, new.standard, new.answers, card, report, compared).of(Outcome.FAILED)
        failed[assurance] = {check.where for check in checks if check.rule == "no_regression"}
    fallen = compared.regressions
    assert failed["claimed"] == {each.reference for each in fallen if each.dropped or each.claimed.fell}
    assert set().union(*failed.values()) == {each.reference for each in fallen}
