"""Compiles the checkout's standard for all the processes of a session, which would each read its YAML.

In: a folder with a standard. Out: the file that `btm_cli.standard.checkout` finds, see docs/decisions/0023.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from btm_cli.digest import bytes_digest
from btm_cli.errors import UnreadableFile
from btm_cli.saving import write_atomic
from btm_cli.standard.bundled import PACKAGE
from btm_cli.standard.checkout import kept_content, kept_path, state

COMPILE = """
import json, sys
from btm_cli.standard.load import compile_standard
text = compile_standard(sys.argv[1])
files = [module.__file__ for name, module in sys.modules.items() if name.partition(".")[0] == "btm_cli"]
json.dump([files, text], sys.stdout)
"""


def keep(folder: str) -> bool:
    """Keep the standard in `folder` compiled, unless it is; whether it is kept now.

    The code that compiles must be what lies on disk, so a process of its own does it, and nothing is kept where a file
    was written meanwhile.
    """
    if kept_content(folder) is not None:
        return True
    before, written = _seen(folder)
    compiled = subprocess.run([sys.executable, "-c", COMPILE, folder], capture_output=True, check=False)
    if compiled.returncode != 0 or _seen(folder) != (before, written):
        return False
    files, text = json.loads(compiled.stdout)
    code = sorted(Path(file).relative_to(PACKAGE).as_posix() for file in files)
    body = text.encode("utf-8")
    made_from = before | {"code": {name: before["code"][name] for name in code}}
    head = json.dumps({"made_from": made_from, "content": bytes_digest(body)}, separators=(",", ":"))
    path = Path(kept_path(folder))
    try:
        path.parent.mkdir(exist_ok=True, parents=True)
        write_atomic(str(path), head.encode("utf-8") + b"\n" + body)
    except (OSError, UnreadableFile):  # the checkout is somebody else's
        return False
    return True


def _seen(folder: str) -> tuple[dict[str, Any], list[int]]:
    """What a compiled standard may depend on, and when each file was written: an edit that is taken back is an edit."""
    package = Path(PACKAGE)
    found = state(folder, sorted(path.relative_to(package).as_posix() for path in package.rglob("*.py")))
    files = [*(Path(folder, name) for name in found["standard"]), *(package / name for name in found["code"])]
    return found, [file.stat().st_ctime_ns for file in files]
