"""The pages of the diagnostic codes, as shipped.

In: a code. Out: its page, for `btm explain` and for rule help in SARIF.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from btm_cli.errors import UnreadableFile

if TYPE_CHECKING:
    from btm_cli.render.wire.code_page import CodePage


def code_paths() -> dict[str, str]:
    """Every diagnostic code with the file of its page. Raises UnreadableFile for a broken installation."""
    from btm_cli.standard.bundled import data_folder

    folder = data_folder("codes")
    return {name.removesuffix(".md"): os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".md")}


def read_code(code: str, path: str) -> CodePage:
    """The page of `code` in the file `path`. Raises UnreadableFile."""
    from btm_cli.render.wire.code_page import read_page

    try:
        with open(path, encoding="utf-8") as file:
            return read_page(code, file.read())
    except OSError as error:
        raise UnreadableFile(f"{path} can't be read: {error.strerror}") from error


@cache
def page_of(code: str) -> CodePage | None:
    """The page of `code`, None where it has none."""
    path = code_paths().get(code)
    return None if path is None else read_code(code, path)
