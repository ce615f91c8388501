"""What every OSCAL document is made of: properties, links, parts, parties, resources, and how ids come about.

In: names and texts. Out: records of OSCAL 1.2.1 as far as btm writes them, and the forms that OSCAL asks of text.

A UUID (version 5) is made of what it is about, so that a party, a piece of evidence, a risk or a step of the plan keeps
it from quarter to quarter; a whole document's is made of all that it says. Ids in the catalog are btm's references with
dots for slashes. What OSCAL has no key for is a property in the namespace `PROPERTIES`.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Literal, NotRequired
from urllib.parse import quote

from typing_extensions import TypedDict

from btm_cli.digest import content_digest
from btm_cli.names import composed
from btm_cli.render.document.numbers import number
from btm_cli.render.wire.columns import NUMBER_NAMES
from btm_cli.scoring.scorecard import Numbers

OSCAL = "1.2.1"
PROPERTIES = "urn:btm:oscal:1"
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, PROPERTIES)
UNDATED = date(1970, 1, 1)
"""The day of a catalog that nobody gives one: a standard has no date of its own."""
CATALOG_FILE = "catalog.oscal.json"
PLAN_FILE = "assessment-plan.oscal.json"

MARKUP = re.compile(r"[\\`*\[\]<>~^|]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)|\{(?=\{)")
BEGINNING = re.compile(r"^(?:#|[-+=](?=[-+=\s]|$)|[0-9]{1,9}(?=[.)](?:\s|$)))", re.MULTILINE)
"""What OSCAL's Markdown would read as markup, anywhere and at the beginning of a line."""

Property = TypedDict(
    "Property",
    {"name": str, "ns": NotRequired[str], "value": str, "class": NotRequired[str], "group": NotRequired[str]},
)


class Link(TypedDict):
    """A pointer to an id of this document."""

    href: str
    rel: str
    text: NotRequired[str]


Part = TypedDict(
    "Part",
    {
        "id": NotRequired[str],
        "name": str,
        "ns": NotRequired[str],
        "class": NotRequired[str],
        "title": NotRequired[str],
        "props": NotRequired[list[Property]],
        "prose": NotRequired[str],
        "parts": NotRequired[list["Part"]],
        "links": NotRequired[list[Link]],
    },
)


class Role(TypedDict):
    """What somebody does in an assessment."""

    id: str
    title: str


Party = TypedDict(
    "Party",
    {"uuid": str, "type": Literal["organization"], "name": str, "member-of-organizations": NotRequired[list[str]]},
)
Responsible = TypedDict("Responsible", {"role-id": str, "party-uuids": list[str]})
Metadata = TypedDict(
    "Metadata",
    {
        "title": str,
        "last-modified": str,
        "version": str,
        "oscal-version": str,
        "props": NotRequired[list[Property]],
        "roles": NotRequired[list[Role]],
        "parties": NotRequired[list[Party]],
        "responsible-parties": NotRequired[list[Responsible]],
        "remarks": NotRequired[str],
    },
)


class Hash(TypedDict):
    """A file's digest."""

    algorithm: Literal["SHA-256"]
    value: str


RelatedLink = TypedDict("RelatedLink", {"href": str, "media-type": NotRequired[str], "hashes": NotRequired[list[Hash]]})


class Citation(TypedDict):
    """How a source is cited."""

    text: str


class Resource(TypedDict):
    """What a document points to: another document, a source, a piece of evidence."""

    uuid: str
    title: str
    description: NotRequired[str]
    props: NotRequired[list[Property]]
    citation: NotRequired[Citation]
    rlinks: NotRequired[list[RelatedLink]]


class BackMatter(TypedDict):
    """What the document points to."""

    resources: list[Resource]


class Import(TypedDict):
    """The document that this one rests on."""

    href: str
    remarks: NotRequired[str]


def uid(kind: str, *names: str) -> str:
    """The UUID of the thing of this kind that goes by these names."""
    return str(uuid.uuid5(NAMESPACE, json.dumps([kind, *names])))


def document_uid(kind: str, metadata: Metadata, document: Mapping[str, object]) -> str:
    """The UUID of a document: that of all it says, but for the day that it was written on."""
    said = {key: value for key, value in metadata.items() if key != "last-modified"}
    rest = {key: value for key, value in document.items() if key not in ("uuid", "metadata")}
    return uid(kind, content_digest([said, rest]))


def moment(day: date) -> str:
    """The beginning of a day, as OSCAL writes a time."""
    return f"{day.isoformat()}T00:00:00Z"


def token(reference: str) -> str:
    """A reference as the id of its control, objective or statement; tokens have no slashes, and no id of ours a dot."""
    return reference.replace("/", ".")


def line(text: str) -> str:
    """Text on one line, as OSCAL asks of values."""
    return " ".join(text.split()) or "-"


def markup(text: str) -> str:
    """Text where OSCAL has Markdown, each character as itself; lines begin and end without space."""
    lines = "\n".join(map(str.strip, text.splitlines()))
    return BEGINNING.sub(_begun, MARKUP.sub(r"\\\g<0>", lines))


def _begun(found: re.Match[str]) -> str:
    sign = found[0]
    return f"{sign}\\" if sign.isdigit() else f"\\{sign}"


def title(text: str) -> str:
    """Text where OSCAL has one line of Markdown."""
    return markup(line(text))


def address(text: str) -> str:
    """An address or a path, with only what an address may have; the same however its letters are typed."""
    return quote(composed(text), safe="!#$%&'()*+,/:;=?@[]~")


def prop(name: str, value: str, *, group: str | None = None, kind: str | None = None) -> Property:
    """A property of ours; those of one `group` belong together, `kind` says what sort of value it is."""
    made: Property = {"name": name, "ns": PROPERTIES, "value": line(value)}
    if kind:
        made["class"] = kind
    if group:
        made["group"] = group
    return made


def yes_or_no(name: str, value: bool) -> Property:
    """A property that is true or false."""
    return prop(name, "true" if value else "false")


def amount(name: str, value: Fraction | None, *, group: str | None = None) -> Iterator[Property]:
    """A number, rounded half up to two decimals, and beside it exactly; nothing for None."""
    if value is not None:
        yield prop(name, number(value), group=group)
        yield prop(f"{name}-exact", str(value), group=group)


def numbers_of(numbers: Numbers, prefix: str = "", *, group: str | None = None) -> Iterator[Property]:
    """Every number of a place that exists: scores of all three assurances, levels, coverage, target, gap."""
    for column in NUMBER_NAMES:
        value, name = getattr(numbers, column), prefix + column.replace("_", "-")
        if isinstance(value, int):
            yield prop(name, str(value), group=group)
        else:
            yield from amount(name, value, group=group)


def metadata_of(name: str, version: str, day: date, props: Iterable[Property] = ()) -> Metadata:
    """What comes first in a document."""
    made: Metadata = {
        "title": title(name),
        "last-modified": moment(day),
        "version": line(version),
        "oscal-version": OSCAL,
    }
    if given := list(props):
        made["props"] = given
    return made
