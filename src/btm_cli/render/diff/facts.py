"""How single differences between two files read.

In: `Fact`s. Out: a phrase for each, and one line for all that differ of the same thing.
"""

from __future__ import annotations

from collections.abc import Iterable

from btm_cli.compare.comparison import Fact

QUIET = ("note", "title")
"""What is long: that it changed is enough in a line."""


def phrase(fact: Fact) -> str:
    """One difference, such as "rating largely → fully", "evidence +minutes", "n/a: no subsidiaries"."""
    if isinstance(fact.old, tuple) or isinstance(fact.new, tuple):
        return _lists(fact)
    if fact.what in QUIET:
        return f"{fact.what} {'added' if fact.old is None else 'removed' if fact.new is None else 'changed'}"
    if fact.what == "sha256":
        return "file changed" if fact.old and fact.new else f"sha256 {'added' if fact.new else 'removed'}"
    if fact.what == "n/a":
        if fact.new is None:
            return "no longer n/a"
        return f"n/a: {fact.new}" if fact.old is None else f"n/a for another reason: {fact.new}"
    if fact.old is None:
        return f"{fact.what} {fact.new} (new)"
    if fact.new is None:
        return f"{fact.what} {fact.old} (no longer said)"
    return f"{fact.what} {fact.old} → {fact.new}"


def line(facts: Iterable[Fact]) -> str:
    """All that differs of one thing."""
    return "; ".join(map(phrase, facts))


def registered(facts: list[Fact]) -> str:
    """What differs of one piece of evidence: new in the register, gone from it, or how it changed."""
    title = next((fact for fact in facts if fact.what == "title"), None)
    if title is not None and title.old is None:
        until = next((f", valid until {fact.new}" for fact in facts if fact.what == "valid until"), "")
        return f"registered: {title.new}{until}"
    if title is not None and title.new is None:
        return f"no longer registered: {title.old}"
    return line(facts)


def _lists(fact: Fact) -> str:
    old, new = (_tuple(value) for value in (fact.old, fact.new))
    added = [f"+{each}" for each in new if each not in old]
    removed = [f"-{each}" for each in old if each not in new]
    return f"{fact.what} {', '.join(added + removed) or 'in another order'}"


def _tuple(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return () if value is None else (value,) if isinstance(value, str) else value
