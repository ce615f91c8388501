"""A workbook that lies about how large its parts are."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
import zlib

import pytest

from btm_cli.exchange.office_read import read_workbook
from btm_cli.exchange.unpacking import LARGEST_UNPACKED

TRUE_SIZE = 200_000_000
CLAIMED = 10


def lying(checksum_too: bool) -> bytes:
    """200 MB of zeros, packed, of which the archive says that they are 10 bytes; with a checksum that fits those."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("[Content_Types].xml", "<Types/>")
        with target.open("xl/workbook.xml", "w") as part:
            for _ in range(TRUE_SIZE // 1_000_000):
                part.write(b"0" * 1_000_000)
    raw = bytearray(archive.getvalue())
    entry = raw.rfind(b"xl/workbook.xml") - 46  # its place in the central directory
    raw[entry + 24 : entry + 28] = CLAIMED.to_bytes(4, "little")
    if checksum_too:
        raw[entry + 16 : entry + 20] = zlib.crc32(b"0" * CLAIMED).to_bytes(4, "little")
    return bytes(raw)


@pytest.mark.parametrize("checksum_too", [False, True], ids=["size", "size-and-checksum"])
def test_what_comes_out_is_counted_and_not_what_is_claimed(checksum_too: bool) -> None:
    raw = lying(checksum_too)
    tracemalloc.start()
    try:
        asked = read_workbook(raw)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert [problem.code for problem in asked.problems] == ["not-a-workbook"]
    assert most < LARGEST_UNPACKED
