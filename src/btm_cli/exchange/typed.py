"""What somebody typed into a cell, as the value an answers file would hold.

In: a cell's value and what belongs there. Out: the value, or `NotUnderstood` with words for people: nothing is guessed
where it could mean two things. What only the standard's own checks can judge (a key, a path) passes as text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date as Day
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from btm_cli.answers.model import NOT_APPLICABLE, UNKNOWN
from btm_cli.diagnostics import short
from btm_cli.exchange.readings import days_in, numbers_in
from btm_cli.exchange.tables import Broken, Formula, Value
from btm_cli.exchange.text import found, split_keys
from btm_cli.standard.model import Standard
from btm_cli.validation import describe, did_you_mean, one_of

YES: Final = frozenset({"yes", "y", "x", "true", "✓", "✔"})
NO: Final = frozenset({"no", "n", "false", "-"})
CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
"""What no answers file may hold, not even escaped (see `source`)."""
_NO_RATINGS: Final = {UNKNOWN: UNKNOWN} | dict.fromkeys(
    ("n/a", "na", "n.a.", "n. a.", "n.a", "not applicable"), NOT_APPLICABLE
)
_WHOLE: Final = re.compile(r"(\d{1,40})(?:[.,](?:0|00)?)?")
_LEVEL: Final = re.compile(r"(?:level|l)?\s*(\d{1,3})(?:[.,](?:0|00)?)?(?:\s*[-–—:.]?\s*(\S.*))?", re.DOTALL)
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?")


class NotUnderstood(Exception):
    """A cell that says nothing certain; the arguments are the diagnostic's code, message and hint."""

    def __init__(self, code: str, message: str, hint: str | None = None) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message
        self.hint = hint


def is_blank(value: Value | None) -> bool:
    """Whether a cell says nothing."""
    return value is None or (isinstance(value, str) and not value.strip())


def plain(value: Value) -> str:
    """Any cell's value as text: whole numbers without a point, dates as YYYY-MM-DD. Raises NotUnderstood."""
    match value:
        case Formula():
            message = f"the formula {short(value.text)} is not run"
            raise NotUnderstood("formula-cell", message, "write its value: copy the cell and paste it as a value")
        case Broken():
            raise NotUnderstood("wrong-value", f"the cell holds the error {short(value.text)}", "write a value, or n/a")
        case bool():
            return "true" if value else "false"
        case float():
            return format(Decimal(repr(value)).normalize(), "f") if abs(value) < 1e300 else repr(value)
        case datetime():
            if (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0):
                return value.date().isoformat()
            return value.isoformat(" ")
        case Day():
            return value.isoformat()
        case time() | timedelta():
            hint = "format the cell as text and type it again"
            raise NotUnderstood("wrong-type", f"the spreadsheet made the time {value} of what was typed", hint)
    said = found(value) if isinstance(value, str) else str(value)
    control = CONTROL.search(said)
    if control:
        message = f"the character U+{ord(control.group()):04X} is not allowed in an answers file"
        raise NotUnderstood("control-character", message, "delete it")
    return said


def text(value: Value) -> str:
    """Free text. A cell that the spreadsheet turned into a date or a truth value no longer says what was typed."""
    if isinstance(value, Day | bool):
        kind = "a date" if isinstance(value, Day) else "true or false"
        hint = "format the cell as text and type it again"
        raise NotUnderstood("wrong-type", f"text belongs here, and the spreadsheet made {kind} of it", hint)
    return plain(value)


def rating(value: Value, standard: Standard) -> str:
    """A word of the rating scale, or n/a: in any case, its first letter or another beginning where that is plain.

    `unknown`, for what was asked and is not known, is always written out.
    """
    said = plain(value)
    word = " ".join(said.casefold().split())
    scale = list(standard.rating_scale)
    folded = {name.casefold(): name for name in scale}
    if word in folded:
        return folded[word]
    if word in _NO_RATINGS:
        return _NO_RATINGS[word]
    begun = [name for name in scale if name.casefold().startswith(word)]
    if len(begun) == 1:
        return begun[0]
    words = [*scale, NOT_APPLICABLE, UNKNOWN]
    hint = did_you_mean(word, words) or f"one of {one_of(words)}"
    raise NotUnderstood("unknown-rating", f"`{short(said)}` is not a rating", hint)


def level_or_word(value: Value, standard: Standard) -> int | str:
    """A level, n/a, or `unknown`."""
    word = " ".join(value.casefold().split()) if isinstance(value, str) else ""
    return _NO_RATINGS[word] if word in _NO_RATINGS else level(value, standard)


