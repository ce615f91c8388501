"""`.ci/run` itself: each step is there, and no function is defined twice or called without being there."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def script(root: Path) -> str:
    return (root / ".ci" / "run").read_text("utf-8")


@pytest.fixture(scope="module")
def functions(script: str) -> Counter[str]:
    return Counter(re.findall(r"^([\w-]+)\(\)", script, re.MULTILINE))


def test_it_is_bash(root: Path) -> None:
    assert subprocess.run(["bash", "-n", str(root / ".ci" / "run")], capture_output=True, check=False).stderr == b""


def test_each_step_is_a_function_that_is_defined_once(script: str, functions: Counter[str]) -> None:
    (steps,) = re.findall(r"^steps=\(([^)]*)\)", script, re.MULTILINE)
    assert [step for step in steps.split() if functions[step] != 1] == []
    assert {name: times for name, times in functions.items() if times > 1} == {}


def test_no_function_is_left_over(script: str, functions: Counter[str]) -> None:
    unused = [name for name in functions if len(re.findall(rf"(?<![\w-]){name}(?![\w-])", script)) == 1]
    assert unused == []


def test_what_installs_system_packages_is_there(script: str, functions: Counter[str]) -> None:
    assert set(re.findall(r"^ +(system_\w+) ", script, re.MULTILINE)) <= set(functions)
