"""What the lists of the interview's screen say: the outline on the left, the choices on the right.

In: an `Interview`, a width in columns. Out: rows of an id (None for a heading) and text, wrapped and safe to show.
"""

from __future__ import annotations

from textual.content import Content

from btm_cli.answers.interview.questions import Question
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.safe import visible
from btm_cli.render.document.terminal import fitted, wrapped
from btm_cli.tui.session import Interview
from btm_cli.tui.wording import Wording

Row = tuple[str | None, Content]

FEWEST_OUTLINE, MOST_OUTLINE = 33, 58


def outline_width(columns: int) -> int:
    """How wide the outline is on a screen of `columns`: names in full where there is room."""
    return max(FEWEST_OUTLINE, min(MOST_OUTLINE, columns * 2 // 5))


class Rows:
    """The rows of one interview."""

    def __init__(self, interview: Interview) -> None:
        self._interview = interview
        self.words = Wording(interview)
        self._short = Labels(interview.standard, short=True)

    def outline(self, columns: int) -> list[Row]:
        """Areas as headings; capabilities with cells answered, of how many, and the live score."""
        interview = self._interview
        rows: list[Row] = []
        for area in interview.standard.areas:
            members = [each for each in area.capabilities if each in interview.form.capabilities]
            if members:
                rows.append((None, Content.styled(_named(area.name, self._short.name(area.id), columns - 1), "bold")))
            for member in members:
                done = interview.progress(member)
                figures = f" {done.answered}/{done.cells} {self.words.capability_score(member):>5}"
                whole, room = interview.standard.capabilities[member].name, columns - len(figures) - 1
                name = _named(whole, self._short.name(member), room, pad=True)
                rows.append((member, Content(name + figures)))
        return rows

    def cells(self, question: Question) -> Content:
        """The cells of the question's capability, the present one in brackets: "[Process 3.00]  Organization -"."""
        if question.dimension is None:
            return Content(visible(self._interview.standard.capabilities[question.capability].purpose))
        parts = []
        for cell in self._interview.capabilities[question.capability].cells:
            if self._interview.standard.cell(question.capability, cell.dimension) is None:
                continue
            place = (question.capability, cell.dimension)
            figure = "n/a" if self._interview.cells[place].basis == "n/a" else self.words.cell_score(*place)
            shown = f"{self.words.labels.dimension(cell.dimension)} {figure}"
            here = cell.dimension == question.dimension
            text = visible(f"[{shown}]" if here else shown)
            parts.append(Content.styled(text, "bold") if here else Content(text))
        return Content("  ").join(parts)

    def choices(self, question: Question, columns: int) -> list[Row]:
        """The levels to choose from, or the criteria to rate under the level they make."""
        if question.criterion is None:
            now = self.words.answer(question)
            return [
                (str(level), self._choice("(x)" if now == str(level) else "( )", f"{level} {name}", text, columns))
                for level, name, text in self.words.levels(question)
            ]
        rows: list[Row] = []
        shown = ""
        for each in self._interview.asked_at(question.place):
            level, stated = self.words.statement(each)
            if level != shown:
                shown = level
                rows.append((None, self._wrapped(f"Level {level}: {stated}", columns, bold=len(f"Level {level}:"))))
            said = self.words.answer(each)
            claim = self.words.criterion(each).claim
            rows.append((each.criterion, self._choice(f"[{said or '-'}]", each.criterion or "", claim, columns)))
        return rows

    def _choice(self, mark: str, name: str, text: str, columns: int) -> Content:
        head = f"{mark} {name}"
        return self._wrapped(f"{head}: {text}", columns, bold=len(head), hang=len(mark) + 1)

    def _wrapped(self, text: str, columns: int, *, bold: int, hang: int = 0) -> Content:
        """Text over several lines, the later ones indented, its first characters in bold."""
        room = max(10, columns - hang - 1)
        first, *more = wrapped(text, room)
        return Content("\n").join(
            [Content(first).stylize("bold", 0, bold), *(Content(" " * hang + line) for line in more)]
        )

    def below(self, question: Question, columns: int) -> Content:
        """What proves a criterion, what its words mean, how profiles read it, and what is said beside its answer."""
        lines: list[str] = []
        if question.criterion is not None:
            proof = self.words.criterion(question).evidence
            lines += [f"Proof: {'; '.join(proof)}"] if proof else []
        lines += self.words.readings(question)
        lines += (f"{name}: {text}" for name, text in self.words.backing(question))
        lines = [fitted(line, 2 * columns) for line in lines]
        if question.criterion is not None:
            lines += [visible(term) for term in self.words.terms(question)]  # whole: half a meaning is another one
        return Content("\n".join(lines))


def _named(name: str, short: str, columns: int, *, pad: bool = False) -> str:
    """The whole name where it has room, else the short one, which is cut with a sign where it is none."""
    return fitted(name if len(name) <= columns else short, columns, pad=pad)
