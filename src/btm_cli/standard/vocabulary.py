"""The words of a standard: what it calls a theme, a term, a point of effort and a kind of evidence, and its sources.

In: built by `standard.build`. Out: frozen parts of a `Standard`, which `standard.model` holds.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple


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
