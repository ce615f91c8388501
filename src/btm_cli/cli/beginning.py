"""What a new answers file says and looks like: a starter, or the last period's file carried over.

In: what options and the terminal said, perhaps an old file. Out: text. The clock is read for a day that nobody gave.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from btm_cli.answers.depth import Depth
from btm_cli.cli.terminal.printing import say
from btm_cli.intake.opened import Standards, parse_day
from btm_cli.render.document.words import words

if TYPE_CHECKING:
    from btm_cli.answers.load import LoadedAnswers
    from btm_cli.evidence import EvidenceProblem
    from btm_cli.standard.model import Standard


class Begun(NamedTuple):
    """What the file begins with: its head, and from an old file answers, notes by reference, and that file itself."""

    head: dict[str, Any]
    answers: Mapping[str, Any] = {}
    notes: Mapping[str, Sequence[str]] = {}
    old: LoadedAnswers | None = None


def text_of(begun: Begun, depth: Depth | None, standards: Standards) -> str:
    """A starter, or the old file in its own layout where no other depth is asked for."""
    from btm_cli.answers.template import depth_of
    from btm_cli.render.starter.file import Asked, starter

    standard = standards.get()
    head = {"standard": standard.name, "enterprise": None, "assessed_on": None} | begun.head
    if depth is Depth.core:
        head["depth"] = Depth.core.value
    answers, asked = begun.answers, depth or depth_of(begun.answers, head.get("depth"))
    if asked in (Depth.core, Depth.criteria) and head.get("profiles"):
        answers = _left_out(head, answers, standards)
    elif head.get("profiles"):
        say(words("browse.profile.later"))
    if begun.old is not None and depth is None:
        kept = _in_place(begun.old, standard, head | {"answers": answers}, begun.notes)
        if kept is not None:
            return kept
    readings = standards.readings_of(head.get("profiles") or (), standard, head.get("terms") or {})
    return starter(Asked(standard, asked, begun.notes, readings), head, answers)


def _in_place(
    old: LoadedAnswers, standard: Standard, data: Mapping[str, Any], notes: Mapping[str, Sequence[str]]
) -> str | None:
    """The old file saying `data`; None, with a word about it, where its text can't be changed so."""
    from btm_cli.answers.carry import carried_text
    from btm_cli.answers.edit import EditRefused
    from btm_cli.files import DiskFiles
    from btm_cli.source.document import harmless

    text = DiskFiles().read(old.document.file).decode("utf-8")
    if any(harmless(line) != line.replace("\t", " ") for line in text.removeprefix("\ufeff").splitlines()):
        say(words("init.anew", why=words("init.invisible")))
        return None
    try:
        return carried_text(text, old, standard, data, notes)
    except EditRefused as refused:
        say(words("init.anew", why=refused.message))
        return None


def say_stale(file: str, standards: Standards) -> None:
    """Say where the schema that a file just written names for editors is of another edition, and what renews it."""
    from btm_cli.intake.editor import stale_beside

    for problem in stale_beside(file, standards):
        say(problem.message, problem.hint)


def carried(old: str, standards: Standards, as_of: str | None, folder: str, given: Mapping[str, Any]) -> Begun:
    """What the old file gives to one in `folder`, in the edition in use; `given` takes the place of its head."""
    from btm_cli.answers.carry import carry_over
    from btm_cli.answers.migrate import migrate

    loaded, flaws = _old(old, standards, as_of)
    newer, rules = None, standards.get()
    if loaded.standard.name != rules.name:
        said = standards.migration_notes(loaded.standard, rules)
        newer = migrate(loaded.document.data, loaded.standard, rules, said)
    found = carry_over(loaded, flaws, folder=folder, migration=newer)
    head = dict(found.head) | {"standard": rules.name, "assessed_on": None}
    return Begun(head | dict(given), found.answers, found.notes, loaded)


def _old(old: str, standards: Standards, as_of: str | None) -> tuple[LoadedAnswers, Sequence[EvidenceProblem]]:
    """The old file's answers, and what is wrong with its evidence. Raises InvalidFiles where it is not right."""
    from btm_cli.answers.load import load_answers
    from btm_cli.errors import InvalidFiles
    from btm_cli.evidence import examine
    from btm_cli.files import DiskFiles

    files = DiskFiles()
    loaded, problems = load_answers(old, files, standards.edition, standards.names())
    if loaded is None:
        raise InvalidFiles(problems)
    day = parse_day(as_of) or date.today()
    return loaded, examine(loaded.answers, loaded.folder, files, day).problems


def _left_out(head: Mapping[str, Any], answers: Mapping[str, Any], standards: Standards) -> dict[str, Any]:
    """The answers with n/a wherever the profiles of `head` say so and nothing is answered.

    A level claims a cell as a whole, so this is for ratings: in a cell with an n/a no level can be claimed.
    """
    from btm_cli.answers.profile import filled_in

    known = {one.id: one for one in standards.profiles()}
    data = {"enterprise": "-", "assessed_on": date.today().isoformat()}
    data |= {name: value for name, value in head.items() if value is not None} | {"answers": answers}
    return filled_in(data, [known[name] for name in head["profiles"] if name in known], standards.get())
