"""The screens that cite evidence and register it.

In: the register's titles by key, what is cited. Out: what was chosen, or the fields of a new piece; None where left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from btm_cli.render.document.safe import visible
from btm_cli.tui.dialogs import CANCEL, MarkedList, plain


class Choice(NamedTuple):
    """The evidence chosen; `add` asks for a new piece in the register before choosing goes on."""

    keys: list[str]
    add: bool = False


class EvidenceDialog(ModalScreen[Choice | None]):
    """What the answer cites, out of the register."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *CANCEL,
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

    def action_cancel(self) -> None:
        """Escape."""
        self.dismiss(None)


FIELDS = (
    ("key", "Key, such as board-charter"),
    ("title", "Title"),
    ("place", "Path below the answers file, or a URL"),
    ("date", "Its date, YYYY-MM-DD"),
)


class RegisterDialog(ModalScreen[dict[str, str] | None]):
    """A new piece of evidence. `check` says what is wrong with the fields, None where they are right."""

    BINDINGS = CANCEL

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

    def action_cancel(self) -> None:
        """Escape."""
        self.dismiss(None)
