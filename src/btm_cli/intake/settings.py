"""`btm.toml`: which files commands take where none is named, and how they look. It never holds a number.

In: the working directory. Out: `Settings`, with paths as seen from there. The file is looked for from here upwards to
the top of the git repository, outside of one only here. Raises InvalidFiles for one that is not right.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from btm_cli.intake.from_top import top_of

if TYPE_CHECKING:
    from btm_cli.intake.settings_schema import SettingsFile

NAME = "btm.toml"


class Settings(NamedTuple):
    """What a `btm.toml` says; None for what it does not. `answers` may be a pattern."""

    answers: str | None = None
    policy: str | None = None
    baseline: str | None = None
    edition: Literal["board", "full"] | None = None
    page: Literal["A4", "Letter"] | None = None
    hints: bool = True


def _find_settings(folder: str) -> str | None:
    """The nearest `btm.toml` of `folder`, None where there is none."""
    top = top_of(folder)
    while True:
        path = os.path.join(folder, NAME)
        if os.path.isfile(path):
            return path
        above = os.path.dirname(folder)
        if top is None or folder == top or above == folder:
            return None
        folder = above


@lru_cache(maxsize=1)
def _read_once(path: str, changed: int) -> SettingsFile:
    from btm_cli.intake.settings_schema import read_settings

    return read_settings(path)


def settings() -> Settings:
    """The settings of the working directory. Raises InvalidFiles, UnreadableFile."""
    path = _find_settings(os.getcwd())
    if path is None:
        return Settings()
    shown = os.path.relpath(path)
    said = _read_once(shown, os.stat(path).st_mtime_ns)
    beside = os.path.dirname(shown)

    def place(name: str | None) -> str | None:
        return None if name is None else os.path.normpath(os.path.join(beside, name))

    at_revision = said.baseline is not None and ":" in said.baseline
    return Settings(
        answers=place(said.answers),
        policy=place(said.policy),
        baseline=said.baseline if at_revision else place(said.baseline),
        edition=said.report.edition,
        page=said.report.page,
        hints=said.hints,
    )
