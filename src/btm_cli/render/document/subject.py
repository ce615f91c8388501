"""What an assessment is of, to stand beside every headline: whose it is, how much of the standard, how deep, how read.

In: whatever is about an assessment (a scorecard, answers, one side of a comparison), the `Labels` of its standard.
Out: text or a block; nothing where it is about the whole standard, in full, as written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from btm_cli.answers.model import CORE, FULL
from btm_cli.render.document.blocks import Block, Paragraph
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import words


class Extent(Protocol):
    """How much of a standard an assessment is about (`scope`: area and capability ids, empty for all), and how."""

    @property
    def scope(self) -> tuple[str, ...]:
        """Area and capability ids; empty for everything."""

    @property
    def depth(self) -> str:
        """Core or full."""

    @property
    def depths(self) -> Mapping[str, str]:
        """The capabilities of another depth."""

    @property
    def profiles(self) -> tuple[str, ...]:
        """The readings that were shown beside the claims."""


def who(*parts: str | None) -> str:
    """Enterprise, unit and period, as far as they are there: "Meridian Insurance · Group · 2026-Q4"."""
    return " \u00b7 ".join(filter(None, parts))


def extent(of: Extent, labels: Labels | None) -> str:
    """Scope, depth and profiles in whole sentences; "" where there is nothing to say.

    Names are whole ones. Without `labels`, where the standard is not at hand, ids stand for themselves.
    """
    return " ".join(_sentences(of, labels.in_full() if labels is not None else None))


def extent_block(of: Extent, labels: Labels) -> Iterator[Block]:
    """The same as a paragraph, to stand right below a page's title; no block where there is nothing to say."""
    if said := extent(of, labels):
        yield Paragraph(said)


def depths_of(of: Extent, labels: Labels) -> set[str]:
    """How deep what is in scope was looked at: core, full or both."""
    return {of.depths.get(name, of.depth) for name in labels.inside(of.scope)} or {of.depth}


def at_depth(score: str, of: Extent, labels: Labels | None) -> str:
    """A score with "(core)" behind it where criteria of the core set alone made it, or some of it."""
    depths = depths_of(of, labels) if labels is not None else {of.depth, *of.depths.values()}
    if depths == {FULL}:
        return score
    return words("scorecard.core" if depths == {CORE} else "scorecard.partly-core", score=score)


def _sentences(of: Extent, labels: Labels | None) -> Iterator[str]:
    core, others = of.depth == CORE, [name for name, depth in of.depths.items() if depth != of.depth]
    if labels is None:
        scope = words("scope.ids", names=", ".join(of.scope)) if of.scope else ""
    else:
        scope = labels.scope(of.scope)
        others = [labels.name(name) for name in labels.inside(of.scope) if name in others]
        if depths_of(of, labels) == {FULL}:
            core, others = False, []
    if scope:
        yield words("scope.sentence", scope=scope)
    if core or others:
        key = "core" if core else "full"
        yield words(f"scope.{key}{'-but' if others else ''}", names=", ".join(others))
    if of.profiles:
        yield words("scope.profiles", n=len(of.profiles), names=", ".join(of.profiles))
