"""An explanation's output contract, `btm-explanation/1`: its records, and what fills them.

In: a reference, its standard and perhaps its account; or the page of a code. Out: plain data in fixed key order.
"""

from typing import Literal

from typing_extensions import TypedDict

from btm_cli.render.explain import above_wire as above
from btm_cli.render.explain import cell_wire as cell
from btm_cli.render.explain.beside import Beside, BesideWire, beside_data
from btm_cli.render.explain.words import WordExplanationWire
from btm_cli.render.wire import entries, frame_entries
from btm_cli.render.wire.card import ExtentWire, StandardWire, WhoWire, extent_data, who_data
from btm_cli.render.wire.code_page import CodePage
from btm_cli.render.wire.types import Day, record
from btm_cli.scoring import explanation_accounts as accounts
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Standard
from btm_cli.standard.references import Named, cell_of, criterion_of

AccountWire = (
    cell.CriterionInCellWire
    | cell.CellAccountWire
    | above.CapabilityAccountWire
    | above.OverallAccountWire
    | above.RolledUpWire
    | above.StateInWholeWire
    | above.ThemeAccountWire
    | above.PartsWire
)


class AssessmentWire(WhoWire, ExtentWire):
    """How it came about in one assessment."""

    as_of: Day
    account: AccountWire


class AreaWeightWire(TypedDict):
    """What an area weighs in the whole."""

    id: str
    name: str
    weight: str


class OverallMeaningWire(TypedDict):
    """What the whole is made of."""

    areas: list[AreaWeightWire]


MeaningWire = (
    OverallMeaningWire
    | entries.AreaEntryWire
    | frame_entries.StateEntryWire
    | frame_entries.ThemeEntryWire
    | frame_entries.TermEntryWire
    | frame_entries.RatingEntryWire
    | frame_entries.EffortEntryWire
    | entries.LevelEntryWire
    | entries.DimensionEntryWire
    | entries.CapabilityEntryWire
    | entries.CellEntryWire
    | entries.CriterionEntryWire
)


@record
class ReferenceExplanationWire(TypedDict):
    """What a reference means; `assessment` is null without answers."""

    schema: Literal["btm-explanation/1"]
    kind: str
    reference: str
    standard: StandardWire
    meaning: MeaningWire
    assessment: AssessmentWire | None
    beside: BesideWire


@record
class CodeExplanationWire(TypedDict):
    """What a diagnostic code means, a file that has the problem, and what to do about it."""

    schema: Literal["btm-explanation/1"]
    kind: Literal["code"]
    reference: str
    summary: str
    example: list[str]
    what_to_do: str


ExplanationWire = CodeExplanationWire | WordExplanationWire | ReferenceExplanationWire
"""What `btm explain --format json` writes."""


def explain_data(
    named: Named,
    standard: Standard,
    account: accounts.Account | None = None,
    card: Scorecard | None = None,
    found: Beside | None = None,
) -> ReferenceExplanationWire:
    """What `named` means and what stands beside it; with an account of it and its scorecard, also how it was scored."""
    assessment: AssessmentWire | None = None
    if account is not None and card is not None:
        assessment = {
            **who_data(card),
            **extent_data(card),
            "as_of": card.as_of.isoformat(),
            "account": _account(account),
        }
    return {
        "schema": "btm-explanation/1",
        "kind": named.kind,
        "reference": named.id,
        "standard": {"id": standard.id, "edition": standard.edition, "digest": standard.digest},
        "meaning": _meaning(named, standard),
        "assessment": assessment,
        "beside": beside_data(found or Beside()),
    }


def code_data(found: CodePage) -> CodeExplanationWire:
    """The page of a code."""
    return {
        "schema": "btm-explanation/1",
        "kind": "code",
        "reference": found.code,
        "summary": found.summary,
        "example": list(found.example),
        "what_to_do": found.advice,
    }


def _meaning(named: Named, standard: Standard) -> MeaningWire:
    """What `btm standard show` says of it."""
    match named.kind:
        case "overall":
            return {
                "areas": [{"id": each.id, "name": each.name, "weight": str(each.weight)} for each in standard.areas]
            }
        case "area":
            return entries.area_entry(standard.area(named.id))
        case "state":
            return frame_entries.state_entry(standard.state(named.id), standard)
        case "theme":
            return frame_entries.theme_entry(named.id, standard)
        case "term":
            return frame_entries.term_entry(named.id, standard)
        case "rating":
            return frame_entries.rating_entry(standard)
        case "effort":
            return frame_entries.effort_entry(standard)
        case "level":
            return entries.level_entry(standard.level(int(named.id)))
        case "dimension":
            return entries.dimension_entry(standard.dimension(named.id))
        case "capability":
            return entries.capability_entry(standard.capabilities[named.id])
        case "cell":
            return entries.cell_entry(cell_of(named, standard))
    return entries.criterion_entry(criterion_of(named, standard))


def _account(account: accounts.Account) -> AccountWire:
    match account:
        case accounts.CriterionInCell():
            return cell.criterion_data(account)
        case accounts.CellAccount():
            return cell.cell_data(account)
        case accounts.CapabilityAccount():
            return above.capability_data(account)
        case accounts.AreaAccount():
            return above.rolled_up_data(account.roll_up)
        case accounts.StateInWhole():
            return above.state_data(account)
        case accounts.OverallAccount():
            return above.overall_data(account)
        case accounts.ThemeAccount():
            return above.theme_data(account)
        case _:
            return above.listing_data(account)
