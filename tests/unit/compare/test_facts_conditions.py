"""What two editions ask for a state, side by side: the expected conditions are those of the changelog of 1.1."""

from __future__ import annotations

from fractions import Fraction

from btm_cli.compare.comparison import Condition
from btm_cli.compare.facts import conditions_between
from btm_cli.standard.bundled import load_bundled
from btm_cli.standard.model import Ask


def test_edition_1_1_asks_for_more_than_a_score_and_begins_convergence_earlier() -> None:
    old, new = load_bundled("1.0"), load_bundled()
    assert conditions_between(old, new) == (
        Condition("synchronization", "asks", "", "foresight at 3, 4: 7/10; readiness at 3, 4: 7/10"),
        Condition("convergence", "asks", "", "foresight at 5: 7/10; joint at 5: 7/10; one-team at 5: 1/2"),
        Condition("convergence", "from", "5", "9/2"),
        Condition("convergence", "floor", "5", "4"),
    )
    assert conditions_between(new, old) == tuple(
        each._replace(old=each.new, new=each.old) for each in conditions_between(old, new)
    )
    assert conditions_between(new, new) == ()


def test_a_share_that_is_another_one_is_told_and_the_order_of_asks_is_not() -> None:
    standard = load_bundled()
    *lower, top = standard.states
    turned = standard._replace(states=(*lower, top._replace(asks=top.asks[::-1])))
    assert conditions_between(standard, turned) == ()
    one = top._replace(asks=(Ask("joint", (5,), Fraction(3, 5)),))
    assert conditions_between(standard, standard._replace(states=(*lower, one))) == (
        Condition(
            "convergence", "asks", "foresight at 5: 7/10; joint at 5: 7/10; one-team at 5: 1/2", "joint at 5: 3/5"
        ),
    )


def test_a_state_that_only_one_edition_has_is_no_condition_of_the_other() -> None:
    standard = load_bundled()
    fewer = standard._replace(states=standard.states[:-1])
    assert conditions_between(fewer, standard) == conditions_between(standard, fewer) == ()
