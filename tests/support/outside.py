"""Programs that others wrote, by which our outputs are held to what they are for.

In: a program's name. Out: its path, or why the test is skipped. `.ci/run outside-tests` installs them: those of the npm
registry into the folder that BTM_NPM names, those of PyPI into the virtual environment that BTM_OUTSIDE names.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SARIF_MULTITOOL = "@microsoft/sarif-multitool-linux/Sarif.Multitool"
YAML_LANGUAGE_SERVER = "yaml-language-server/bin/yaml-language-server"


def of_npm(name: str) -> str:
    """The file `name` below node_modules of BTM_NPM, made executable; the test is skipped where it is not there."""
    folder = os.environ.get("BTM_NPM")
    path = Path(folder or ".") / "node_modules" / name
    if folder is None or not path.is_file():
        pytest.skip(f"outside: needs {name.rpartition('/')[0] or name} in the folder that BTM_NPM names")
    path.chmod(path.stat().st_mode | 0o100)
    return str(path)


def of_pypi(package: str, name: str) -> str:
    """The command `name` that `package` installs into BTM_OUTSIDE; the test is skipped where it is not there."""
    folder = os.environ.get("BTM_OUTSIDE")
    path = Path(folder or ".") / "bin" / name
    if folder is None or not path.is_file():
        pytest.skip(f"outside: needs {package} in the virtual environment that BTM_OUTSIDE names")
    return str(path)
