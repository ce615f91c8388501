"""Where the project is: the one address, which `[project.urls]` of pyproject.toml tells, or none yet."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def repository() -> str | None:
    """The address of the repository, without a slash at its end; None while the project has none."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    address = project.get("urls", {}).get("Repository")
    return None if address is None else str(address).rstrip("/")
