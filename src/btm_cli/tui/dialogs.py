"""Small questions over the interview's screen: a text, a piece of evidence, a place to go to, a yes, the keys.

In: what to ask and what stands there now. Out: each dialog is dismissed with its answer, or None where it was left
with Escape. No text is ever read as markup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from btm_cli.render.document.safe import visible

Answer = TypeVar("Answer")


def plain(text: str, style: str = "") -> Content:
    """Text of a file or of the standard as content: cleaned, and never markup."""
    return Content.styled(visible(text), style)


class Dialog(ModalScreen[Answer]):
    """A question that Escape leaves without an answer."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "cancel")]

    def action_cancel(self) -> None:
        """Escape."""
        self.dismiss(None)


class TextDialog(Dialog[str | None]):
    """One line of text. `required` refuses an empty one; what was there may be emptied otherwise."""

    def __init__(self, title: str, value: str = "", *, required: bool = False) -> None:
        super().__init__()
        self._title = title
        self._value = value
        self._required = required

    def compose(self) -> ComposeResult:
        """The title, the line, the keys."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._title, "bold"))
            yield Input(visible(self._value), id="text", select_on_focus=False)
            yield Static("", id="complaint", markup=False)
            yield Static("Enter saves, Escape leaves it as it is", markup=False)

    @on(Input.Submitted)
    def take(self, event: Input.Submitted) -> None:
        """Enter: the text, unless it is needed and missing."""
        text = event.value.strip()
        if self._required and not text:
            self.query_one("#complaint", Static).update("It needs some text.")
            return
        self.dismiss(text)


class ConfirmDialog(ModalScreen[bool]):
    """A yes or no; anything but y is no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "yes"),
        Binding("n,escape,enter", "answer(False)", "no"),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """The question and its keys."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._question))
            yield Static("y yes   n no", markup=False)

    def action_answer(self, yes: bool) -> None:
        """A key."""
        self.dismiss(yes)


class HelpDialog(Dialog[None]):
    """Every key and what it does."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,q,question_mark", "cancel", "back")]

    def __init__(self, keys: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        self._keys = list(keys)

    def compose(self) -> ComposeResult:
        """One line a key."""
        with VerticalScroll(classes="dialog tall"):
            yield Static(Content("\n").join(Content(f"{key:<12} {meaning}") for key, meaning in self._keys))
            yield Static("Escape goes back", markup=False)


class MarkedList(OptionList):
    """A list whose highlighted line has a `>` before it, so that it can be seen without colour."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id, markup=False, compact=True)
        self._prompts: list[Content] = []
        self._marked: int | None = None

    def fill(self, rows: Sequence[tuple[str | None, Content]], highlighted: int | None) -> None:
        """Show `rows`: an id, or None for a heading that can't be chosen, and the text."""
        self._prompts = [text for _, text in rows]
        self._marked = None
        self.set_options(
            Option(self._prompt(index, False), id=name, disabled=name is None) for index, (name, _) in enumerate(rows)
        )
        self.highlighted = highlighted

    def _prompt(self, index: int, here: bool) -> Content:
        indented = self._prompts[index].split("\n")
        marks = [">" if here else " ", *([" "] * (len(indented) - 1))]
        return Content("\n").join(Content(mark) + line for mark, line in zip(marks, indented, strict=True))

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Move the mark along."""
        for index, here in ((self._marked, False), (highlighted, True)):
            if index is not None and index < len(self._prompts):
                self.replace_option_prompt_at_index(index, self._prompt(index, here))
        self._marked = highlighted
        super().watch_highlighted(highlighted)


class FindDialog(Dialog[str | None]):
    """A place by reference or by words; dismissed with the reference chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "next", priority=True),
        Binding("up", "move(-1)", "previous", priority=True),
    ]

    def __init__(self, find: Callable[[str], Sequence[tuple[str, str]]]) -> None:
        super().__init__()
        self._find = find

    def compose(self) -> ComposeResult:
        """The line and what it finds."""
        with Vertical(classes="dialog tall"):
            yield Static("Find or go to: words, or capability/dimension/criterion", markup=False)
            yield Input(id="text")
            yield MarkedList(id="found")
            yield Static("Up and Down choose, Enter goes there, Escape stays", markup=False)

    def on_mount(self) -> None:
        """The list follows what is typed; it is not walked into."""
        self.query_one("#found", MarkedList).can_focus = False

    @on(Input.Changed)
    def search(self, event: Input.Changed) -> None:
        """Show what the words find."""
        rows = [(reference, plain(title)) for reference, title in self._find(event.value)]
        nothing: list[tuple[str | None, Content]] = [(None, Content("nothing has these words"))]
        found = self.query_one("#found", MarkedList)
        found.fill(rows or (nothing if event.value.strip() else []), 0 if rows else None)

    @on(Input.Submitted)
    def take(self) -> None:
        """Enter: the highlighted place."""
        option = self.query_one("#found", MarkedList).highlighted_option
        if option is not None and option.id is not None:
            self.dismiss(option.id)

    @on(OptionList.OptionSelected)
    def click(self, event: OptionList.OptionSelected) -> None:
        """A click on a place."""
        if event.option_id is not None:
            self.dismiss(event.option_id)

    def action_move(self, by: int) -> None:
        """Another place of the list."""
        found = self.query_one("#found", MarkedList)
        if by > 0:
            found.action_cursor_down()
        else:
            found.action_cursor_up()
