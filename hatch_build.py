"""Build hook: puts the standard, the pages that commands show, the examples, the compiled words and templates of pages
into the wheel, and the address of the repository into its metadata.

In: `standard/`, `docs/` and `examples/` of the checkout or sdist. Out: `btm_cli/_data/` in the wheel, with the
standard both as its YAML and compiled to JSON, which spares every run some 250 KB of YAML. A standard with errors fails
the build.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

DATA = "btm_cli/_data"


class BundledDataHook(BuildHookInterface):  # type: ignore[type-arg,misc,unused-ignore]
    """Adds `btm_cli/_data/` to a wheel. Editable installs read the checkout instead (`standard/bundled.py`)."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, then tell hatchling which file goes where. `version` is "standard" or "editable"."""
        if version == "editable":
            return
        root = Path(self.root)
        self._folder = tempfile.mkdtemp()
        for name, text in (compiled_files(root) | compiled_templates(root)).items():
            path = Path(self._folder, os.path.basename(name))
            path.write_text(text, "utf-8", newline="\n")
            path.chmod(0o644)
            build_data["force_include"][str(path)] = name
        build_data["force_include"].update(
            {
                str(root / "standard"): f"{DATA}/standard",
                str(root / "docs" / "codes"): f"{DATA}/codes",
                str(root / "examples"): f"{DATA}/examples",
                str(root / "docs" / "answers-file.md"): f"{DATA}/answers-file.md",
            }
        )

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the compiled files once the wheel holds them."""
        if version != "editable":
            shutil.rmtree(self._folder)


class AddressHook(MetadataHookInterface):  # type: ignore[misc,unused-ignore]
    """Sets `[project.urls]` from BTM_REPOSITORY, which the release workflow fills with where it runs."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the address where there is one. Raises ValueError where it is not an address of a repository."""
        address = os.environ.get("BTM_REPOSITORY", "").rstrip("/")
        if not address:
            return
        if not re.fullmatch(r"https://[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._~-]+)+", address):
            raise ValueError(f"BTM_REPOSITORY must be https://HOST/OWNER/NAME, not {address!r}")
        metadata["urls"] = {"Repository": address}


def compiled_templates(root: Path) -> dict[str, str]:
    """The templates of HTML pages as Python, by their place in the wheel; whoever runs another Jinja compiles anew."""
    with _ours_first(root), tempfile.TemporaryDirectory() as folder:
        from btm_cli.render.document.templates_env import COMPILED
        from btm_cli.render.report.templates_env import report_templates

        report_templates().compile_templates(folder, zip=None, ignore_errors=False)
        place = f"{DATA}/templates/{os.path.basename(COMPILED)}"
        return {f"{place}/{each.name}": each.read_text("utf-8") for each in sorted(Path(folder).iterdir())}


def compiled_files(root: Path) -> dict[str, str]:
    """What the wheel holds compiled to JSON, by its place there: the standard and its earlier editions, words of pages.

    The checkout is at `root`; problems of a standard end the build, each with its place.
    """
    with _ours_first(root):
        from btm_cli.errors import InvalidFiles
        from btm_cli.render.document.words import flattened
        from btm_cli.standard.bundled import editions
        from btm_cli.standard.load import compile_standard

        standard = str(root / "standard")
        words = (root / "src" / "btm_cli" / "words").glob("*.yaml")
        try:
            return {
                f"{DATA}/standard.json": compile_standard(standard),
                **{f"{DATA}/standard-{name}.json": compile_standard(path) for name, path in editions(standard).items()},
                **{f"btm_cli/words/{each.stem}.json": json.dumps(flattened(each.read_text("utf-8"))) for each in words},
            }
        except InvalidFiles as invalid:
            places = (f"{d.location.file}:{d.location.line}: {d.message}" for d in invalid.diagnostics)
            raise SystemExit("standard/ has errors:\n" + "\n".join(places)) from None


@contextmanager
def _ours_first(root: Path) -> Iterator[None]:
    """Import the package of the checkout, and leave no bytecode beside it."""
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(root / "src"))
    try:
        yield
    finally:
        sys.path.pop(0)
