"""A profile as a pydantic model: how a kind of enterprise reads the standard's claims.

In: parsed YAML. Out: `ProfileFile`, key for key as it is written.
"""

from typing import Annotated, Literal

from pydantic import Field

from btm_cli.fields import FileModel, Id, ListOf, Text

EVERYWHERE = "*"
"""As a reference of `evidence`: for every claim."""
SHORTEST_REASON = 20
"""Characters: fewer say nothing that an auditor could check."""


class ForStandardEntry(FileModel):
    """The standard, and those of its editions, whose references the profile uses."""

    id: Id
    editions: ListOf[Text] = Field(min_length=1)


class CarrierEntry(FileModel):
    """One body of the enterprise that does the work of several bodies of the standard."""

    name: Text
    members: Text | None = None
    may_sit: Text | None = None


class BodyEntry(FileModel):
    """Which bodies of the standard one body carries, by their names."""

    into: CarrierEntry
    carries: ListOf[Text] = Field(min_length=1)
    note: Text | None = None


class ProfileFile(FileModel):
    """`profiles/<id>.yaml`: readings beside the claims, and what does not apply with its reason.

    `terms` are words of the claims; `wording` and `not_applicable` are by criterion, `evidence` by criterion or for
    all (`*`); `answered_by_group` names capabilities or cells that a unit's file leaves to the group's.
    """

    profile: Literal[1]
    id: Id
    edition: Text
    for_standard: ForStandardEntry
    title: Text
    basis: Literal["source", "derived"]
    terms: dict[Text, Text] = {}
    bodies: ListOf[BodyEntry] = ()
    wording: dict[Text, Text] = {}
    evidence: dict[Text, Annotated[ListOf[Text], Field(min_length=1)]] = {}
    answered_by_group: ListOf[Text] = ()
    not_applicable: dict[Text, Annotated[Text, Field(min_length=SHORTEST_REASON)]] = {}