def level_of_all(value: Value, standard: Standard) -> int | str:
    """A level, or n/a, for a whole capability: what is not known is said of its cells."""
    said = level_or_word(value, standard)
    if said == UNKNOWN:
        raise NotUnderstood("not-a-level", f"a whole capability can't be `{UNKNOWN}`", "say it of its cells")
    return said


def level(value: Value, standard: Standard) -> int:
    """A maturity level: its number as number or text, "Level 3", its name, or both."""
    said = plain(value)
    names = {one.name.casefold(): one.level for one in standard.levels}
    word = " ".join(said.casefold().split())
    if word in names:
        return names[word]
    match = _LEVEL.fullmatch(word)
    if match and not isinstance(value, bool) and (match[2] is None or names.get(match[2]) == int(match[1])):
        return int(match[1])
    hint = f"one of {one_of(str(one.level) for one in standard.levels)}, n/a or {UNKNOWN}"
    raise NotUnderstood("not-a-level", f"`{short(said)}` is not a maturity level", hint)


def whole(value: Value) -> int:
    """A whole number."""
    said = plain(value)
    match = _WHOLE.fullmatch(said.strip())
    if match and match[1].isascii() and not isinstance(value, bool | Day):
        return int(match[1])
    raise NotUnderstood("wrong-type", f"`{short(said)}` is not a plain whole number")


def number(value: Value) -> int | Decimal | str:
    """A number, exact as typed, whichever sign stands before its decimals; what is none stays text for the checks.

    In: a cell's value, with what the file's form and the column settle already settled (`settling`).
    """
    if isinstance(value, Day):
        hint = "a ratio such as 1/3 becomes a date in a spreadsheet: format the cell as text and type it again"
        raise NotUnderstood("not-a-number", f"`{plain(value)}` is a date, not a number", hint)
    said = plain(value).strip()
    found = numbers_in(said) if isinstance(value, str) else []
    if len(found) > 1:
        first, second = (one.value for one in found)
        hint = f"write {first.rstrip('0').rstrip('.')} or {second}, as it is meant"
        raise NotUnderstood("ambiguous-number", f"`{short(said)}` can be {first} or {second}", hint)
    said = found[0].value if found else said
    match = _NUMBER.fullmatch(said)
    if not match:
        return said
    return Decimal(said) if match[1] else int(said)


def day(value: Value) -> str:
    """A date as YYYY-MM-DD: a date cell, or a text that can mean one day only.

    In: a cell's value, with what the column settles already settled (`settling`).
    """
    said = plain(value).strip()
    found = days_in(said) if not isinstance(value, int | float) else []
    if len(found) == 1:
        return found[0].value
    if found:
        days = " or ".join(one.value for one in found)
        raise NotUnderstood("ambiguous-date", f"`{short(said)}` can be {days}", "write it as YYYY-MM-DD")
    hint = "dates are YYYY-MM-DD, such as 2026-11-20, or cells formatted as dates"
    raise NotUnderstood("not-a-date", f"`{short(said)}` is not a date", hint)


def yes(value: Value) -> bool:
    """Yes or no."""
    word = plain(value).strip().casefold()
    if word in YES or value == 1:
        return True
    if word in NO or value == 0:
        return False
    raise NotUnderstood("wrong-value", f"`{short(word)}` is neither yes nor no", "write yes, or leave it empty")


def keys(value: Value) -> list[str]:
    """Evidence keys in one cell, each once."""
    try:
        return list(dict.fromkeys(split_keys(text(value))))
    except ValueError:
        hint = 'write keys apart by commas; a key with a comma in double quotes: charter, "minutes, June"'
        raise NotUnderstood("wrong-value", f"{describe(plain(value))} is no list of evidence keys", hint) from None


def aim(value: Value, standard: Standard) -> int | str:
    """A level, or the id of a state."""
    said = plain(value)
    word = " ".join(said.casefold().split())
    for state in standard.states:
        if word in (state.id.casefold(), state.name.casefold()):
            return state.id
    try:
        return level(value, standard)
    except NotUnderstood:
        words: Iterable[Any] = [*(state.id for state in standard.states), *(one.level for one in standard.levels)]
        names = [str(word) for word in words]
        hint = did_you_mean(word, names) or f"one of {one_of(names)}"
        raise NotUnderstood("unknown-state", f"`{short(said)}` is neither a state nor a level", hint) from None
