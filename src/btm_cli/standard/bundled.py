"""Where the shipped standard lies: compiled in the package of a wheel, or as YAML in the checkout of an editable
install, which may keep it compiled as well.

In: nothing. Out: the `Standard` that answers files name, and the folder or JSON it came from.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from btm_cli.errors import InvalidFiles, UnreadableFile

if TYPE_CHECKING:
    from btm_cli.standard.model import Standard

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CHECKOUT = os.path.dirname(os.path.dirname(PACKAGE))
"""The folder above `src` in a checkout; nothing of ours where a wheel is installed."""


def compiled_path(edition: str | None = None) -> str | None:
    """The compiled standard inside an installed wheel, or an earlier `edition` of it; None in a checkout."""
    name = "standard.json" if edition is None else f"standard-{edition}.json"
    path = os.path.join(PACKAGE, "_data", name)
    return path if os.path.isfile(path) else None


def data_folder(name: str) -> str:
    """A shipped folder: `standard`, `examples` or `codes` (docs/codes in a checkout).

    Raises UnreadableFile without one.
    """
    checkout = "docs/codes" if name == "codes" else name
    for path in (os.path.join(PACKAGE, "_data", name), os.path.join(CHECKOUT, checkout)):
        if os.path.isdir(path):
            return path
    raise UnreadableFile(f"this installation lacks its folder `{name}`", hint="install btm-cli again")


def data_file(name: str) -> str:
    """A shipped page: `answers-file.md` (in docs in a checkout). Raises UnreadableFile without one."""
    for path in (os.path.join(PACKAGE, "_data", name), os.path.join(CHECKOUT, "docs", name)):
        if os.path.isfile(path):
            return path
    raise UnreadableFile(f"this installation lacks its page `{name}`", hint="install btm-cli again")


def editions(folder: str) -> dict[str, str]:
    """The earlier editions that the standard in `folder` keeps: edition to folder, `editions/<edition>/`, sorted."""
    place = os.path.join(folder, "editions")
    try:
        names = sorted(os.listdir(place))
    except OSError:
        return {}
    found = {name: os.path.join(place, name) for name in names}
    return {name: path for name, path in found.items() if os.path.isfile(os.path.join(path, "standard.yaml"))}


def load_bundled(edition: str | None = None) -> Standard:
    """The standard this version of the tool ships, or the earlier `edition` of it that it keeps.

    Raises UnreadableFile or InvalidFiles for a broken installation.
    """
    from btm_cli.standard.build import build_standard

    path = compiled_path(edition)
    if path is not None:
        with open(path, encoding="utf-8") as file:
            return build_standard(json.load(file))
    from btm_cli.standard.checkout import kept_content

    folder = data_folder("standard")
    if edition is not None:
        folder = editions(folder)[edition]
    content = kept_content(folder)
    if content is not None:
        return build_standard(content)
    from btm_cli.standard.load import load_standard

    standard, problems = load_standard(folder)
    if standard is None:
        raise InvalidFiles(problems)
    return standard
