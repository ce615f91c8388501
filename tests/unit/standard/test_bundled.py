"""The shipped standard, wherever it lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from btm_cli.errors import UnreadableFile
from btm_cli.standard.bundled import data_folder, load_bundled
from btm_cli.standard.load import load_standard


def test_the_shipped_standard_is_the_one_of_the_checkout(root: Path) -> None:
    assert load_bundled() == load_standard((root / "standard").as_posix())[0]


def test_the_folder_of_the_code_pages() -> None:
    assert Path(data_folder("codes"), "unknown-key.md").is_file()


def test_what_is_not_shipped() -> None:
    with pytest.raises(UnreadableFile, match="lacks its folder `spare-parts`"):
        data_folder("spare-parts")
