"""Which criterion of one edition stands for a criterion of the other.

In: the same cell in two editions. Out: ids. A published id keeps its meaning for good, so equal ids are the same
criterion; where the other edition lacks the id, `replaces` and `split_from` lead to it, if to exactly one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from btm_cli.standard.model import Cell, Criterion, by_id


class Criteria:
    """One cell in both editions: `Criteria(cells)[edition]` has its criteria by id."""

    def __init__(self, reference: str, cells: tuple[Cell | None, Cell | None]) -> None:
        self._reference = reference
        self.by_id: tuple[Mapping[str, Criterion], Mapping[str, Criterion]] = (by_id(cells[0]), by_id(cells[1]))
        """The criteria of the cell in the old edition and in the new, in order."""

    def counterpart(self, name: str, here: int, there: int) -> str | None:
        """The id under which edition `there` knows criterion `name` of edition `here`; None where it does not."""
        known = self.by_id[there]
        if name in known:
            return name
        criterion = self.by_id[here][name]
        origins = {*self._local(criterion.replaces), *self._local([criterion.split_from or ""])}
        found = [origin for origin in origins if origin in known]
        if not found:
            found = [other.id for other in known.values() if name in self._local(other.replaces)]
        return found[0] if len(found) == 1 else None

    def unit(self, name: str, here: int) -> str:
        """One name for a criterion and its counterpart: that of the edition which says `replaces`."""
        other = self.counterpart(name, here, 1 - here)
        if other is None or other == name or name not in self._local(self.by_id[1 - here][other].replaces):
            return name
        return other

    def _local(self, names: Iterable[str]) -> list[str]:
        """Those of `names` that mean this cell, as ids: "3a", or "capability/dimension/3a"."""
        return [
            name.rpartition("/")[2] for name in names if "/" not in name or name.rpartition("/")[0] == self._reference
        ]
