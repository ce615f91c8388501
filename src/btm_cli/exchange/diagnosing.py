"""From cells to diagnostics.

In: problems at cells, or at key paths of the data that cells gave. Out: `Diagnostic`s of the questionnaire's file.
"""

from __future__ import annotations

from collections.abc import Mapping

from btm_cli.diagnostics import Diagnostic, KeyPath, Location, Problem
from btm_cli.exchange.tables import CellProblem, Place


def diagnose_cell(problem: CellProblem, file: str) -> Diagnostic:
    """A problem at a cell."""
    return Diagnostic(problem.code, problem.severity, problem.message, _location(problem.place, file), problem.hint)


def diagnose(problem: Problem, places: Mapping[KeyPath, Place], file: str) -> Diagnostic:
    """A problem at a key path: at the cell it comes from, or the nearest that is known."""
    place = place_of(problem.path, places)
    return Diagnostic(problem.code, problem.severity, problem.message, _location(place, file), problem.hint)


def place_of(path: KeyPath, places: Mapping[KeyPath, Place]) -> Place:
    """The cell that the part at `path` comes from, or the nearest part around it that comes from one."""
    while path and path not in places:
        path = path[:-1]
    return places.get(path, Place("", 1, 1))


def _location(place: Place, file: str) -> Location:
    return Location(place.file or file, place.row, place.column, sheet=place.sheet)
