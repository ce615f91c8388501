"""Where an installation says that it comes from."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from btm_cli.intake.address import repository
from btm_cli.render.wire.sarif import render_sarif

HERE = "https://git.example.com/tools/btm-cli"


def installed_with(metadata: str, folder: Path, patch: pytest.MonkeyPatch) -> None:
    """As if a wheel with `metadata` were installed, before all others on the path."""
    info = folder / "btm_cli-0.1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.4\nName: btm-cli\nVersion: 0.1.0\n{metadata}\n", "utf-8")
    patch.syspath_prepend(folder)


def test_a_released_wheel_knows_its_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    links = f"Project-URL: Notes, https://git.example.com/notes\nProject-URL: Repository, {HERE}\n"
    installed_with(links, tmp_path, monkeypatch)
    assert repository() == HERE
    [run] = json.loads(render_sarif([], address=repository()))["runs"]
    assert run["tool"]["driver"]["informationUri"] == HERE


def test_a_build_that_was_told_nothing_knows_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed_with("", tmp_path, monkeypatch)
    assert repository() is None
    [run] = json.loads(render_sarif([], address=repository()))["runs"]
    assert "informationUri" not in run["tool"]["driver"]


def test_a_package_that_is_only_on_the_path_knows_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("importlib.metadata.metadata", missing)
    assert repository() is None
