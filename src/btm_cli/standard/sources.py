"""Which files of a standard's folder its content is made of.

In: a folder behind the files port. Out: names in it. Whoever only asks whether a file changed imports this, and not the
models that read it.
"""

from __future__ import annotations

from btm_cli.files import Files

FRAME = "standard.yaml"
OTHER_FOLDERS = ("benchmarks/", "editions/", "profiles/", "schema/", "today/")
OTHER_FILES = (FRAME, "advisor.yaml", "crosswalk.yaml", "cycle.yaml")


def capability_files(folder: str, files: Files) -> list[str]:
    """Every file beside the frame that must be a capability, relative to `folder`, sorted. Raises UnreadableFile."""
    names = files.list_yaml(folder)
    return [name for name in names if name not in OTHER_FILES and not name.startswith(OTHER_FOLDERS)]
