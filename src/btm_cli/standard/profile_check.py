"""What must hold inside a profile, and between it and the standard it is for.

In: a validated profile and the `Standard`. Out: problems at key paths of the profile's file. Source of the limits on
what may be left out: edition.md 6 of edition 1.1.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from fractions import Fraction

from btm_cli.diagnostics import KeyPath, Problem, Severity, short
from btm_cli.standard.criteria import cell_references, criteria_by_reference
from btm_cli.standard.model import Criterion, Standard
from btm_cli.standard.profile_schema import EVERYWHERE, ProfileFile
from btm_cli.validation import did_you_mean, unknown

MOST_LEFT_OUT = Fraction(5, 100)
"""Of all criteria: a profile that leaves out more makes another standard of it."""
MOST_OF_AN_ASK = Fraction(1, 10)
"""Of the criteria that a state's ask counts."""


def check_profile(profile: ProfileFile, standard: Standard, stem: str) -> Iterator[Problem]:
    """The file is named after its id, is for this edition, and names and leaves out only what it may."""
    if profile.id != stem:
        yield Problem("wrong-value", f"`{short(profile.id)}` must be the file's name, `{short(stem)}`", ("id",))
    made_for = profile.for_standard
    if made_for.id != standard.id or standard.edition not in made_for.editions:
        editions = " or ".join(f"{made_for.id} {edition}" for edition in made_for.editions)
        hint = "read it against this edition, then name it in `editions`"
        yield Problem(
            "edition-differs", f"this profile is for {editions}, not {standard.name}", ("for_standard",), hint
        )
        return
    criteria = criteria_by_reference(standard)
    yield from _references(profile.wording, criteria, "wording")
    yield from _references(profile.evidence, criteria, "evidence", EVERYWHERE)
    yield from _references(profile.not_applicable, criteria, "not_applicable")
    yield from _group(profile, standard)
    yield from _bodies(profile, standard)
    yield from _left_out(profile.not_applicable.keys() & criteria.keys(), criteria, standard)


def _references(names: Iterable[str], known: Collection[str], key: str, besides: str = "") -> Iterator[Problem]:
    for name in names:
        if name != besides:
            code, hint = "unknown-reference", "write capability/dimension/criterion"
            yield from unknown(code, "criterion", name, known, (key, name), otherwise=hint, at_key=True)


def _group(profile: ProfileFile, standard: Standard) -> Iterator[Problem]:
    known = [*standard.capabilities, *cell_references(standard)]
    code, hint = "unknown-reference", "write a capability, or capability/dimension"
    for index, name in enumerate(profile.answered_by_group):
        where: KeyPath = ("answered_by_group", index)
        yield from unknown(code, "capability or cell", name, known, where, otherwise=hint)


def _bodies(profile: ProfileFile, standard: Standard) -> Iterator[Problem]:
    known = {body.name for capability in standard.capabilities.values() for body in capability.bodies}
    seen: set[str] = set()
    for number, body in enumerate(profile.bodies):
        for index, name in enumerate(body.carries):
            where: KeyPath = ("bodies", number, "carries", index)
            if name not in known:
                hint = did_you_mean(name, known) or "bodies are named as the standard's capabilities name them"
                yield Problem("unknown-reference", f"the standard has no body `{short(name)}`", where, hint=hint)
            if name in seen:
                message = f"`{short(name)}` is carried twice"
                hint = "one body may be carried once; the first is taken"
                yield Problem("carried-twice", message, where, hint, Severity.WARNING)
            seen.add(name)


def _left_out(names: Collection[str], criteria: dict[str, Criterion], standard: Standard) -> Iterator[Problem]:
    """At most a twentieth of all, at most a tenth of what an ask counts, and no level of a cell as a whole."""
    where: KeyPath = ("not_applicable",)

    def too_much(message: str, *place: str) -> Problem:
        hint = "leave fewer criteria out: a profile reads the standard, it does not shorten it"
        return Problem("profile-leaves-out-too-much", message, (*where, *place), hint=hint, at_key=True)

    if len(names) > MOST_LEFT_OUT * len(criteria):
        yield too_much(f"{len(names)} of {len(criteria)} criteria are left out; at most 5 % may be")
    for state in standard.states:
        for ask in state.asks:
            counted = {name for name, one in criteria.items() if ask.theme in one.themes and one.level in ask.levels}
            gone = len(counted & set(names))
            if gone > MOST_OF_AN_ASK * len(counted):
                levels = ", ".join(map(str, ask.levels))
                asked = f"{len(counted)} criteria of `{short(ask.theme)}` at {levels} that {state.name} asks for"
                yield too_much(f"{gone} of the {asked} are left out; at most one in ten may be")
    levels_left = {(name.rpartition("/")[0], one.level) for name, one in criteria.items() if name not in names}
    for name in sorted(names):
        cell, level = name.rpartition("/")[0], criteria[name].level
        if (cell, level) not in levels_left:
            yield too_much(f"no criterion of {cell} at level {level} is left", name)
