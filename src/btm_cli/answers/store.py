"""Answers files as they are written: edits of their text, decided on what the file holds at that moment.

In: a path and changes, or how to find them. Out: the file changed on disk, or an error and the file as it was. Who may
write when, and how nothing is lost: `btm_cli.saving`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress

from btm_cli.answers.edit import Change, Order, edit
from btm_cli.errors import InvalidFiles, UnreadableFile
from btm_cli.files import DiskFiles
from btm_cli.saving import Held, changed, held
from btm_cli.saving import write_new as create


class Session:
    """Writes one file again and again, as an interview does. `text` is the file as this session knows it.

    With `found` no other btm writes the file meanwhile: see `alone`. Raises UnreadableFile or InvalidFiles (not UTF-8)
    where the file can't be read.
    """

    def __init__(self, path: str, found: Held | None = None) -> None:
        self.path = path
        self.text = _text(DiskFiles().read(path) if found is None else found.content, path)
        self._held = found

    def save(self, changes: Sequence[Change], order: Order = ()) -> None:
        """Make `changes`. Raises EditRefused, UnreadableFile, and FileChanged where the file is another one by now."""
        self._write(lambda: edit(self.text, changes, self.path, order))

    def replace(self, text: str) -> None:
        """Write `text` in place of what the session knows. Raises UnreadableFile, and FileChanged as `save` does."""
        self._write(lambda: text)

    def _write(self, decide: Callable[[], str]) -> None:
        with held(self.path) if self._held is None else nullcontext(self._held) as found:
            if _text(found.content, self.path) != self.text:
                raise changed(self.path)
            text = decide()
            if text != self.text:
                found.replace(text.encode("utf-8"))
                self.text = text


@contextmanager
def alone(path: str) -> Iterator[Session]:
    """A session for what reads, decides and writes in one go: another btm is waited for, and waits as long.

    Raises as `Session` does, and UnreadableFile where the file can't be written or is never free.
    """
    with held(path) as found:
        yield Session(path, found)


def update(path: str, decide: Callable[[bytes], tuple[Sequence[Change], Order]]) -> None:
    """Change the file at `path`; `decide` gets what it holds while no other btm can write it, and says what to change.

    Raises what `decide` does, and as `Session` and `Session.save` do.
    """
    with alone(path) as session:
        session.save(*decide(session.text.encode("utf-8")))


def write_new(path: str, text: str, *, force: bool = False) -> None:
    """Write a file that is not there yet, or with `force` in place of the one that is. Raises UnreadableFile."""
    with suppress(FileExistsError):
        create(path, text, force=force)
        return
    raise UnreadableFile(f"{path} is there already; nothing is written", hint="name another file, or --force")


def _text(raw: bytes, path: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        from btm_cli.source import parse

        raise InvalidFiles(parse(raw, path)[1]) from None
