"""What ARCHITECTURE.md promises of the house itself; import-linter holds the arrow."""

from __future__ import annotations

from pathlib import Path

MOST_LINES = 300


def too_long(root: Path) -> dict[str, int]:
    """Modules below `root` with more lines than a reader should have to hold, by path."""
    lines = {str(path.relative_to(root)): path.read_text("utf-8").count("\n") for path in root.rglob("*.py")}
    return {path: count for path, count in lines.items() if count > MOST_LINES}


def test_no_module_is_longer_than_300_lines(root: Path) -> None:
    assert too_long(root / "src") == {}


def test_a_module_that_is_too_long_is_seen(tmp_path: Path) -> None:
    (tmp_path / "long.py").write_text("\n" * 301, "utf-8")
    (tmp_path / "just.py").write_text("\n" * 300, "utf-8")
    assert too_long(tmp_path) == {"long.py": 301}
