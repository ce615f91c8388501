"""One check of a gate in words.

In: a `Check`, and where the policy asks for it. Out: text; nothing is cut or escaped yet but the list of reasons.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from btm_cli.gate.result import Check, Outcome
from btm_cli.render.document.words import words

if TYPE_CHECKING:
    from btm_cli.diagnostics import Location
    from btm_cli.gate.policy import Waiver
    from btm_cli.gate.result import Reason
    from btm_cli.render.document.labels import Labels

REASONS_SHOWN = 5
NAMED = ("not_applicable", "no_regression", "target_by", "waivers")
"""Rules that a message calls by other words than their own."""


def subject_of(check: Check, labels: Labels | None = None) -> str:
    """What was checked, such as "level of asset-rationalization"; with `labels` by the name of the place."""
    where = labels.place(check.where) if labels is not None else check.where
    return words(f"gate.subject.{check.rule if check.rule in NAMED else 'other'}", rule=check.rule, where=where)


def found(check: Check) -> str:
    """What was found, with the note on it."""
    return words("gate.noted", found=check.found, note=check.note) if check.note else check.found


def message(check: Check) -> str:
    """The check in one sentence: what, expected, found."""
    key = "gate.message-waived" if check.outcome is Outcome.WAIVED else "gate.message"
    return words(key, subject=subject_of(check), expected=check.expected, found=found(check))


def hint(check: Check, rule_place: Location) -> str:
    """Why, who waived it, and where the policy asks for it."""
    parts = [words("gate.why", reasons="; ".join(reasons(check.why)))] if check.why else []
    parts += filter(None, [waiver_text(check)])
    if check.path is not None:
        parts.append(words("gate.required", place=place_text(rule_place)))
    return ". ".join(parts)


def reasons(why: Iterable[Reason], most: int = REASONS_SHOWN, labels: Labels | None = None) -> list[str]:
    """The first reasons, and how many more there are; with `labels` by the names of their places."""
    place = labels.place if labels is not None else str
    said = [f"{place(reason.reference)} {reason.text}" for reason in why]
    return said[:most] + ([words("gate.more-reasons", n=len(said) - most)] if len(said) > most else [])


def waiver_text(check: Check) -> str:
    """Until when and by whom a failure is or was waived; "" without a waiver."""
    if check.waiver is None:
        return ""
    return words("gate.waived" if check.outcome is Outcome.WAIVED else "gate.waiver", **terms(check.waiver))


def terms(waiver: Waiver) -> dict[str, str]:
    """Until when, by whom, why: the values of a text about a waiver."""
    return {"until": waiver.until.isoformat(), "by": waiver.approved_by, "reason": waiver.reason}


def place_text(place: Location) -> str:
    """`file:line:column`."""
    return f"{place.file}:{place.line}:{place.column}"
