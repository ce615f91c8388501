"""The words of a standard: its themes, terms, points of effort, kinds of evidence and sources, and more about names.

In: built by `standard.build`. Out: frozen parts of a `Standard`, which `standard.model` holds.
"""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple

NOTHING: Mapping[Any, Any] = MappingProxyType({})
"""What a mapping is by default: empty, and staying so."""


class Naming(NamedTuple):
    """More about a name: in short (at most 21 characters), whose it is (source or derived, None: not said), a note."""

    short: str | None = None
    basis: str | None = None
    note: str | None = None


PLAIN = Naming()
"""Nothing but the name itself."""


class Theme(NamedTuple):
    """What claims in many places have in common."""

    id: str
    name: str
    meaning: str


class Term(NamedTuple):
    """A word of the claims, settled once; `also` lists other ways it is said."""

    id: str
    also: tuple[str, ...]
    meaning: str


class EffortScale(NamedTuple):
    """What a point of effort is worth in `unit`s, and what each step of the scale stands for."""

    unit: str
    per_point: Fraction
    steps: Mapping[int, str]


class EvidenceKind(NamedTuple):
    """Whom and what to ask for."""

    id: str
    name: str


class Source(NamedTuple):
    """Where the standard's facts come from."""

    id: str
    title: str
    year: int | None
    note: str
