"""A comparison as rows, tidy: one for each calculation in each place that moved, the whole first and always.

In: a `Comparison`. Out: rows. A row begins with the newer side, so that it stacks with other tables.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.compare.comparison import CAUSES, OVERALL, Causes, Change, Comparison, Movement
from btm_cli.render.document.numbers import apportion
from btm_cli.render.wire.columns import HEAD, OLD_HEAD, columns
from btm_cli.render.wire.rows import Layout, Rows, Shown, by_all, head
from btm_cli.scoring.ratings import ASSURANCES
from btm_cli.scoring.status import Status

PLACE = ("height", "capability", "dimension", "reference", "name", "old_status", "new_status", "old_basis", "new_basis")
SCORES = ("old_score", "new_score", "score_change")
BY_CAUSE = tuple(f"change_by_{cause}" for cause in CAUSES)
LEVELS = ("old_level", "new_level")
DIFF = Layout("btm-changes/1", "diff", columns(*HEAD, *OLD_HEAD, *PLACE, "assurance", *SCORES, *BY_CAUSE, *LEVELS))
STATUSES: dict[str, Status] = {
    "claimed": "answered",
    "rated": "answered",
    "assessed": "answered",
    "not-assessed": "unanswered",
    "n/a": "not_applicable",
    "out-of-scope": "out_of_scope",
    "absent": "absent",
}
"""By what a comparison calls the basis of a place."""


def diff_rows(comparison: Comparison) -> Rows:
    """Everything that moved, claimed, evidenced and verified; causes are empty where they can't be told."""
    return Rows(DIFF, _rows(comparison), by_all((comparison.new, comparison.old)))


def _rows(comparison: Comparison) -> Iterator[tuple[object, ...]]:
    sides = (*head(comparison.new), *head(comparison.old))
    for movement in comparison.movements():
        if not movement.moved and movement.reference != OVERALL:
            continue
        for name, change in zip(ASSURANCES, movement.changes, strict=True):
            yield (*sides, *_place(movement), name, *_amounts(change))


def _place(movement: Movement) -> Iterator[object]:
    capability, _, dimension = movement.reference.partition("/")
    yield movement.height
    yield capability if movement.height in ("capability", "cell") else None
    yield dimension or None
    yield from (movement.reference, movement.name)
    bases = (movement.old_basis, movement.new_basis)
    yield from (STATUSES[basis] for basis in bases)
    yield from (basis if basis in ("claimed", "rated") else None for basis in bases)


def _amounts(change: Change) -> Iterator[object]:
    yield from (change.old, change.new, change.delta)
    yield from _causes(change.causes)
    yield from (change.old_level, change.new_level)


def _causes(causes: Causes | None) -> Iterator[Shown | None]:
    """Rounded so that they add up to the change as it is rounded."""
    if causes is None:
        yield from (None for _ in CAUSES)
    else:
        yield from (Shown(rounded / 100, part) for rounded, part in zip(apportion(causes), causes, strict=True))
