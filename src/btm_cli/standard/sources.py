"""Which files of a standard's folder its content is made of.

In: a folder behind the files port. Out: names in it. Whoever only asks whether a file changed imports this, and not the
models that read it.
"""

from __future__ import annotations

import posixpath

from btm_cli.files import Files

FRAME = "standard.yaml"
PROFILES = "profiles/"
OTHER_FOLDERS = ("benchmarks/", "editions/", PROFILES, "schema/", "today/")
OTHER_FILES = (FRAME, "advisor.yaml", "crosswalk.yaml", "cycle.yaml", "guided.yaml")


def capability_files(folder: str, files: Files) -> list[str]:
    """Every file beside the frame that must be a capability, relative to `folder`, sorted. Raises UnreadableFile."""
    names = files.list_yaml(folder)
    return [name for name in names if name not in OTHER_FILES and not name.startswith(OTHER_FOLDERS)]


def profile_files(folder: str, files: Files) -> dict[str, str]:
    """Every profile's file beside the frame, relative to `folder`, by the id it must have. Raises UnreadableFile."""
    names = [name for name in files.list_yaml(folder) if name.startswith(PROFILES)]
    return {posixpath.basename(name).removesuffix(".yaml"): name for name in names}
