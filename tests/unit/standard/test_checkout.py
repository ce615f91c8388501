"""A compiled standard is used as long as nothing it was made from has changed, and not a moment longer."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import btm_cli
from btm_cli.standard import checkout
from btm_cli.standard.checkout import kept_content, kept_path
from btm_cli.standard.load import compile_standard
from support import kept_standard
from support.kept_standard import keep
from support.run import plain_environment
from support.small_standard import BETA, write_standard


class Checkout(NamedTuple):
    """A copy of the package beside a small standard; `kept` is what was compiled from it."""

    root: Path
    folder: str
    kept: Path

    @property
    def package(self) -> Path:
        return self.root / "src" / "btm_cli"

    def btm(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-X", "importtime", "-m", "btm_cli", *arguments]
        environment = plain_environment() | {"PYTHONPATH": str(self.root / "src")}
        return subprocess.run(
            command, cwd=self.root, env=environment, capture_output=True, encoding="utf-8", check=True
        )


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    root = tmp_path_factory.mktemp("checkout")
    package = Path(btm_cli.__file__).parent
    shutil.copytree(package, root / "src" / "btm_cli", ignore=shutil.ignore_patterns("__pycache__", "_data"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(root / "src"))
        for module in (checkout, kept_standard):
            patch.setattr(module, "PACKAGE", str(root / "src" / "btm_cli"))
        patch.setattr(checkout, "CHECKOUT", str(root))
        folder = write_standard(root / "standard")
        assert kept_content(folder) is None
        assert keep(folder)
        yield Checkout(root, folder, Path(kept_path(folder)))


def test_what_is_kept_is_what_compiling_gives(here: Checkout) -> None:
    assert kept_content(here.folder) == json.loads(compile_standard(here.folder))


def same_size(path: Path, old: str, new: str) -> None:
    """An edit that neither size nor time of the file tells."""
    text, before = path.read_text("utf-8"), path.stat()
    assert len(old) == len(new)
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


CHANGES: dict[str, Callable[[Checkout], Any]] = {
    "a word of a capability": lambda it: same_size(Path(it.folder, "north/alpha.yaml"), "name: Alpha", "name: Omega"),
    "a threshold of the frame": lambda it: same_size(Path(it.folder, "standard.yaml"), '"2.5"', '"2.4"'),
    "a file more": lambda it: Path(it.folder, "north/delta.yaml").write_text(BETA.replace("id: beta", "id: delta")),
    "a file less": lambda it: Path(it.folder, "south/gamma.yaml").unlink(),
    "a file elsewhere": lambda it: Path(it.folder, "north/beta.yaml").rename(Path(it.folder, "south/beta.yaml")),
    "what loads": lambda it: same_size(it.package / "standard/load.py", "sorted(names)", "sorted(known)"),
    "what reads numbers": lambda it: same_size(it.package / "exact.py", "Fraction", "Frection"),
    "what reads YAML": lambda it: (it.package / "source/scalars.py").write_text("", "utf-8"),
    "code that is gone": lambda it: (it.package / "fields.py").unlink(),
    "a digit of what is kept": lambda it: same_size(it.kept, '"level":2', '"level":3'),
    "the end of what is kept": lambda it: it.kept.write_bytes(it.kept.read_bytes()[:-1]),
    "all but the first line": lambda it: it.kept.write_bytes(it.kept.read_bytes().partition(b"\n")[0]),
    "something else": lambda it: it.kept.write_text("[]\n{}"),
    "nothing": lambda it: it.kept.write_bytes(b""),
    "no text": lambda it: it.kept.write_bytes(b"\xff\x00"),
    "no file": lambda it: it.kept.unlink(),
}


def files_of(it: Checkout) -> dict[Path, bytes]:
    found = [*Path(it.folder).rglob("*.yaml"), *it.package.glob("*.py"), *it.package.glob("s*/*.py"), it.kept]
    return {path: path.read_bytes() for path in found if path.exists()}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_it_is_not_used(here: Checkout, change: str) -> None:
    kept, before = kept_content(here.folder), files_of(here)
    assert kept is not None
    try:
        CHANGES[change](here)
        after = files_of(here)
        assert after != before
        assert kept_content(here.folder) is None
    finally:
        for path in after.keys() - before.keys():
            path.unlink()
        for path, content in before.items():
            if after.get(path) != content:
                path.write_bytes(content)
    assert kept_content(here.folder) == kept


def test_another_python_or_library_does_not_use_it(here: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sys, "version", sys.version + " (another build)")
        assert kept_content(here.folder) is None
    specs = {name: checkout.find_spec(name) for name in ("pydantic", "yaml")}
    for name in specs:
        other = here.root / name / "__init__.py"
        other.parent.mkdir()
        with monkeypatch.context() as patch:
            patch.setattr(checkout, "find_spec", (specs | {name: ModuleSpec(name, None, origin=str(other))}).get)
            assert kept_content(here.folder) is None
    assert kept_content(here.folder) is not None


def test_nothing_is_kept_where_a_file_is_written_meanwhile(here: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even where the edit is taken back before the end: what was compiled in between may have seen it."""
    compiled = here.kept.read_bytes()
    here.kept.unlink()
    run = subprocess.run
    edited = Path(here.folder, "north/beta.yaml")

    def meanwhile(*arguments: Any, **options: Any) -> Any:
        edited.write_text(edited.read_text("utf-8").replace("weight: 1/3", "weight: 2/3"), "utf-8")
        done = run(*arguments, **options)
        edited.write_text(edited.read_text("utf-8").replace("weight: 2/3", "weight: 1/3"), "utf-8")
        return done

    monkeypatch.setattr(subprocess, "run", meanwhile)
    assert not keep(here.folder)
    assert not here.kept.exists()
    monkeypatch.undo()
    assert keep(here.folder)
    assert here.kept.read_bytes() == compiled


def test_a_standard_with_errors_is_not_kept(here: Checkout, tmp_path: Path) -> None:
    folder = write_standard(tmp_path / "wrong", {"standard.yaml": "id: [\n"})
    assert not keep(folder)
    assert kept_content(folder) is None


def test_a_command_uses_it_and_sees_the_next_edit(here: Checkout) -> None:
    shown = here.btm("standard", "show", "alpha")
    assert shown.stdout.startswith("Alpha")
    assert "btm_cli.standard.checkout" in shown.stderr
    assert "btm_cli.standard.load" not in shown.stderr
    assert "btm_cli.standard.schema" not in shown.stderr
    path = Path(here.folder, "north/alpha.yaml")
    same_size(path, "name: Alpha", "name: Omega")
    try:
        shown = here.btm("standard", "show", "alpha")
        assert shown.stdout.startswith("Omega")
        assert "btm_cli.standard.load" in shown.stderr
    finally:
        same_size(path, "name: Omega", "name: Alpha")
