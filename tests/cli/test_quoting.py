"""Messages quote at most 80 characters of what somebody wrote, wherever it stands and whatever is wrong with it."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from btm_cli.intake.checking import check_file
from btm_cli.intake.opened import Standards
from support import everywhere
from support.commands import every_command
from support.run import in_process

LONG = "y" + "qz" * 1500
MOST = 80
TREES = {
    "answers": everywhere.answers("x"),
    "policy": everywhere.policy("x"),
    **{name: data for name, data in everywhere.standard("x").items() if "gamma" not in name},
}
SHIPPED = Standards()


def damaged(tree: Any) -> Iterator[Any]:
    """The tree with a long text in place of each value, of each key, and as a key more in each mapping."""

    def places(here: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
        parts = here.items() if isinstance(here, dict) else enumerate(here) if isinstance(here, list) else ()
        for key, value in parts:
            yield (*path, key)
            yield from places(value, (*path, key))

    for *above, last in places(tree):
        for how in ("value", "list", "key", "more"):
            made = copy.deepcopy(tree)
            parent = made
            for part in above:
                parent = parent[part]
            if how == "value":
                parent[last] = LONG
            elif how == "list":
                parent[last] = [LONG, {LONG: LONG}]
            elif isinstance(parent, dict):
                parent[LONG] = parent.pop(last) if how == "key" else LONG
            else:
                continue
            yield made


def quoted(text: str) -> int:
    """The length of the longest piece of the long text in `text`."""
    return max((len(found) for found in re.findall("[yqz]{9,}", text)), default=0)


@pytest.mark.parametrize("name", TREES)
def test_a_problem_quotes_little(name: str, tmp_path: Path) -> None:
    everywhere.write(tmp_path, "x")
    path = tmp_path / {"answers": "new.yaml", "policy": "policy.yaml"}.get(name, f"tiny/{name}")
    looked_at = path if "/" not in str(path.relative_to(tmp_path)) else tmp_path / "tiny"
    seen = 0
    for tree in damaged(TREES[name]):
        path.write_text(json.dumps(tree), "utf-8")
        for problem in check_file(str(looked_at), SHIPPED, None):
            said = quoted(problem.message), quoted(problem.hint or "")
            seen += max(said) > 0
            assert max(said) <= MOST, problem
    assert seen > 3


ARGUMENTS = {
    "--answer",
    "--answers",
    "--as-of",
    "--baseline",
    "--capability",
    "--capacity",
    "--deadline",
    "--depth",
    "--from",
    "--horizon",
    "--reach",
    "--scope",
    "--set",
    "--state",
    "--target",
    "--to",
    "--weights",
}


@pytest.mark.parametrize("command", every_command())
def test_a_command_quotes_little_of_what_was_typed(command: str, tmp_path: Path) -> None:
    everywhere.write(tmp_path, "x")
    for option in (None, *sorted(ARGUMENTS)):
        words = [LONG] if option is None else ["new.yaml", option, LONG]
        ran = in_process(*command.split(), *words, cwd=tmp_path)
        assert ran.code != 70
        # A path is shown whole, and what typer says itself of what somebody just typed.
        if not re.search("^Usage:|can't be (read|written)|unreadable-file", ran.complaint):
            assert quoted(ran.complaint.replace("\n", "")) <= MOST, (option, ran.complaint)
