"""Citing evidence on the interview's screen: out of the register, or registered first.

In: the screen, keys that are marked; what is typed of a new piece. Out: nothing; the session saves what was chosen.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from btm_cli.answers.load import LoadedAnswers
from btm_cli.diagnostics import short
from btm_cli.errors import BtmError, InvalidFiles, UsageProblem
from btm_cli.files import DiskFiles
from btm_cli.intake.opened import day_of
from btm_cli.render.document.safe import visible
from btm_cli.tui.dialogs import Dialog, MarkedList, plain

if TYPE_CHECKING:
    from btm_cli.tui.app import InterviewApp


class Choice(NamedTuple):
    """The evidence chosen; `add` asks for a new piece in the register before choosing goes on."""

    keys: list[str]
    add: bool = False


class EvidenceDialog(Dialog[Choice | None]):
    """What the answer cites, out of the register."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "cite", "cite or not", priority=True),
        Binding("enter", "take", "save", priority=True),
        Binding("a", "add", "add to the register"),
    ]

    def __init__(self, title: str, register: Mapping[str, str], cited: Iterable[str]) -> None:
        super().__init__()
        self._title = title
        self._register = register
        self._cited = [key for key in cited if key in register]

    def compose(self) -> ComposeResult:
        """The register."""
        with Vertical(classes="dialog tall"):
            yield Static(plain(f"Evidence for {self._title}", "bold"))
            yield MarkedList(id="register")
            yield Static("Space cites or not, Enter saves, a adds to the register, Escape leaves it", markup=False)

    def on_mount(self) -> None:
        """Show what is cited now."""
        self._fill(0 if self._register else None)
        self.query_one("#register").focus()

    def _fill(self, highlighted: int | None) -> None:
        rows: list[tuple[str | None, Content]] = [
            (key, plain(f"[{'x' if key in self._cited else ' '}] {key}: {title}"))
            for key, title in self._register.items()
        ]
        empty: list[tuple[str | None, Content]] = [(None, Content("the register is empty: a adds to it"))]
        self.query_one("#register", MarkedList).fill(rows or empty, highlighted)

    def action_cite(self) -> None:
        """Cite the highlighted piece, or no longer."""
        at = self.query_one("#register", MarkedList).highlighted
        if at is None or not self._register:
            return
        key = list(self._register)[at]
        if key in self._cited:
            self._cited.remove(key)
        else:
            self._cited.append(key)
        self._fill(at)

    def action_take(self) -> None:
        """Enter."""
        self.dismiss(Choice(list(self._cited)))

    def action_add(self) -> None:
        """A new piece of evidence."""
        self.dismiss(Choice(list(self._cited), add=True))


FIELDS = (
    ("key", "Key, such as board-charter"),
    ("title", "Title"),
    ("place", "Path below the answers file, or a URL"),
    ("date", "Its date, YYYY-MM-DD"),
)


class RegisterDialog(Dialog[dict[str, str] | None]):
    """A new piece of evidence. `check` says what is wrong with the fields, None where they are right."""

    def __init__(self, check: Callable[[Mapping[str, str]], str | None]) -> None:
        super().__init__()
        self._check = check

    def compose(self) -> ComposeResult:
        """A line for each field."""
        with Vertical(classes="dialog tall"):
            yield Static("A new piece of evidence", markup=False)
            for name, label in FIELDS:
                yield Static(label, markup=False)
                yield Input(id=name)
            yield Static("", id="complaint", markup=False)
            yield Static("Enter goes on and saves at the end, Escape leaves it", markup=False)

    @on(Input.Submitted)
    def next_field(self, event: Input.Submitted) -> None:
        """Enter: the next empty field, then the check of all."""
        values = {name: self.query_one(f"#{name}", Input).value.strip() for name, _ in FIELDS}
        empty = next((name for name, value in values.items() if not value), None)
        if empty is not None and empty != event.input.id:
            self.query_one(f"#{empty}", Input).focus()
            return
        problem = "every field needs something" if empty else self._check(values)
        if problem is None:
            self.dismiss(values)
        else:
            self.query_one("#complaint", Static).update(visible(problem))


def new_evidence(loaded: LoadedAnswers, fields: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The key and entry of the fields key, title, place (path or URL) and date; a file that is there gets its hash.

    Raises UsageProblem with what is wrong with a field.
    """
    key, place, day = fields["key"], fields["place"], fields["date"]
    if key in loaded.answers.evidence:
        raise UsageProblem(f"the register has a `{short(key)}` already", "choose it from the list")
    if day_of(day) is None:
        raise UsageProblem(f"`{short(day)}` is not a date", "write YYYY-MM-DD")
    entry = {"title": fields["title"]}
    if "://" in place:
        return key, entry | {"url": place, "date": day}
    files = DiskFiles()
    root = posixpath.join(loaded.folder, loaded.answers.evidence_root)
    found = files.resolve_inside(root, place)
    if found is None:
        raise UsageProblem("the path leads out of the evidence root", "name a file below it, or a URL")
    if not files.exists(found):
        raise UsageProblem(f"there is no file {place}", f"paths start at {root}")
    return key, entry | {"path": place, "sha256": files.sha256(found), "date": day}


def in_full(error: BtmError) -> str:
    """An error's message with its hint, or the first problem of a file that has several."""
    if isinstance(error, InvalidFiles) and error.diagnostics:
        first = error.diagnostics[0]
        return f"line {first.location.line}: {first.message}"
    return f"{error.message} ({error.hint})" if error.hint else error.message


def choose_evidence(app: InterviewApp, marked: list[str]) -> None:
    """Choose out of the register what backs the present question, `marked` to begin with, or add to it first."""
    question = app.interview.question
    assert question is not None
    cited = app.interview.backing(question, "evidence") or []
    register = {key: each.title for key, each in app.interview.loaded.answers.evidence.items()}

    def wrong_with(fields: Mapping[str, str]) -> str | None:
        try:
            new_evidence(app.interview.loaded, fields)
        except BtmError as error:
            return in_full(error)
        return None

    def take(chosen: Choice | None) -> None:
        if chosen is None:
            return
        if chosen.add:
            app.push_screen(RegisterDialog(wrong_with), lambda fields: register_piece(fields, chosen.keys))
        elif chosen.keys != cited or app.interview.draft(question):  # what is cited, not what was marked at first
            app.back_up(lambda: app.interview.cite(chosen.keys))

    def register_piece(fields: dict[str, str] | None, keys: list[str]) -> None:
        if fields is not None:
            key, entry = new_evidence(app.interview.loaded, fields)
            if not app.tried(lambda: app.interview.register(key, entry)):
                return
            keys = [*keys, key]
            app.show("Saved in the register.")
        choose_evidence(app, keys)

    app.push_screen(EvidenceDialog(app.rows.words.title(question), register, marked), take)
