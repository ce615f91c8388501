"""Comments of every kind in a file that commands edit: none is lost, none acts, and what they stand beside stays."""

from __future__ import annotations

import re
from collections import Counter
from itertools import count
from pathlib import Path

import pytest

from btm_cli.source import parse
from btm_cli.source.outline import comments
from support.golden import ADVISE
from support.run import in_process

COMMENTS = [
    "# plain",
    "# ::set-output name=x::y",
    "# ##[error]x",
    "# \u202ereversed\u202c",
    "# <script>alert(1)</script>",
    "# =cmd()|x",
    "# $(touch pwned) `touch pwned`",
    "# &anchor *alias !tag",
    "# %YAML 9.9",
    "# ---",
    "# ...",
    "# " + "x" * 20_000,
    "# 2a Something of ours",
    "#!python",
    "# {{7*7}} [/b] [red]",
    "#\u00a0nbsp",
    "# tab\there",
    "#",
    "# key: value",
    "#   # nested # more",
    "# LOOK AGAIN: ours",
    "# btm adviser",
    "# approval-and-prioritization: 5",
]
# Each @ is a comment behind something, each line of @@ one of its own.
TEXT = """\
%YAML 1.2
---
@@
standard: btm 1.0 @
enterprise: "Acme \\u0041" @
assessed_on: 2026-11-20 @
@@
target: &t {state: alignment} @
@@
importance: {asset-rationalization: 5} @
answers: @
@@
  approval-and-prioritization: 2 @
  @@
  asset-rationalization: @
    @@
    process: @
      @@
      2a: {rating: fully, @
        note: "x # y"} @
      2b: @
        rating: partially @
        @@
        note: | @
          # 2b not a comment
          # btm advise not a comment
      @@
    organization: {level: 2, @
      note: why @
      } @
@@
"""
WHERE = ("--capability", "asset-rationalization", "--capability", "approval-and-prioritization", "--depth", "cell")
TYPED = (
    'go asset-rationalization/organization\n4\nnote "x": # y\ngo approval-and-prioritization/process\n3\nundo\n'
    "unknown so\nquit\n"
)
COMMANDS = {
    "advise": ((*ADVISE, "--into", "a.yaml"), ""),
    "migrate": (("migrate", "a.yaml", "--to", "1.1"), ""),
    "interview": (("interview", "a.yaml", "--plain", *WHERE), TYPED),
    "evidence": (("evidence", "add", "a.yaml", "k", "--title", "t # x", "--url", "https://e.example"), ""),
}


def found_in(text: str) -> Counter[str]:
    return Counter(text[start:end] for start, end in comments(text.removeprefix("\ufeff")))


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("mark", "end"), [("", "\n"), ("\ufeff", "\r\n")], ids=["unix", "windows"])
def test_no_comment_is_lost_or_does_anything(tmp_path: Path, command: str, mark: str, end: str) -> None:
    number = count()
    filled = re.sub("@@?", lambda _: COMMENTS[next(number) % len(COMMENTS)], TEXT)
    assert next(number) > len(COMMENTS)  # each of them is somewhere
    text = mark + filled.replace("\n", end)
    body = text.removeprefix("\ufeff")
    (tmp_path / "a.yaml").write_bytes(text.encode())
    arguments, typed = COMMANDS[command]
    ran = in_process(*arguments, cwd=tmp_path, stdin=typed)
    assert ran.code == 0, ran.complaint
    new = (tmp_path / "a.yaml").read_bytes().decode()
    assert new != text
    assert new.startswith(mark)
    assert end == "\n" or not re.search("(?<!\r)\n", new)
    assert not found_in(body) - found_in(new.removeprefix("\ufeff"))
    before, after = (parse(each.encode(), "a.yaml") for each in (text, new))
    assert before[1] == after[1] == []
    assert before[0] is not None
    assert after[0] is not None
    old, now = (each.data["answers"]["asset-rationalization"] for each in (before[0], after[0]))
    if command != "migrate":
        assert now["process"] == old["process"]
    assert "# 2b not a comment\n# btm advise not a comment\n" in str(now["process"]["2b"]["note"])
    assert {each.name for each in tmp_path.iterdir()} == {"a.yaml"}
