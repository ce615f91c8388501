"""What programs get: the records of the commands' JSON, and errors with everything in them."""

from __future__ import annotations

import doctest
import json
from collections.abc import Callable, Iterator
from contextlib import chdir
from datetime import date

import pytest

from btm_cli import api
from support.golden import FOLDER
from support.run import ROOT, in_process

HARBOR = "examples/harbor-foods/answers.yaml"
MERIDIAN = "examples/meridian-insurance/2026-Q4.yaml"
BEFORE = "examples/meridian-insurance/2026-Q3.yaml"
POLICY = "examples/meridian-insurance/policy.yaml"
DAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _at_the_root() -> Iterator[None]:
    with chdir(ROOT):
        yield


@pytest.mark.parametrize(
    ("call", "command"),
    [
        (lambda: api.load_standard(), ("standard", "list")),
        (lambda: api.validate([HARBOR, MERIDIAN]), ("validate", HARBOR, MERIDIAN)),
        (lambda: api.validate(["tests/golden/broken.yaml"]), ("validate", "tests/golden/broken.yaml")),
        (lambda: api.assess(MERIDIAN), ("assess", MERIDIAN)),
        (lambda: api.assess(MERIDIAN, as_of=DAY), ("assess", MERIDIAN, "--as-of", "2026-11-24")),
        (lambda: api.diff(BEFORE, MERIDIAN), ("diff", BEFORE, MERIDIAN)),
        (
            lambda: api.check([MERIDIAN], POLICY, as_of=DAY, baseline=BEFORE, strict=True),
            ("check", MERIDIAN, "-p", POLICY, "--as-of", "2026-11-24", "--baseline", BEFORE, "--strict"),
        ),
        (
            lambda: api.plan(HARBOR, iterations=2, capacity="12", target="alignment"),
            ("plan", HARBOR, "-n", "2", "--capacity", "12", "--target", "alignment"),
        ),
    ],
    ids=["standard", "validate", "validate broken", "assess", "assess on a day", "diff", "check", "plan"],
)
def test_a_function_gives_what_its_command_writes(call: Callable[[], object], command: tuple[str, ...]) -> None:
    said = in_process(*command, "--format", "json", cwd=ROOT).text
    assert json.loads(json.dumps(call())) == json.loads(said)


def test_bad_input_is_an_error_with_every_problem_at_its_place() -> None:
    with pytest.raises(api.InvalidFiles) as caught:
        api.assess(str(FOLDER / "broken.yaml"))
    first = caught.value.diagnostics[0]
    assert (first.location.line, first.code, len(caught.value.diagnostics)) == (4, "not-a-date", 5)
    with pytest.raises(api.UnreadableFile):
        api.assess("nowhere.yaml")
    for error in (api.InvalidFiles, api.UnreadableFile, api.UsageProblem):
        assert issubclass(error, api.BtmError)


def test_what_is_offered_is_there_and_documented() -> None:
    for name in api.__all__:
        assert getattr(api, name).__doc__, name


def test_the_page_and_the_docstring_show_what_happens() -> None:
    assert doctest.testmod(api).failed == 0
    page = (ROOT / "docs" / "python.md").read_text("utf-8")
    tested = doctest.DocTestParser().get_doctest(page, {}, "docs/python.md", None, 0)
    assert doctest.DocTestRunner().run(tested).failed == 0
    assert len(tested.examples) > 5
