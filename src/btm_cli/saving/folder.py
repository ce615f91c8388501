"""A whole folder of files that btm brings along, for somebody to have.

In: where they lie and where to. Out: the folder; never one in which something is already.
"""

from __future__ import annotations

import os
import shutil

from btm_cli.files import why_not


def copy_new(source: str, folder: str) -> bool:
    """Copy `source` into a folder that is not there yet, or empty; False, and nothing done, where it is neither.

    Raises UnreadableFile where it can't be written.
    """
    if os.path.lexists(folder) and not (os.path.isdir(folder) and not os.listdir(folder)):
        return False
    try:
        shutil.copytree(source, folder, dirs_exist_ok=True)
    except OSError as error:
        raise why_not(folder, error, "written") from None
    return True
