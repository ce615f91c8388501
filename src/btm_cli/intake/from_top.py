"""Where a file lies in its repository, for code hosts: the same however the path was typed.

In: paths as they were typed. Out: paths from the top of the working tree, with `/`. Git is not asked: a folder with
`.git` in it is the top.
"""

from __future__ import annotations

import os


def top_of(folder: str) -> str | None:
    """The folder with `.git` around `folder`, None outside of a working tree."""
    while not os.path.lexists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
    return folder


def from_top(path: str) -> str:
    """The path from the top of the working tree that holds it; from the working directory outside of one.

    What lies in neither, and what is no path of a file (`HEAD:answers.yaml`, `-`), stays as it was typed.
    """
    there = os.path.abspath(path)
    if not os.path.lexists(there):
        return path
    # The folder is resolved, not the file: a link in a working tree is a file of it.
    folder = os.path.realpath(os.path.dirname(there))
    base = top_of(folder) or os.path.realpath(os.getcwd())
    inside = os.path.relpath(os.path.join(folder, os.path.basename(there)), base).replace(os.sep, "/")
    return path if inside.startswith("../") else inside
