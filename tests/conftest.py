"""What every test may use: the checkout's root, `btm`, Hypothesis's profile, marked groups.

What processes of their own would do again and again is done once a session: bytecode, and the standard compiled.
"""

from __future__ import annotations

import gc
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import btm_cli
from btm_cli.standard.bundled import compiled_path, data_folder, editions
from support import profile  # loads Hypothesis's
from support.kept_standard import keep
from support.rewritten import rewrite_share
from support.run import in_process

ROOT = Path(__file__).resolve().parent.parent
INSTALLED = bool(os.environ.get("BTM_TEST_INSTALLED"))
"""Set where the tests run against a built wheel, with src/ out of sight."""

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    if getattr(config.option, "numprocesses", None) and config.option.dist == "no":
        config.option.dist = "worksteal"  # neighbours share a process, and so what a module has made; nobody waits


def pytest_configure(config: pytest.Config) -> None:
    pytest_runtest_setup()
    if hasattr(config, "workerinput"):
        return  # a worker of xdist has the environment of the process that started it
    if sys.dont_write_bytecode and not sys.pycache_prefix:
        # Nothing is to be written beside the sources, but without bytecode a process takes five times as long.
        folder = TemporaryDirectory(prefix="btm-bytecode-", ignore_cleanup_errors=True)
        config.add_cleanup(folder.cleanup)
        sys.pycache_prefix = os.environ["PYTHONPYCACHEPREFIX"] = folder.name
        sys.dont_write_bytecode = False
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # unless it was `python -B`
    if compiled_path() is None:
        standard = data_folder("standard")
        with ThreadPoolExecutor() as each_in_a_process:
            list(each_in_a_process.map(keep, [standard, *editions(standard).values()]))


def pytest_sessionstart(session: pytest.Session) -> None:
    rewrite_share(session)


def pytest_runtest_setup() -> None:
    # Thousands of runs in one process: looking for cycles as often as Python does, or a roll-up, costs a 20th of all.
    gc.set_threshold(100_000, 50, 100)


def pytest_report_header() -> str:
    return f"btm_cli: {btm_cli.__version__} from {os.path.dirname(btm_cli.__file__)}, examples: {profile.PROFILE}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if INSTALLED and not Path(btm_cli.__file__).is_relative_to(sys.prefix):
        raise pytest.UsageError(f"BTM_TEST_INSTALLED is set, but btm_cli comes from {btm_cli.__file__}")
    lacking = lacking_for_browser()
    if lacking:
        without_browser = pytest.mark.skip(reason=f"browser: needs {lacking}")
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(without_browser)
    if shutil.which("tmux") is None:
        without_tmux = pytest.mark.skip(reason="terminal: needs tmux")
        for item in items:
            if item.get_closest_marker("terminal"):
                item.add_marker(without_tmux)


def lacking_for_browser() -> str:
    """What keeps tests in a browser from running, "" where nothing does."""
    if shutil.which("chromium") is None:
        return "chromium"
    missing = [
        name for name in ("playwright", "axe_playwright_python", "pymupdf") if importlib.util.find_spec(name) is None
    ]
    return ", ".join(missing)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder with standard/, examples/ and docs/."""
    return ROOT


@pytest.fixture
def run_btm(tmp_path: Path) -> Run:
    """What `btm` does in `tmp_path` or `cwd`, its streams as text: `run_btm("assess", path).stdout`."""

    def run(*arguments: object, cwd: Path = tmp_path, **environment: str) -> subprocess.CompletedProcess[str]:
        ran = in_process(*arguments, cwd=cwd, **environment)
        return subprocess.CompletedProcess(
            arguments, ran.code, ran.out.decode("utf-8", "replace"), ran.err.decode("utf-8", "replace")
        )

    return run
