"""The score of a questionnaire as formulas, so that a workbook shows it while people type.

In: the tables of a questionnaire with their sheets' titles, its `Standard`, what the file counts. Out: the cells of a
hidden sheet, and where in it the numbers are. It estimates the claimed score of a staged standard (`scoring.md`): what
people may write in other words than those on offer, it takes for open. Points and weights are whole numbers, so
that a level is achieved by the same test as in btm. Pure: what a cell is written as is the writer's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import Final, NamedTuple, Protocol

from openpyxl.utils import get_column_letter

from btm_cli.answers.model import NOT_APPLICABLE, UNKNOWN
from btm_cli.exchange.cutting import Counted
from btm_cli.exchange.tables import KINDS, Table
from btm_cli.scoring.exact import integer_weights
from btm_cli.standard.model import Cell, Criterion, Standard

FIGURES: Final = "Figures"
LEFT_OUT: Final = "–"
"""What a cell that is n/a shows."""
_MOST: Final = 1_000_000
"""A common denominator above this has no room in a spreadsheet's numbers beside the weights."""
_NOT_APPLICABLE: Final = (NOT_APPLICABLE, "na", "n.a.", "not applicable")

# The columns of the hidden sheet: regions side by side, so that each has rows of its own.
_CRITERION, _TEXT, _POINTS, _WEIGHT, _WEIGHED, _RATED = "ABCDEF"
_LEVEL, _LEAST, _ACHIEVED, _SHARE = "HIJK"
_CELL, _ALL, _OWN, _REACHED, _RESULT, _SCORED, _COUNTS = "MNOPQRS"
_CAPABILITY, _MEAN, _MEAN_SCORED, _MEAN_COUNTS = "UVWX"
_AREA, _AREA_MEAN, _AREA_SCORED, _AREA_COUNTS = "Z", "AA", "AB", "AC"
_WHOLE, _ANSWERED = "AE", "AF"


class Figures(NamedTuple):
    """The hidden sheet: cells by address; then the addresses of what is shown, and how many cells there are.

    `cells` are by (capability, dimension), `capabilities` by id; a capability has no score where nothing is estimated.
    """

    content: dict[str, str | int]
    cells: dict[tuple[str, str], str]
    capabilities: dict[str, str]
    overall: str | None
    answered: str
    asked: int


def figures(tables: Sequence[Table], standard: Standard, counted: Counted) -> Figures:
    """The formulas for what the tables ask; without an estimate only what is answered is counted."""
    return _Writer(tables, standard, counted).written()


def can_estimate(standard: Standard, counted: Counted) -> bool:
    """Whether formulas can say what btm would: staged, everything on the sheets, whole numbers of a size that fits."""
    numbers = [*standard.rating_scale.values(), standard.achieved_above, *(one.weight for one in standard.areas)]
    for capability in standard.ordered_capabilities():
        criteria = [one for cell in capability.cells.values() for one in cell.all_criteria()]
        if any(one.weight <= 0 for one in criteria):
            return False
        numbers += [capability.weight, *(one.weight for one in criteria)]
    common = lcm(*(number.denominator for number in numbers))
    return standard.level_rule == "staged" and counted.complete and common <= _MOST


class _Weighted(Protocol):
    """A dimension, a capability or an area."""

    @property
    def weight(self) -> Fraction: ...


def _whole(parts: Sequence[_Weighted]) -> list[int]:
    return integer_weights([part.weight for part in parts])


