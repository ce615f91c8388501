"""The compiled standard that a checkout may keep, for as long as nothing that it was made from has changed.

In: a folder of the checkout with a standard. Out: its canonical content, or None where none is kept or anything
differs. It lies where Python keeps compiled code, and only the tests write it: docs/decisions/0023.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from importlib.util import cache_from_source, find_spec
from typing import Any

from btm_cli.digest import bytes_digest
from btm_cli.errors import UnreadableFile
from btm_cli.files import DiskFiles
from btm_cli.standard.build import Content
from btm_cli.standard.bundled import CHECKOUT, PACKAGE
from btm_cli.standard.sources import FRAME, capability_files, profile_files

LIBRARIES = ("pydantic", "pyyaml")
"""How the names begin under which the libraries that check and read YAML are installed."""


def kept_path(folder: str) -> str:
    """Where the compiled form of the standard in `folder` is kept, for this version of Python."""
    compiled = cache_from_source(os.path.join(PACKAGE, "standard", "checkout.py"))
    name = os.path.relpath(folder, CHECKOUT).replace(os.sep, "-")
    return os.path.join(os.path.dirname(compiled), f"{name}.{sys.implementation.cache_tag}.json")


def kept_content(folder: str) -> Content | None:
    """What was compiled from the files in `folder` as they are now, by the code as it is now; None without that."""
    try:
        with open(kept_path(folder), "rb") as file:
            head, body = file.readline(), file.read()
        stated = json.loads(head)
        if stated != {"made_from": state(folder, stated["made_from"]["code"]), "content": bytes_digest(body)}:
            return None
        content: Content = json.loads(body)
    except (UnreadableFile, OSError, NotImplementedError, ValueError, LookupError, TypeError):
        return None
    return content


def state(folder: str, code: Iterable[str]) -> dict[str, Any]:
    """All that the content of the standard in `folder` depends on, now: `code` is paths of modules in the package.

    Out: JSON data that is equal only where every byte of the standard's files and of these modules is, and the
    versions of Python and of the libraries are. Raises UnreadableFile, OSError.
    """
    disk = DiskFiles()
    names = [FRAME, *capability_files(folder, disk)]
    return {
        "standard": {name: bytes_digest(disk.read(f"{folder}/{name}")) for name in names},
        "profiles": sorted(profile_files(folder, disk)),
        "code": {name: bytes_digest(disk.read(os.path.join(PACKAGE, name))) for name in code},
        "python": sys.version,
        "libraries": _libraries(),
    }


def _libraries() -> list[str]:
    """What is installed of the libraries, with the versions in the names of their metadata; nothing is imported."""
    specs = (find_spec(name) for name in ("pydantic", "yaml"))
    places = {os.path.dirname(os.path.dirname(spec.origin)) for spec in specs if spec is not None and spec.origin}
    return sorted(name for place in places for name in os.listdir(place) if name.lower().startswith(LIBRARIES))
