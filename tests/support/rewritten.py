"""Each of a session's workers rewrites a share of the test modules, where all of them would rewrite every one.

pytest rewrites assertions when it imports a module and keeps the code; workers begin together and import in the same
order, so that none finds what another has kept. In: a worker's session. Out: nothing. Where pytest does it in another
way than today's, nothing is done ahead.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]


def rewrite_share(session: pytest.Session) -> None:
    """Only where all tests are asked for: else most would be for nobody."""
    worker = getattr(session.config, "workerinput", None)
    everything = [Path(each).resolve() for each in session.config.args] == [TESTS]
    if worker is None or not everything or sys.dont_write_bytecode:
        return
    modules = sorted(TESTS.rglob("test_*.py"))
    with suppress(ImportError, AttributeError, TypeError, ValueError, KeyError, OSError):
        for path in modules[int(worker["workerid"].removeprefix("gw")) :: worker["workercount"]]:
            _rewrite(path, session.config)


def _rewrite(path: Path, config: pytest.Config) -> None:
    from _pytest.assertion import rewrite

    kept = rewrite.get_cache_dir(path) / (path.name.removesuffix(".py") + rewrite.PYC_TAIL)
    if rewrite._read_pyc(path, kept) is None and rewrite.try_makedirs(kept.parent):
        state, code = rewrite._rewrite_test(path, config)
        rewrite._write_pyc(config.stash[rewrite.assertstate_key], code, state, kept)
