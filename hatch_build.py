"""Build hook: puts the standard and the pages of the diagnostic codes into the wheel.

In: `standard/` and `docs/codes/` of the checkout or sdist. Out: `btm_cli/_data/` in the wheel, with the standard both
as its YAML and compiled to JSON, which spares every run some 250 KB of YAML. A standard with errors fails the build.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DATA = "btm_cli/_data"


class BundledDataHook(BuildHookInterface):  # type: ignore[type-arg,misc,unused-ignore]
    """Adds `btm_cli/_data/` to a wheel. Editable installs read the checkout instead (`standard/bundled.py`)."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, then tell hatchling which file goes where. `version` is "standard" or "editable"."""
        if version == "editable":
            return
        root = Path(self.root)
        compiled = compile_standard(root)
        handle, self._compiled = tempfile.mkstemp(suffix=".json")
        with open(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(compiled)
        os.chmod(self._compiled, 0o644)
        build_data["force_include"].update(
            {
                self._compiled: f"{DATA}/standard.json",
                str(root / "standard"): f"{DATA}/standard",
                str(root / "docs" / "codes"): f"{DATA}/codes",
            }
        )

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove the compiled file once the wheel holds it."""
        if version != "editable":
            os.unlink(self._compiled)


def compile_standard(root: Path) -> str:
    """The standard of the checkout at `root` as JSON text; its problems end the build, each with its place."""
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(root / "src"))
    try:
        from btm_cli.errors import InvalidFiles
        from btm_cli.standard.load import compile_standard as compile_folder

        try:
            return compile_folder(str(root / "standard"))
        except InvalidFiles as invalid:
            places = (f"{d.location.file}:{d.location.line}: {d.message}" for d in invalid.diagnostics)
            raise SystemExit("standard/ has errors:\n" + "\n".join(places)) from None
    finally:
        sys.path.pop(0)
