"""The cache of roll-ups: for its user alone, and what others could have written is not believed."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from btm_cli.intake.unit_cache import Entry, UnitCache

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs POSIX permissions")
ENTRY = Entry("key", "unit", "evidence", "state")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "btm" / "units.sqlite"
    UnitCache(str(path)).store([ENTRY])
    return path


def test_nobody_else_can_look_into_it(path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert UnitCache(str(path)).find("key") == ENTRY


@pytest.mark.parametrize("change", ["readable", "of-another", "link"])
def test_what_is_not_private_is_not_believed_and_made_anew(path: Path, change: str) -> None:
    elsewhere = path.parent / "elsewhere"
    if change == "readable":
        path.chmod(0o644)
    elif change == "link":
        path.rename(elsewhere)
        path.symlink_to(elsewhere)
    elif os.geteuid() == 0:
        os.chown(path, 4321, -1)
    else:
        pytest.skip("only root may give a file away")
    assert UnitCache(str(path)).find("key") is None
    UnitCache(str(path)).store([ENTRY._replace(key="other")])
    cache = UnitCache(str(path))
    assert (cache.find("key"), cache.find("other")) == (None, ENTRY._replace(key="other"))
    assert not path.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("change", ["writable", "of-another"])
def test_in_a_folder_of_others_nothing_is_believed_or_kept(path: Path, change: str) -> None:
    """Who can write there can put a journal beside the file, and SQLite makes it a part of the file."""
    if change == "writable":
        path.parent.chmod(0o777)
    elif os.geteuid() == 0:
        os.chown(path.parent, 4321, -1)
    else:
        pytest.skip("only root may give a folder away")
    before = path.read_bytes()
    assert UnitCache(str(path)).find("key") is None
    UnitCache(str(path)).store([ENTRY._replace(key="other")])
    assert path.read_bytes() == before


@pytest.mark.parametrize("damage", ["cut", "empty", "noise", "pipe"])
def test_what_is_no_cache_keeps_nobody_waiting_and_is_made_anew(path: Path, damage: str) -> None:
    whole = path.read_bytes()
    path.unlink()
    if damage == "pipe":
        os.mkfifo(path)
    else:
        path.write_bytes({"cut": whole[:100], "empty": b"", "noise": bytes(range(256)) * 40}[damage])
    path.chmod(0o600)
    assert UnitCache(str(path)).find("key") is None
    UnitCache(str(path)).store([ENTRY])
    assert UnitCache(str(path)).find("key") == ENTRY