class _Writer:
    def __init__(self, tables: Sequence[Table], standard: Standard, counted: Counted) -> None:
        self._standard = standard
        self._counted = counted
        self._estimates = can_estimate(standard, counted)
        self._content: dict[str, str | int] = {}
        self._columns = {
            column.key: get_column_letter(number) for number, column in enumerate(KINDS["questions"].columns, 1)
        }
        self._at = {
            row.reference: (table.title, len(table.rows) + 1)
            for table in tables
            if table.kind == "questions"
            for row in table.rows
        }
        self._rows = dict.fromkeys((_CRITERION, _LEVEL, _CELL, _CAPABILITY, _AREA), 1)
        scale = list(standard.rating_scale.values())
        self._unit = lcm(*(points.denominator for points in scale))
        self._points = [int(points * self._unit) for points in scale]

    def written(self) -> Figures:
        cells: dict[tuple[str, str], str] = {}
        capabilities: dict[str, str] = {}
        dimensions = self._standard.dimensions
        weights = dict(zip((one.id for one in dimensions), _whole(dimensions), strict=True))
        everything = list(self._standard.ordered_capabilities())
        for area, area_weight in zip(self._standard.areas, _whole(self._standard.areas), strict=True):
            members = [name for name in area.capabilities if name in self._at]
            beside = [one for one in everything if self._standard.roll_up == "flat" or one.area == area.id]
            shares = dict(zip((one.id for one in beside), _whole(beside), strict=True))
            first = self._rows[_CAPABILITY]
            for name in members:
                if self._counted.scope is not None and name not in self._counted.scope:
                    continue
                begun = self._rows[_CELL]
                for dimension in self._standard.dimensions:
                    cells[name, dimension.id] = self._cell(name, dimension.id, weights[dimension.id])
                columns = (_CAPABILITY, _MEAN, _MEAN_SCORED, _MEAN_COUNTS)
                found = self._mean(columns, name, (_SCORED, _COUNTS), begun, _CELL, shares[name])
                if self._estimates:
                    capabilities[name] = found
            if self._rows[_CAPABILITY] > first:
                columns = (_AREA, _AREA_MEAN, _AREA_SCORED, _AREA_COUNTS)
                self._mean(columns, area.id, (_MEAN_SCORED, _MEAN_COUNTS), first, _CAPABILITY, area_weight)
        last = self._rows[_CELL] - 1
        self._content[f"{_ANSWERED}1"] = f'=SUMPRODUCT(--({_RESULT}1:{_RESULT}{max(last, 1)}<>""))'
        return Figures(self._content, cells, capabilities, self._overall(), f"{FIGURES}!${_ANSWERED}$1", len(cells))

    def _overall(self) -> str | None:
        if not self._estimates:
            return None
        flat = self._standard.roll_up == "flat"
        scored, counts, rows = (
            (_MEAN_SCORED, _MEAN_COUNTS, self._rows[_CAPABILITY])
            if flat
            else (_AREA_SCORED, _AREA_COUNTS, self._rows[_AREA])
        )
        self._content[f"{_WHOLE}1"] = _quotient(f"{scored}1:{scored}{rows}", f"{counts}1:{counts}{rows}")
        return f"{FIGURES}!${_WHOLE}$1"

    def _next(self, region: str) -> int:
        row = self._rows[region]
        self._rows[region] += 1
        return row

    def _said(self, reference: str) -> str:
        """What stands in the answer of a row, in small letters; "" where the row is gone or was never there."""
        if reference not in self._at:
            return '=""'
        title, last = self._at[reference]
        sheet = "'{}'".format(title.replace("'", "''"))
        answers, names = (
            f"{sheet}!${self._columns[key]}$2:${self._columns[key]}${last}" for key in ("answer", "reference")
        )
        return f'=IFERROR(LOWER(TRIM(INDEX({answers},MATCH("{reference}",{names},0))&"")),"")'

    def _cell(self, capability: str, dimension: str, weight: int) -> str:
        """A cell's row; out comes the address of its result: a score, a dash, or nothing."""
        reference = f"{capability}/{dimension}"
        cell = self._standard.cell(capability, dimension)
        row = self._next(_CELL)
        here = {column: f"{column}{row}" for column in (_ALL, _OWN, _REACHED, _RESULT)}
        self._content[f"{_CELL}{row}"] = reference
        self._content[here[_ALL]] = self._said(capability)
        self._content[here[_OWN]] = self._said(reference)
        rated = self._ratings(reference, capability, cell) if cell is not None else ""
        self._content[here[_REACHED]] = f"={rated}" if rated else '=""'
        if cell is None:
            self._content[here[_RESULT]] = LEFT_OUT
        else:
            whole, own = (self._claim(here[column]) for column in (_ALL, _OWN))
            nothing, nothing_own = (_any_of(here[column], _NOT_APPLICABLE) for column in (_ALL, _OWN))
            inner = f'IF({nothing_own},"{LEFT_OUT}",IF(ISNUMBER({own}),{own},{here[_REACHED]}))'
            self._content[here[_RESULT]] = f'=IF({nothing},"{LEFT_OUT}",IF(ISNUMBER({whole}),{whole},{inner}))'
        if self._estimates:
            self._content[f"{_SCORED}{row}"] = f"=IF(ISNUMBER({here[_RESULT]}),{here[_RESULT]}*{weight},0)"
            self._content[f"{_COUNTS}{row}"] = f"=IF(ISNUMBER({here[_RESULT]}),{weight},0)"
        return f"{FIGURES}!${_RESULT}${row}"

    def _claim(self, text: str) -> str:
        """A level as a number; an error or a text where it is none. Without an estimate, 1 for one that is there."""
        levels = [str(level.level) for level in self._standard.levels]
        found = f"IF({_any_of(text, levels)},VALUE({text}),NA())"
        return found if self._estimates else f'IF(OR({text}="",{text}="{UNKNOWN}"),NA(),1)'

    def _ratings(self, reference: str, capability: str, cell: Cell) -> str:
        """The score of a cell by its ratings, "" where nothing is rated."""
        core = capability in self._counted.core
        asked = [one for one in cell.all_criteria() if (one.core or not core) and f"{reference}/{one.id}" in self._at]
        if not asked:
            return ""
        first = self._rows[_CRITERION]
        weights = integer_weights([one.weight for one in asked])
        rows = {one.id: self._criterion(reference, one, weight) for one, weight in zip(asked, weights, strict=True)}
        rated = f"SUM({_RATED}{first}:{_RATED}{self._rows[_CRITERION] - 1})>0"
        if not self._estimates:
            return f'IF({rated},1,"")'
        levels = [
            self._level(f"{reference} {level.level}", [rows[one.id] for one in asked if one.level == level.level], core)
            for level in self._standard.levels[1:]
        ]
        climbed = "0"
        for row in reversed(levels):
            climbed = f"{_ACHIEVED}{row}*(1+{climbed})"
        more = f"INDEX({_SHARE}{levels[0]}:{_SHARE}{levels[-1]},{climbed}+1)"
        top = len(levels)
        return f'IF({rated},{self._standard.base}+{climbed}+IF({climbed}={top},0,{more}),"")'

    def _criterion(self, reference: str, criterion: Criterion, weight: int) -> int:
        """A criterion's row: its text, points ("" where open), weight (0 where n/a), both, and whether it is rated."""
        row = self._next(_CRITERION)
        name = f"{reference}/{criterion.id}"
        text = f"{_TEXT}{row}"
        self._content[f"{_CRITERION}{row}"] = name
        self._content[text] = self._said(name)
        points = '""'
        for word, worth in zip(self._standard.rating_scale, self._points, strict=True):
            points = f"IF({self._is_word(text, word)},{worth},{points})"
        self._content[f"{_POINTS}{row}"] = f"={points}"
        self._content[f"{_WEIGHT}{row}"] = f"=IF({_any_of(text, _NOT_APPLICABLE)},0,{weight})"
        self._content[f"{_WEIGHED}{row}"] = f"=N({_POINTS}{row})*{_WEIGHT}{row}"
        self._content[f"{_RATED}{row}"] = f"=IF(ISNUMBER({_POINTS}{row}),1,0)"
        return row

    def _is_word(self, text: str, word: str) -> str:
        """Whether a text is a rating, or a beginning of that one alone."""
        low = word.casefold()
        others = [other.casefold() for other in self._standard.rating_scale if other != word]
        shortest = next(
            (n for n in range(1, len(low)) if not any(other.startswith(low[:n]) for other in others)), len(low)
        )
        return f'AND(LEN({text})>={shortest},LEFT("{low}",LEN({text}))={text})'

    def _level(self, name: str, rows: Sequence[int], core: bool) -> int:
        """A level's row: its lowest points, whether it is achieved (1 or 0), and its share."""
        row = self._next(_LEVEL)
        self._content[f"{_LEVEL}{row}"] = name
        if not rows:
            self._content |= {f"{_LEAST}{row}": 0, f"{_ACHIEVED}{row}": 1, f"{_SHARE}{row}": 1}
            return row
        first, last = min(rows), max(rows)
        weight, weighed = (f"SUM({column}{first}:{column}{last})" for column in (_WEIGHT, _WEIGHED))
        applicable = f"({_WEIGHT}{first}:{_WEIGHT}{last}>0)"
        short = self._least()
        low = f'SUMPRODUCT({applicable}*({_POINTS}{first}:{_POINTS}{last}&""=""))'
        below = "+".join(
            f'SUMPRODUCT({applicable}*({_POINTS}{first}:{_POINTS}{last}&""="{points}"))'
            for points in self._points
            if points < short
        )
        self._content[f"{_LEAST}{row}"] = f"={'+'.join(filter(None, (low, below)))}" if short else 0
        limit: Fraction = self._standard.achieved_above
        above = f"{limit.denominator}*{weighed}>{limit.numerator * self._unit}*{weight}"
        nothing = 0 if core else 1  # a core criterion that is n/a is stood in for by one that is not asked here
        self._content[f"{_ACHIEVED}{row}"] = f"=IF({weight}=0,{nothing},IF(AND({above},{_LEAST}{row}=0),1,0))"
        self._content[f"{_SHARE}{row}"] = f"=IF({weight}=0,{nothing},{weighed}/({self._unit}*{weight}))"
        return row

    def _least(self) -> int:
        """The points that every criterion must have; 0 where the standard asks for none."""
        word = self._standard.every_at_least
        return 0 if word is None else int(self._standard.rating_scale[word] * self._unit)

    def _mean(
        self, columns: Sequence[str], name: str, below: tuple[str, str], first: int, region: str, weight: int
    ) -> str:
        """A weighted mean of the rows from `first` on, and what it counts for above. Out: its address."""
        row, last = self._next(columns[0]), self._rows[region] - 1
        label, mean, scored, counts = (f"{column}{row}" for column in columns)
        self._content[label] = name
        if self._estimates:
            values, weights = (f"{column}{first}:{column}{last}" for column in below)
            self._content[mean] = _quotient(values, weights)
            self._content[scored] = f"=IF(ISNUMBER({mean}),{mean}*{weight},0)"
            self._content[counts] = f"=IF(ISNUMBER({mean}),{weight},0)"
        return f"{FIGURES}!${columns[1]}${row}"


def _quotient(values: str, weights: str) -> str:
    return f'=IF(SUM({weights})=0,"",SUM({values})/SUM({weights}))'


def _any_of(text: str, words: Sequence[str]) -> str:
    return "OR({})".format(",".join(f'{text}="{word}"' for word in words))
