"""One check of a gate in words.

In: a `Check`, and where the policy asks for it. Out: text; nothing is cut or escaped yet but the list of reasons.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from btm_cli.gate.result import Check, Outcome

if TYPE_CHECKING:
    from btm_cli.diagnostics import Location
    from btm_cli.gate.result import Reason

REASONS_SHOWN = 5
NOUNS = {
    "not_applicable": "n/a of",
    "no_regression": "no regression of",
    "target_by": "target of",
    "waivers": "waiver for",
}
"""What a message calls a rule; others by their own name and "of"."""


def subject_of(check: Check) -> str:
    """What was checked, such as "level of asset-rationalization"."""
    return f"{NOUNS.get(check.rule, f'{check.rule} of')} {check.where}"


def message(check: Check) -> str:
    """The check in one sentence: what, expected, found."""
    waived = "waived: " if check.outcome is Outcome.WAIVED else ""
    note = f" ({check.note})" if check.note else ""
    return f"{waived}{subject_of(check)}: expected {check.expected}, found {check.found}{note}"


def hint(check: Check, rule_place: Location) -> str:
    """Why, who waived it, and where the policy asks for it."""
    parts = []
    if check.why:
        parts.append("why: " + "; ".join(reasons(check.why)))
    parts += filter(None, [waiver_text(check)])
    if check.path is not None:
        parts.append(f"required at {place_text(rule_place)}")
    return ". ".join(parts)


def reasons(why: Iterable[Reason], most: int = REASONS_SHOWN) -> list[str]:
    """The first reasons, and how many more there are."""
    said = [f"{reason.reference} {reason.text}" for reason in why]
    return said[:most] + ([f"and {len(said) - most} more"] if len(said) > most else [])


def waiver_text(check: Check) -> str:
    """Until when and by whom a failure is or was waived; "" without a waiver."""
    waiver = check.waiver
    if waiver is None:
        return ""
    verb = "waived until" if check.outcome is Outcome.WAIVED else "waiver until"
    return f"{verb} {waiver.until.isoformat()} by {waiver.approved_by}: {waiver.reason}"


def place_text(place: Location) -> str:
    """`file:line:column`."""
    return f"{place.file}:{place.line}:{place.column}"
