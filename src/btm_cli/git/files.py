"""The files of a commit, behind the port of `btm_cli.files`.

In: the objects of a repository, a commit's tree. Out: bytes, names, digests; paths start at the top of the tree and
have `/` between parts. Links are followed inside the tree; contents are the committed ones, no filter is run.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import NamedTuple

from btm_cli.errors import IncompleteClone, UnreadableFile
from btm_cli.files import relative_parts
from btm_cli.git.objects import FOLDER, LINK, SUBMODULE, Entry, Objects, not_here
from btm_cli.names import spelled

MOST_LINKS = 40
"""As many as Linux follows before it speaks of a loop."""

OpenSubmodule = Callable[[str, str], "GitFiles | None"]
"""From a submodule's path and the commit recorded for it to its files; None where they are not here."""


class _Found(NamedTuple):
    """Where a path leads without links, and what is there: None for nothing."""

    path: str
    entry: Entry | None
    inside: GitFiles | None = None
    rest: str = ""


class _Loop(UnreadableFile):
    """Links that lead to each other; `path` is where one got into them."""

    def __init__(self, message: str, path: str) -> None:
        super().__init__(message)
        self.path = path


class GitFiles:
    """The tree of one commit. `revision` is how the user called it, for messages."""

    def __init__(self, objects: Objects, tree: str, revision: str, submodule: OpenSubmodule | None = None) -> None:
        self.revision = revision
        self._objects = objects
        self._root = Entry(FOLDER, tree)
        self._submodule = submodule
        self._submodules: dict[str, GitFiles | None] = {}

    def read(self, path: str) -> bytes:
        """See `Files.read`."""
        found = self._find(path)
        if found.inside is not None:
            return found.inside.read(found.rest)
        content = self._objects.read(self._blob(path, found.entry))
        if content is None:
            raise not_here(f"the content of {self.revision}:{path}")
        return content[2]

    def _blob(self, path: str, entry: Entry | None) -> str:
        """The id of a file's content. Raises UnreadableFile where `entry`, which is at `path`, is none."""
        if entry is None:
            raise self._unreadable(path, "there is no such file")
        if entry.mode in (FOLDER, SUBMODULE):
            raise self._unreadable(path, "it is a folder" if entry.mode == FOLDER else "it is a submodule")
        return entry.id

    def exists(self, path: str) -> bool:
        """See `Files.exists`."""
        try:
            found = self._find(path)
        except IncompleteClone:
            raise
        except UnreadableFile:
            return False
        if found.inside is not None:
            return found.inside.exists(found.rest)
        return found.entry is not None and found.entry.mode not in (FOLDER, SUBMODULE)

    def is_folder(self, path: str) -> bool:
        """Whether `path` is a folder, a submodule's included."""
        found = self._find(path)
        if found.inside is not None:
            return found.inside.is_folder(found.rest)
        return found.entry is not None and found.entry.mode == FOLDER

    def list_yaml(self, folder: str) -> list[str]:
        """See `Files.list_yaml`; as on disk, folders behind links are not entered."""
        found = self._find(folder)
        if found.inside is not None:
            return found.inside.list_yaml(found.rest)
        if found.entry is None or found.entry.mode != FOLDER:
            raise self._unreadable(folder, "there is no such folder")
        names: list[str] = []
        open_folders = [("", found.entry.id)]
        while open_folders:
            place, identity = open_folders.pop()
            for name, entry in self._objects.tree(identity).items():
                inner = place + os.fsdecode(name)
                if entry.mode == FOLDER:
                    open_folders.append((f"{inner}/", entry.id))
                elif entry.mode != SUBMODULE and inner.endswith(".yaml"):
                    names.append(inner)
        return sorted(names)

    def resolve_inside(self, root: str, path: str) -> str | None:
        """See `Files.resolve_inside`; what is not in the tree may still be said to lie inside."""
        parts = relative_parts(path)
        if parts is None:
            return None
        try:
            inner = self._find(root).path
            resolved = self._find("/".join([inner, *parts])).path
        except _Loop as loop:  # as on disk: it lies inside, and is no file
            resolved = loop.path
        except IncompleteClone:
            raise
        except UnreadableFile:  # out of the top
            return None
        return resolved if resolved == inner or not inner or resolved.startswith(f"{inner}/") else None

    def sha256(self, path: str) -> str:
        """See `Files.sha256`."""
        found = self._find(path)
        if found.inside is not None:
            return found.inside.sha256(found.rest)
        digest = self._objects.sha256(self._blob(path, found.entry))
        if digest is None:
            raise not_here(f"the content of {self.revision}:{path}")
        return digest

    def _find(self, path: str) -> _Found:
        """Walk to `path` as the system would on disk: link after link, `..` up from where a link has led.

        Raises UnreadableFile for a way out of the top of the tree, or a loop.
        """
        waiting = [part for part in reversed(path.split("/")) if part not in ("", ".")]
        names: list[str] = []
        entries: list[Entry | None] = [self._root]
        links = 0
        while waiting:
            part = waiting.pop()
            if part == "..":
                if not names:
                    raise self._unreadable(path, "it leads out of the repository")
                names.pop()
                entries.pop()
                continue
            here = entries[-1]
            entry = None
            if here is not None and here.mode == FOLDER:
                tree = self._objects.tree(here.id)
                entry = tree.get(os.fsencode(part))
                if entry is None and not part.isascii():
                    part = spelled(part, map(os.fsdecode, tree))
                    entry = tree.get(os.fsencode(part))
            if entry is not None and entry.mode == LINK:
                links += 1
                target = self._objects.read(entry.id)
                if target is None:
                    raise not_here(f"a link on the way to {self.revision}:{path}")
                if links > MOST_LINKS:
                    raise _Loop(f"{self.revision}:{path} can't be read: it is a loop of links", path.strip("/"))
                led = os.fsdecode(target[2])
                if led.startswith("/"):
                    raise self._unreadable(path, "a link leads out of the repository")
                waiting += [each for each in reversed(led.split("/")) if each not in ("", ".")]
                continue
            names.append(part)
            entries.append(entry)
            if entry is not None and entry.mode == SUBMODULE and waiting:
                return self._in_submodule("/".join(names), entry, "/".join(reversed(waiting)), path)
        return _Found("/".join(names), entries[-1])

    def _in_submodule(self, place: str, entry: Entry, rest: str, path: str) -> _Found:
        """What a submodule has at the commit recorded for it."""
        if place not in self._submodules:
            self._submodules[place] = self._submodule(place, entry.id) if self._submodule else None
        files = self._submodules[place]
        if files is None:
            raise UnreadableFile(
                f"{self.revision}:{path} can't be read: the submodule {place} is not here at commit {entry.id[:10]}",
                hint="git submodule update --init",
            )
        return _Found(f"{place}/{rest}", entry, files, rest)

    def _unreadable(self, path: str, reason: str) -> UnreadableFile:
        return UnreadableFile(f"{self.revision}:{path} can't be read: {reason}")
