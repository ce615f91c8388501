"""A population to compare with: scorecards as `btm assess` writes them, and roll-ups as `btm rollup` does.

In: paths. Out: profiles, or the problems of every file. A file is a scorecard (JSON or YAML), a list of scorecards, or
a roll-up, whose units then are the population. Keys that this version does not know are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from btm_cli.answers.model import FULL
from btm_cli.diagnostics import Diagnostic, Problem, has_errors
from btm_cli.errors import InvalidFiles
from btm_cli.fields import Text
from btm_cli.files import DiskFiles
from btm_cli.render.wire.types import Exact
from btm_cli.source import parse
from btm_cli.source.limits import MOST_PROBLEMS
from btm_cli.validation import validate_record
from btm_cli.voices.benchmark import Profile

ROLLUPS = ("btm-rollup/1", "btm-rollup/2")
"""The first form did not say what its units are about."""


class _Standard(TypedDict):
    id: Text
    edition: Text


class _Subject(TypedDict):
    enterprise: Text
    unit: Text | None
    period: Text | None
    digest: Text
    scope: NotRequired[list[Text]]
    depth: NotRequired[Text | dict[str, Text]]


class _Scorecard(TypedDict):
    """What is needed of one; the rest of it is not looked at."""

    schema: Literal["btm-scorecard/1", "btm-scorecard/2"]
    standard: _Standard
    subject: _Subject
    exact_scores: NotRequired[dict[str, Exact | None]]


class _Unit(TypedDict):
    name: Text
    enterprise: Text
    standard: Text
    period: Text | None
    digest: Text
    exact_scores: NotRequired[dict[str, Exact | None]]
    scope: NotRequired[list[Text]]
    depth: NotRequired[Text | dict[str, Text]]


class _Rollup(TypedDict):
    """What is needed of one; the rest of it is not looked at."""

    schema: Literal["btm-rollup/1", "btm-rollup/2"]
    units: list[_Unit]


def load_population(paths: Sequence[str]) -> list[Profile]:
    """Every profile of every file. Raises InvalidFiles with every problem, UnreadableFile."""
    profiles: list[Profile] = []
    problems: list[Diagnostic] = []
    for path in paths:
        document, found = parse(DiskFiles().read(path), path)
        problems += found
        if document is None or has_errors(found):
            continue
        wrong: list[Problem] = []
        profiles += _profiles(document.data, path, wrong)
        problems += [document.diagnose(problem) for problem in wrong]
    if has_errors(problems):
        raise InvalidFiles(problems)
    return profiles


def _profiles(data: Any, path: str, wrong: list[Problem]) -> Iterator[Profile]:
    if isinstance(data, dict) and data.get("schema") in ROLLUPS:
        rollup, found = validate_record(_Rollup, data)
        wrong += found
        for unit in rollup["units"] if rollup is not None else ():
            yield _profile(path, unit["name"], unit["standard"], unit, unit.get("exact_scores"))
        return
    if isinstance(data, dict) and "answers" in data:
        hint = f"write its scorecard: btm assess {path} --format json --output scorecard.json"
        wrong.append(Problem("wrong-type", "this is an answers file, not a scorecard", hint=hint))
        return
    several = isinstance(data, list)
    for place, entry in enumerate(data if several else [data]):
        card, found = validate_record(_Scorecard, entry, (place,) if several else ())
        wrong += found
        if len(wrong) >= MOST_PROBLEMS:
            return
        if card is not None:
            subject, standard = card["subject"], f"{card['standard']['id']} {card['standard']['edition']}"
            yield _profile(path, subject["unit"], standard, subject, card.get("exact_scores"))


def _profile(
    path: str, unit: str | None, standard: str, about: _Subject | _Unit, exact: Mapping[str, Exact | None] | None
) -> Profile:
    """Without scores where an older version left them rounded."""
    title = " · ".join(filter(None, (about["enterprise"], unit, about["period"])))
    scores = {name: None if one is None else Fraction(one) for name, one in (exact or {}).items()}
    scope, depth = tuple(about.get("scope", ())), about.get("depth", FULL)
    overall = scores.get("overall")
    return Profile(title, path, standard, about["digest"], overall, scores, scores, scope, depth, exact is not None)
