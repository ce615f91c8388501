"""A request for evidence, `btm-evidence-request/1`: one list for each who can give it, as a page, as data and as rows.

In: what to ask for, the `Standard`, the enterprise and the day. Out: blocks, plain data, rows. Where no owner is named
an area asks its own audience.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Literal, NamedTuple

from typing_extensions import TypedDict

from btm_cli.planning.proof import AskedFor
from btm_cli.render.document.blocks import Block, Heading, Paragraph, Table
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words
from btm_cli.render.wire.columns import columns
from btm_cli.render.wire.rows import Layout, Rows, by_standard
from btm_cli.render.wire.types import Day, record
from btm_cli.standard.model import Standard


class Request(NamedTuple):
    """What is asked of whom, for which enterprise, as of which day."""

    asked: Sequence[AskedFor]
    standard: Standard
    file: str
    enterprise: str
    as_of: date


@record
class AskedWire(TypedDict):
    """One thing to ask for. `profile` is null where the standard itself names it."""

    reference: str
    level: int
    claim: str
    kind: str
    evidence: str
    profile: str | None
    instead_of: list[str]
    """Keys that the answer cites and that do not hold."""


@record
class RequestListWire(TypedDict):
    """What is asked of one owner; where nobody is named, of an area."""

    owner: str | None
    area: str | None
    ask: list[AskedWire]


@record
class RequestWire(TypedDict):
    """What `btm evidence request --format json` writes."""

    schema: Literal["btm-evidence-request/1"]
    file: str
    enterprise: str
    as_of: Day
    lists: list[RequestListWire]


def lists_of(request: Request) -> dict[tuple[str | None, str | None], list[AskedFor]]:
    """By owner and, where nobody is named, by area: in the order of the standard, owners before areas."""
    found: dict[tuple[str | None, str | None], list[AskedFor]] = {}
    for each in sorted(request.asked, key=lambda each: each.owner is None):
        found.setdefault((each.owner, each.area if each.owner is None else None), []).append(each)
    return found


def title_of(owner: str | None, area: str | None, standard: Standard) -> str:
    """Whom a list is for."""
    if owner is not None:
        return owner
    found = standard.area(area or "")
    who = ", ".join(found.audience)
    return words("files.request.nobody", area=found.name, who=who) if who else found.name


def request_page(request: Request) -> Iterator[Block]:
    """One section a list, its claims in order, each with what would show it by kind."""
    labels = Labels(request.standard)
    yield Heading(words("files.request.title", enterprise=request.enterprise))
    count = len({each.reference for each in request.asked})
    yield Paragraph(words("files.request.about", n=count, day=request.as_of.isoformat()))
    heads = tuple(words(f"files.request.{name}") for name in ("place", "claim", "what", "kind"))
    for (owner, area), asked in lists_of(request).items():
        yield Heading(title_of(owner, area, request.standard), 2)
        yield Table(heads, tuple(_rows(asked, request.standard, labels)))


def _rows(asked: Sequence[AskedFor], standard: Standard, labels: Labels) -> Iterator[tuple[str, ...]]:
    """A row a thing to ask for; place and claim stand once."""
    for _, things in groupby(asked, key=lambda each: each.reference):
        for number, each in enumerate(things):
            place = "" if number else labels.place(each.reference)
            claim = "" if number else each.criterion.claim
            yield place, claim, text_of(each), kind_of(each, standard)


def text_of(each: AskedFor) -> str:
    """What to ask for, and by which reading, and what it stands in for."""
    text = each.text if each.profile is None else words("files.request.read", text=each.text, profile=each.profile)
    return words("files.request.instead", text=text, keys=", ".join(each.instead_of)) if each.instead_of else text


def kind_of(each: AskedFor, standard: Standard) -> str:
    """The kind of evidence by its name."""
    return next((kind.name for kind in standard.evidence_kinds if kind.id == each.kind), each.kind)


def request_data(request: Request) -> RequestWire:
    """The same, whole."""
    return {
        "schema": "btm-evidence-request/1",
        "file": request.file,
        "enterprise": request.enterprise,
        "as_of": request.as_of.isoformat(),
        "lists": [
            {"owner": owner, "area": area, "ask": [_asked(each) for each in asked]}
            for (owner, area), asked in lists_of(request).items()
        ],
    }


def _asked(each: AskedFor) -> AskedWire:
    return {
        "reference": each.reference,
        "level": each.level,
        "claim": each.criterion.claim,
        "kind": each.kind,
        "evidence": each.text,
        "profile": each.profile,
        "instead_of": list(each.instead_of),
    }


REQUEST = Layout(
    "btm-evidence-asked/1",
    "evidence request",
    columns(
        "file",
        "enterprise",
        "as_of",
        "owner",
        "area",
        "capability",
        "dimension",
        "reference",
        "criterion_level",
        "claim",
        "proof_kind",
        "proof_item",
        "profile",
        "instead_of",
    ),
)


def request_rows(request: Request) -> Rows:
    """A row a thing to ask for."""
    subject = (request.file, request.enterprise, request.as_of)
    return Rows(
        REQUEST,
        (
            (
                *subject,
                owner,
                each.area,
                each.capability,
                each.dimension,
                each.reference,
                each.level,
                each.criterion.claim,
                each.kind or None,
                each.text,
                each.profile,
                each.instead_of,
            )
            for (owner, _), asked in lists_of(request).items()
            for each in asked
        ),
        (by_standard(request.standard),),
    )


def request_book(request: Request) -> bytes:
    """A sheet a list, to be passed on; the last column is left free for where it lies."""
    from btm_cli.exchange.plain_book import Sheet, write_sheets

    standard, labels = request.standard, Labels(request.standard)
    heads = (("place", 28), ("claim", 46), ("what", 36), ("kind", 20), ("where", 24))
    columns = tuple((words(f"files.request.{name}"), width) for name, width in heads)
    return write_sheets(
        [
            Sheet(title_of(owner, area, standard), columns, [_line(each, standard, labels) for each in asked])
            for (owner, area), asked in lists_of(request).items()
        ]
    )


def _line(each: AskedFor, standard: Standard, labels: Labels) -> tuple[str, ...]:
    return labels.place(each.reference), each.criterion.claim, text_of(each), kind_of(each, standard), ""
