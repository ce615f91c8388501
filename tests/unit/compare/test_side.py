"""Which evidence holds in the other side's time."""

from __future__ import annotations

from datetime import date

import pytest

from btm_cli.answers.model import Evidence
from btm_cli.compare.side import elsewhere
from support import build

EARLY, LATE = date(2026, 3, 1), date(2026, 9, 1)


def entry(day: str, until: str | None = None) -> Evidence:
    return Evidence("E", date.fromisoformat(day), url="https://e", valid_until=until and date.fromisoformat(until))


def register(**entries: Evidence):
    return build.answers({}, evidence=entries)


@pytest.mark.parametrize("rules", [True, False])
def test_what_both_have_registered_holds_by_all_the_rules(rules):
    both = register(e=entry("2026-01-01"))
    by_rules = frozenset({"e"} if rules else ())
    for valid in (frozenset({"e"}), frozenset()):
        assert elsewhere(both, both, valid, by_rules, LATE) == by_rules


def test_what_was_registered_later_was_not_gained_by_waiting():
    new = register(e=entry("2026-08-01"))
    # On the old date it would be from the future: not by the rules. It is judged in its own time.
    assert elsewhere(new, register(), frozenset({"e"}), frozenset(), EARLY) == {"e"}
    assert elsewhere(new, register(), frozenset(), frozenset({"e"}), EARLY) == frozenset()


def test_what_was_dropped_from_the_register_can_still_expire():
    old = register(e=entry("2026-01-01", "2026-06-30"), f=entry("2026-01-01"))
    assert elsewhere(old, register(), frozenset({"e", "f"}), frozenset(), LATE) == {"f"}


def test_an_entry_that_was_renewed_under_its_key_is_another_one():
    old, new = register(e=entry("2026-01-01", "2026-06-30")), register(e=entry("2026-07-01", "2026-12-31"))
    assert elsewhere(old, new, frozenset({"e"}), frozenset(), LATE) == frozenset()
    assert elsewhere(new, old, frozenset({"e"}), frozenset(), EARLY) == {"e"}


def test_a_path_and_an_owner_are_the_same_in_any_normal_form():
    one = Evidence("E", EARLY, path="Gesch\u00e4ft.txt", owner="B\u00fcro")
    other = Evidence("E", EARLY, path="Gescha\u0308ft.txt", owner="BU\u0308RO")
    assert one.same(other)
    assert not one.same(other._replace(path="gescha\u0308ft.txt"))
    assert elsewhere(register(e=one), register(e=other), frozenset({"e"}), frozenset(), LATE) == frozenset()


def test_evidence_holds_on_its_last_day():
    old = register(e=entry("2026-01-01", LATE.isoformat()), f=entry("2026-01-01", LATE.replace(day=2).isoformat()))
    both = frozenset({"e", "f"})
    assert elsewhere(old, register(), both, frozenset(), LATE) == both
    assert elsewhere(old, register(), both, frozenset(), LATE.replace(day=2)) == {"f"}
