"""Which answers file is meant where none is named, and what is said of it.

In: what stood on the command line, the working directory and its `btm.toml`. Out: paths, oldest first; the choice is
told on standard error; whose answers a file holds and of which day, without reading them. Raises UsageProblem where
there is nothing to choose, or too much. Never chooses of several for what writes into an answers file or signs one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from btm_cli.errors import BtmError, UsageProblem
from btm_cli.files import DiskFiles
from btm_cli.intake.opened import day_of
from btm_cli.intake.places import mapping_of
from btm_cli.intake.settings import settings
from btm_cli.names import folded
from btm_cli.render.document.words import words
from btm_cli.telling import tell
from btm_cli.validation import one_of

ANSWERS = "answers.yaml"
FOLDER = "answers/*.yaml"
HERE = "*.yaml"
KEYS = ("enterprise", "unit", "assessed_on")
# As text: few runs look for files, and only they compile these.
_TOP = rb"(?m)^[\"']?([A-Za-z_$]+)[\"']?[ \t]*:"
_WHOLE = rb"\A(?:\xef\xbb\xbf)?(?:\s|#[^\n]*\n)*(?:---\s*)?\{"
"""A file that is one mapping in brackets, such as JSON: it has no lines of keys."""


def one_file(given: str | None) -> str:
    """FILE where it is given, else the newest answers file here."""
    return given if given else newest_files(1)[-1]


def newest_files(most: int) -> list[str]:
    """The newest answers files of one enterprise and unit, at most `most`, oldest first."""
    found = candidates()
    if len(found) == 1:
        return _told(found, found)
    heads = [read_head(path) for path in found]
    _refuse_several(heads)
    if unclear := [head.path for head in heads if head.day is None or head.enterprise is None]:
        raise UsageProblem(words("choose.unclear", n=len(found), file=unclear[0]), words("choose.unclear-hint"))
    ordered = sorted(heads, key=_day)
    for earlier, later in pairwise(ordered[-most - 1 :]):
        if earlier.day == later.day:
            names = f"{earlier.path}, {later.path}"
            raise UsageProblem(words("choose.tie", files=names, day=later.day), words("choose.name-one"))
    return _told([head.path for head in ordered[-most:]], found)


def all_files(given: Sequence[str] | None) -> list[str]:
    """The FILEs where any is given, else every answers file here, of one enterprise and unit, by path."""
    if given:
        return list(given)
    found = candidates()
    if len(found) > 1:
        _refuse_several([read_head(path) for path in found])
    return _told(found, found)


def only_file(given: str | None) -> str:
    """FILE where it is given, else the one answers file here: none is chosen of several for what writes."""
    if given:
        return given
    found = candidates()
    if len(found) > 1:
        raise UsageProblem(words("choose.which"), words("choose.name-one-of", files=one_of(found)))
    return _told(found, found)[0]


def candidates(*, required: bool = True) -> list[str]:
    """The answers files to choose from: the first rule that finds any.

    Raises UsageProblem where there are none, unless they are not `required`.
    """
    configured = settings().answers
    places = [*([configured] if configured is not None else []), ANSWERS, FOLDER]
    for place in places:
        found = _matching(place)
        kept = found if len(found) < 2 else [path for path in found if is_answers_file(path)]
        if kept:
            return kept
    found = [path for path in _matching(HERE) if is_answers_file(path)]
    if not found and required:
        raise UsageProblem(words("choose.none"), words("choose.init"))
    return found


def _matching(place: str) -> list[str]:
    """The files of a path or pattern, sorted."""
    from glob import glob  # only where no file is named

    return [place] if os.path.isfile(place) else sorted(filter(os.path.isfile, glob(place, recursive=True)))


def baseline_of(file: str, given: str | None) -> str | None:
    """What `file` is compared with where that is not said: what `btm.toml` says, else the newest older file of the same
    enterprise and unit that its `answers` matches; None for none. A file is never compared with itself.
    """
    if given is not None:
        return given
    configured = settings().baseline
    if configured is not None:
        return None if _same(configured, file) else configured
    older = older_files(file)
    return older[-1] if older else None


def older_files(file: str) -> list[str]:
    """The older files of the same enterprise and unit that `answers` of `btm.toml` matches, the oldest first."""
    answers = settings().answers
    if answers is None or not os.path.isfile(file):
        return []
    own = read_head(file)
    heads = [read_head(path) for path in _matching(answers) if not _same(path, file)]
    dated = [(each.day, each.path) for each in heads if each.subject == own.subject and each.day is not None]
    return [path for day, path in sorted(dated) if own.day is not None and day < own.day]


def _same(one: str, other: str) -> bool:
    return os.path.exists(one) and os.path.exists(other) and os.path.samefile(one, other)


def _day(head: Head) -> date:
    assert head.day is not None
    return head.day


def _refuse_several(heads: list[Head]) -> None:
    """Raises UsageProblem where those that name an enterprise are of several enterprises or units."""
    named = [head for head in heads if head.enterprise is not None]
    if len({head.subject for head in named}) > 1:
        listed = one_of([words("choose.file-about", file=head.path, about=head.about) for head in named])
        raise UsageProblem(words("choose.several"), words("choose.name-one-of", files=listed))


def _told(chosen: list[str], found: Sequence[str]) -> list[str]:
    """`chosen`, told to whoever watches."""
    files = one_of(chosen)
    if len(found) == 1:
        tell(words("choose.one", file=files))
    elif len(chosen) == len(found):
        tell(words("choose.all", n=len(found), files=files))
    elif len(chosen) == 1:
        tell(words("choose.newest", file=files, n=len(found)))
    else:
        tell(words("choose.newest-of", files=files, most=len(chosen), n=len(found)))
    return chosen


class Head(NamedTuple):
    """Whose answers a file holds, and of which day; None for what it does not say, or not rightly."""

    path: str
    enterprise: str | None = None
    unit: str | None = None
    day: date | None = None

    @property
    def subject(self) -> tuple[str, str]:
        """Enterprise and unit as names are compared."""
        return folded(self.enterprise or ""), folded(self.unit or "")

    @property
    def about(self) -> str:
        """Enterprise and unit for people."""
        return ", ".join(filter(None, (self.enterprise, self.unit)))


def is_answers_file(path: str) -> bool:
    """Whether the file at `path` has the two keys at its top that every answers file has."""
    raw = _raw(path)
    whole = re.match(_WHOLE, raw)
    found = set(mapping_of(raw, path)) if whole else {each[1].decode() for each in re.finditer(_TOP, raw)}
    return {"standard", "answers"} <= found


def read_head(path: str) -> Head:
    """The head of the file at `path`; empty for one that can't be read.

    The lines of its keys are cut out and read by the strict reader, so that a file of a thousand lines is as quick as
    one of ten; what is wrong with a file is for the command that reads it to say.
    """
    raw = _raw(path)
    data = mapping_of(raw if re.match(_WHOLE, raw) else b"".join(_lines(raw)), path)
    unit = data.get("unit")
    if isinstance(unit, dict):
        unit = unit.get("name")
    enterprise, name, day = (_said(said) for said in (data.get("enterprise"), unit, data.get("assessed_on")))
    return Head(path, enterprise, name, day_of(day or ""))


def _said(said: Any) -> str | None:
    return said if isinstance(said, str) and said.strip() else None


def _raw(path: str) -> bytes:
    try:
        return DiskFiles().read(path).removeprefix(b"\xef\xbb\xbf")
    except BtmError:
        return b""


def _lines(raw: bytes) -> list[bytes]:
    """The lines of the keys that matter but for the answers, each with those that belong to it."""
    tops = [(each[1].decode(), each.start()) for each in re.finditer(_TOP, raw)]
    ends = [*(start for _, start in tops), len(raw)][1:]
    return [raw[start:end] for (key, start), end in zip(tops, ends, strict=True) if key in KEYS]
