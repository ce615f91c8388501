"""Where a user says a file is: on disk, or in git as `REV:PATH`.

In: a command line's word. Out: a `Place`. Nothing is run and nothing is read; the disk is asked only whether a file
with that very name exists.
"""

from __future__ import annotations

import os
import re
from typing import NamedTuple

_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


class Place(NamedTuple):
    """A path on disk (`revision` is None) or, below the top of the repository, in the tree of a revision."""

    path: str
    revision: str | None = None

    @property
    def text(self) -> str:
        """As the user writes it."""
        return self.path if self.revision is None else f"{self.revision}:{self.path}"


def parse_place(text: str) -> Place:
    """What `text` names: what is on disk under that name, a Windows path (`C:/x`), else `REV:PATH` as in git.

    The colon that counts is the first one outside of braces: `HEAD^{/fix: it}:answers.yaml`. As in git, a path that
    begins with `./` or `../` is seen from the working directory, every other one from the top of the repository.
    """
    if os.path.exists(text) or _DRIVE.match(text):
        return Place(text)
    depth = 0
    for position, character in enumerate(text):
        depth += (character == "{") - (character == "}")
        if character == ":" and depth <= 0:
            return Place(text[position + 1 :], text[:position])
    return Place(text)
