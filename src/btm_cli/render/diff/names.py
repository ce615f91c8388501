"""What things are called in a comparison.

In: a `Comparison`, and standards for what it does not name itself. Out: names for references and states; an id that
nobody has a name for stands for itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from btm_cli.compare.comparison import OVERALL, Comparison, Subject
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import NOTHING
from btm_cli.render.document.sentences import sentence_of
from btm_cli.render.document.subject import at_depth, extent
from btm_cli.render.document.words import words
from btm_cli.standard.model import Standard
from btm_cli.summary.entry import Entry


class Names:
    """Looks names up in one comparison and in `standards`, the new one first; `short` ones where these have some."""

    def __init__(self, comparison: Comparison, standards: Sequence[Standard] = (), *, short: bool = False) -> None:
        self._comparison = comparison
        self._labels = [Labels(standard, short=short) for standard in standards]
        self._short = short
        self.base = standards[0].base if standards else None
        """The lowest level, which is no finding where a score does not come above it; None where it is not known."""

    def extent(self, side: Subject) -> str:
        """How much of the standard a side is about, how deep and how read; "" for all of it, in full."""
        return extent(side, self._labels[0] if self._labels else None)

    def at_depth(self, score: str, side: Subject) -> str:
        """A score, or what stands above scores, of a side, with "(core)" behind it where core criteria made it."""
        return at_depth(score, side, self._labels[0] if self._labels else None)

    def place(self, reference: str) -> str:
        """The whole, an area, or `capability[/dimension[/criterion]]`, as "Capability / Dimension / 3a"."""
        if reference == OVERALL:
            return words("diff.overall")
        head, *rest = reference.split("/")
        known = self._comparison.capabilities.get(head) or self._comparison.areas.get(head)
        if rest:
            dimensions = [labels.dimension(rest[0]) for labels in self._labels]
            rest[0] = next((name for name in dimensions if name != rest[0]), rest[0])
        name = known.name if known else head
        if self._short:
            name = next((found for labels in self._labels if (found := labels.name(head)) != head), name)
        return " / ".join([name, *rest])

    def sentence(self, entry: Entry) -> str:
        """One entry of a summary in words, by the first of the standards."""
        return sentence_of(entry, self._labels[0], 1)

    def state(self, state: str | None) -> str:
        """The name of a state; "-" for None."""
        found = [labels.state(state) for labels in self._labels]
        return next((name for name in found if name != state), state or NOTHING)
