"""The policy file as pydantic models, key for key as `formats.md` has it.

In: parsed YAML. Out: `PolicyFile`, whose JSON Schema editors use, and what in it names something the standard does
not have, or a person by letters that can't be seen.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Discriminator, Field, StrictBool, StrictInt, Tag

from btm_cli.answers.names import Spellings
from btm_cli.diagnostics import KeyPath, Problem
from btm_cli.fields import Date, FileModel, Id, LevelNumber, ListOf, Number, NumberFromZero, Share, Text
from btm_cli.scoring.ratings import AssuranceName
from btm_cli.standard.model import Standard
from btm_cli.validation import unknown

EVERY_CAPABILITY = "every-capability"
OVERALL = "overall"


class EvidenceRule(FileModel):
    """From which level on answers need evidence, and how old it may be."""

    from_level: LevelNumber
    max_age_days: Annotated[StrictInt, Field(ge=0)] | None = None


class VerificationRule(FileModel):
    """From which level on someone else than the answerer must have verified."""

    from_level: LevelNumber


class NotApplicableRule(FileModel):
    """How much may be left out, as a share of all criteria, and whether someone must have approved it.

    `profiles` are those whose n/a needs no approval, where the profile lists exactly that criterion; of all that is n/a
    by any profile at most `profile_max_share` may be so. `no_case_max_share` is about answers for a window without a
    case; where it is not said, `max_share` holds for them as well.
    """

    max_share: Share | None = None
    approved: StrictBool = False
    profiles: ListOf[Id] = ()
    profile_max_share: Share | None = None
    no_case_max_share: Share | None = None


class RegressionRule(FileModel):
    """How far a cell may fall against the baseline."""

    tolerance: NumberFromZero


def _scope_kind(value: object) -> str:
    return "[entry]" if isinstance(value, list) else "[word]"


class Requirements(FileModel):
    """What must hold. Names are areas, capabilities, cells, `overall`; for levels also `every-capability`.

    `scope` and `depth` hold without being written: all of the standard, in full.
    """

    score: dict[Text, Number] = Field(default={})
    level: dict[Text, LevelNumber] = Field(default={})
    state: Id | None = None
    scope: Annotated[
        Annotated[Literal["all"], Tag("[word]")] | Annotated[list[Id], Tag("[entry]")], Discriminator(_scope_kind)
    ] = "all"
    depth: Literal["core", "full"] = "full"
    settled: Share | None = None
    coverage: Share | None = None
    evidence: EvidenceRule | None = None
    verification: VerificationRule | None = None
    not_applicable: NotApplicableRule | None = None
    no_regression: RegressionRule | None = None
    target_by: dict[Date, dict[Text, Number]] = Field(default={})


class Waiver(FileModel):
    """A failure that is accepted until a date (that day included), by someone, for a reason.

    `rule` is a key of `require`; `where` is the place the failure names, a criterion too. For evidence, verification,
    not_applicable and no_regression it covers what lies below it.
    """

    rule: Text
    where: Text
    until: Date
    reason: Text
    approved_by: Text


class PolicyFile(FileModel):
    """A policy for `btm check`."""

    schema_: Text | None = Field(default=None, alias="$schema")
    policy: Literal[1]
    assurance: AssuranceName = "claimed"
    require: Requirements
    allow_provisional: StrictBool = False
    waivers: list[Waiver] = Field(default=[])


def check_policy(policy: PolicyFile, standard: Standard) -> Iterator[Problem]:
    """Names that `standard` does not have, and what is odd about names of people."""
    rules = policy.require
    yield from _names(rules.score, ("require", "score"), standard, {OVERALL})
    yield from _names(rules.level, ("require", "level"), standard, {OVERALL, EVERY_CAPABILITY})
    for day, floors in rules.target_by.items():
        yield from _names(floors, ("require", "target_by", str(day)), standard, {OVERALL})
    yield from _ranges(rules, standard)
    capabilities = [*(area.id for area in standard.areas), *standard.capabilities]
    for index, name in enumerate(rules.scope if rules.scope != "all" else ()):
        path: KeyPath = ("require", "scope", index)
        yield from unknown("unknown-reference", "area or capability", name, capabilities, path)
    for index, name in enumerate(rules.not_applicable.profiles if rules.not_applicable else ()):
        path = ("require", "not_applicable", "profiles", index)
        yield from unknown("unknown-profile", "profile", name, standard.profiles, path)
    if rules.state is not None:
        states = [state.id for state in standard.states]
        yield from unknown("unknown-state", "state", rules.state, states, ("require", "state"))
    spellings = Spellings()
    for index, waiver in enumerate(policy.waivers):
        yield from spellings.check(waiver.approved_by, ("waivers", index, "approved_by"))
    kinds = list(Requirements.model_fields)
    for index, waiver in enumerate(policy.waivers):
        yield from unknown("unknown-reference", "rule", waiver.rule, kinds, ("waivers", index, "rule"))
        if not _is_criterion(waiver.where, standard):
            special = {OVERALL, EVERY_CAPABILITY}
            yield from _names([waiver.where], ("waivers", index, "where"), standard, special, key=False)


def _is_criterion(reference: str, standard: Standard) -> bool:
    """Whether a waiver names a single criterion, in full."""
    capability, _, rest = reference.partition("/")
    dimension, _, criterion = rest.partition("/")
    if capability not in standard.capabilities:
        return False
    cell = standard.cell(capability, dimension)
    return cell is not None and criterion in (each.id for each in cell.all_criteria())


def _ranges(rules: Requirements, standard: Standard) -> Iterator[Problem]:
    """Levels and scores that no answers file could have under `standard`."""
    wanted: list[tuple[str, int | Fraction, KeyPath]] = [
        *(("level", level, ("require", "level", name)) for name, level in rules.level.items()),
        *(("score", score, ("require", "score", name)) for name, score in rules.score.items()),
        *(
            ("score", score, ("require", "target_by", str(day), name))
            for day, floors in rules.target_by.items()
            for name, score in floors.items()
        ),
    ]
    for key, rule in (("evidence", rules.evidence), ("verification", rules.verification)):
        if rule is not None:
            wanted.append(("level", rule.from_level, ("require", key, "from_level")))
    for kind, value, path in wanted:
        if not standard.base <= value <= standard.top:
            message = f"{kind} {value} is out of range: {kind}s run from {standard.base} to {standard.top}"
            yield Problem("level-out-of-range", message, path)


def _names(
    names: Mapping[str, object] | list[str], path: KeyPath, standard: Standard, special: set[str], key: bool = True
) -> Iterator[Problem]:
    known = [*(area.id for area in standard.areas), *standard.capabilities, *sorted(special)]
    cells = [f"{capability}/{one.id}" for capability in standard.capabilities for one in standard.dimensions]
    for name in names:
        among, where = cells if "/" in name else known, (*path, name) if key else path
        yield from unknown("unknown-reference", "area, capability or cell", name, among, where, at_key=key)
