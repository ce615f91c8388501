"""The interview full-screen: the outline on the left, the present question on the right, keys at the bottom.

In: an `Interview`. Out: an exit code. A view of the session, which saves and scores; the terminal's own colours only,
and nothing that is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import events, on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from btm_cli.answers.depth import Depth
from btm_cli.answers.interview.questions import Question, places
from btm_cli.answers.interview.replies import Kind, Reply, at_reference, find
from btm_cli.answers.model import CORE
from btm_cli.errors import BtmError, ExitCode
from btm_cli.render.document.safe import visible
from btm_cli.render.document.words import words
from btm_cli.tui.citing import choose_evidence, in_full
from btm_cli.tui.dialogs import ConfirmDialog, FindDialog, HelpDialog, MarkedList, TextDialog, plain
from btm_cli.tui.keys import COMMANDS, help_lines, key_line, rating_keys
from btm_cli.tui.rows import Rows, outline_width
from btm_cli.tui.session import Interview


class InterviewApp(App[int]):
    """The screen of one interview; `name` is what the file is called."""

    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "interview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "interrupt", "stop", priority=True),
        Binding("left", "step(-1)", "previous cell"),
        Binding("right", "step(1)", "next cell"),
        *(Binding(each.binding, each.action, each.name) for each in COMMANDS),
    ]

    def __init__(self, interview: Interview, name: str) -> None:
        super().__init__()
        self.theme = "ansi-dark"
        self.interview = interview
        self.rows = Rows(interview)
        self._file = name
        self._keys = rating_keys(interview.standard)
        self._filling = False

    def compose(self) -> ComposeResult:
        """The frame; `show` fills it."""
        yield Static(id="head")
        with Horizontal(id="body"):
            yield MarkedList(id="outline")
            with Vertical(id="question"):
                yield Static(id="title")
                yield Static(id="cells")
                yield MarkedList(id="choices")
                yield Static(id="below")
        yield Static(id="status", markup=False)
        yield Static(id="keys", markup=False)

    def on_mount(self) -> None:
        """Start at the first open question."""
        self.query_one("#choices").focus()
        self.show(self.rows.words.offer())

    def on_resize(self, event: events.Resize) -> None:
        """Set everything anew for the width."""
        self.show(columns=event.size.width)

    def show(self, message: str | None = None, columns: int | None = None) -> None:
        """Draw the interview as it stands."""
        columns = columns or self.size.width
        left = outline_width(columns)
        right = columns - left - 2
        question = self.interview.question
        self._filling = True
        self.query_one("#head", Static).update(plain(self.rows.words.head(), "bold"))
        outline = self.query_one("#outline", MarkedList)
        outline.styles.width = left
        rows = self.rows.outline(left - 1)
        here = question.capability if question else None
        outline.fill(rows, next((at for at, (name, _) in enumerate(rows) if name == here), None))
        self._show_question(question, right)
        if message is not None:
            self.query_one("#status", Static).update(plain(message))
        self.query_one("#keys", Static).update(Content(key_line(question, self.interview.standard, columns)))
        self._filling = False

    def _show_question(self, question: Question | None, columns: int) -> None:
        choices = self.query_one("#choices", MarkedList)
        if question is None:
            self.query_one("#title", Static).update(plain(""))
            self.query_one("#cells", Static).update(Content(self.rows.words.done()))
            self.query_one("#below", Static).update(plain(""))
            choices.fill([], None)
            return
        self.query_one("#title", Static).update(plain(self.rows.words.title(question), "bold"))
        self.query_one("#cells", Static).update(self.rows.cells(question))
        rows = self.rows.choices(question, columns - 2)
        wanted = question.criterion or self.rows.words.answer(question)
        unmoved = 0 if question.criterion else None  # no level is at the mark before somebody moves it there
        choices.fill(rows, next((at for at, (name, _) in enumerate(rows) if name == wanted), unmoved))
        self._show_below(question, columns)

    def _show_below(self, question: Question, columns: int) -> None:
        self.query_one("#below", Static).update(self.rows.below(question, columns - 2))

    @on(OptionList.OptionHighlighted, "#choices")
    def pointed(self, event: OptionList.OptionHighlighted) -> None:
        """Up and Down among criteria change which one is asked."""
        question = self.interview.question
        if self._filling or question is None or question.criterion is None or event.option_id is None:
            return
        if event.option_id != question.criterion:
            question = question._replace(criterion=event.option_id)
            self.interview.point(question)
            self.query_one("#title", Static).update(plain(self.rows.words.title(question), "bold"))
            self._show_below(question, self.size.width - outline_width(self.size.width) - 2)

    @on(OptionList.OptionSelected, "#choices")
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """Enter on a level; on the one that is there already it does nothing, be it one Enter too many."""
        question = self.interview.question
        if question is None or event.option_id is None:
            return
        if question.criterion is not None:
            self.show("Rate it with " + ", ".join(self._keys) + ", or x for n/a.")
        elif event.option_id == self.rows.words.answer(question):
            self.show(words("interview.same-level", level=event.option_id))
        else:
            self.say(Reply(Kind.level, event.option_id))

    @on(OptionList.OptionSelected, "#outline")
    def entered(self, event: OptionList.OptionSelected) -> None:
        """Enter on a capability: its first open question."""
        listed = [place for place in places(self.interview.form) if place.capability == event.option_id]
        if listed:
            self.interview.enter(next((place for place in listed if self.interview.open_at(place)), listed[0]))
            self.query_one("#choices").focus()
            self.show("")

    def on_key(self, event: events.Key) -> None:
        """A level's digit, or a rating's letter."""
        question = self.interview.question
        if question is None or len(self.screen_stack) > 1 or event.character is None:
            return
        if question.criterion is not None:
            word = self._keys.get(event.character)
            if word is not None:
                event.stop()
                self.say(Reply(Kind.rating, word))
        elif event.character in [str(each.level) for each in self.interview.standard.levels]:
            event.stop()
            self.say(Reply(Kind.level, event.character))

    def say(self, reply: Reply) -> None:
        """Save an answer, after a yes where it replaces several."""
        question = self.interview.question
        if question is None:
            return

        def answer(yes: bool | None = True) -> None:
            if yes and self.tried(lambda: self.interview.answer(reply)):
                self.show(f"Saved: {self.rows.words.title(question)}: {self.rows.words.answer(question)}")

        lost = self.interview.loses(question)
        if lost:
            noun = "a single answer" if lost == 1 else f"{lost} single answers"
            self.push_screen(ConfirmDialog(f"This replaces {noun}. Do it?"), answer)
        else:
            answer()

    def tried(self, do: Callable[[], object]) -> bool:
        """Do something that writes. Out: whether it is done; what went wrong is said, and nothing has changed then."""
        try:
            do()
        except BtmError as error:
            self.show(f"NOT SAVED: {in_full(error)}")
            return False
        return True

    def action_unknown(self) -> None:
        """Asked, and not known."""
        self.say(Reply(Kind.unknown))

    def action_step(self, places_on: int) -> None:
        """Left and Right: the next cell, whatever has been answered."""
        self.interview.step(places_on)
        self.show("")

    def action_skip(self) -> None:
        """Leave it open."""
        self.interview.skip()
        self.show("Left open.")

    def action_return(self) -> None:
        """To the question before."""
        self.show("" if self.interview.back() else "This is the first question.")

    def action_undo(self) -> None:
        """Take the last answer back."""
        undone: list[Question | None] = []
        if self.tried(lambda: undone.append(self.interview.undo())):
            taken = undone[0]
            self.show(f"Taken back: {self.rows.words.title(taken)}" if taken else "There is nothing to take back.")

    def action_depth(self) -> None:
        """Ask more closely; after criteria, by capability again."""
        depths = [Depth.capability, Depth.cell, Depth.criteria]
        depth = depths[(depths.index(self.interview.form.depth) + 1) % len(depths)]
        self.interview.use_depth(depth)
        core = depth is Depth.criteria and self.interview.loaded.answers.depth == CORE
        self.show(words(f"interview.depth.{Depth.core if core else depth}"))

    def action_not_applicable(self) -> None:
        """Ask for the reason, then save n/a."""
        question = self.interview.question
        if question is None:
            return
        old = self.interview.answer_now(question)
        reason = str(old["reason"]) if isinstance(old, Mapping) and old.get("reason") else ""
        title = f"Why does this not apply? {self.rows.words.title(question)}"

        def take(text: str | None) -> None:
            if text:
                self.say(Reply(Kind.not_applicable, text))

        self.push_screen(TextDialog(title, reason, required=True), take)

    def action_note(self) -> None:
        """Put a note to the answer."""
        question = self.interview.question
        if question is None:
            return
        before = self.interview.backing(question, "note") or ""

        def take(text: str | None) -> None:
            if text is not None and text != visible(before):
                self.back_up(lambda: self.interview.note(text))

        self.push_screen(TextDialog(f"Note on {self.rows.words.title(question)}", before), take)

    def action_evidence(self) -> None:
        """Choose evidence out of the register, or add to it first."""
        if self.interview.question is not None:
            choose_evidence(self, self.interview.backing(self.interview.question, "evidence") or [])

    def back_up(self, do: Callable[[], bool]) -> None:
        """Save a note or evidence with its answer, or keep it until there is one."""
        saved: list[bool] = []
        if self.tried(lambda: saved.append(do())):
            self.show("Saved." if saved[0] else "Kept; it is saved with the answer.")

    def action_find(self) -> None:
        """Go to a place by reference or by words."""

        def search(text: str) -> list[tuple[str, str]]:
            return [(each.reference, self.rows.words.title(each)) for each in find(text, self.interview.form)]

        def take(reference: str | None) -> None:
            if reference is not None:
                self.interview.visit(at_reference(reference, self.interview.form))
                self.show("")

        self.push_screen(FindDialog(search), take)

    def action_reload(self) -> None:
        """Take over what somebody else has written."""
        try:
            self.interview.reload()
        except BtmError as error:
            self.show(f"The file can't be read as it is now: {in_full(error)}")
            return
        self.show("Read again from the file.")

    def action_help(self) -> None:
        """Every key."""
        self.push_screen(HelpDialog(help_lines(self.interview.standard)))

    def action_leave(self) -> None:
        """End; everything is saved."""
        self.exit(int(ExitCode.OK))

    def action_interrupt(self) -> None:
        """Ctrl-C: end with the code of an interruption; everything is saved."""
        self.exit(int(ExitCode.INTERRUPTED))
