"""Scope, depth and profiles stand beside every headline: every command in every format, taken from the program itself.

One file about a single capability, at depth core, read by a profile, goes through all of them. What shows a figure of
it must name the capability, by its name or its id.
"""

from __future__ import annotations

import html
import json
from pathlib import Path

import pytest

from support.commands import every_command
from support.run import in_process

CAPABILITY, NAME = "approval-and-prioritization", "Approval and Prioritization"
CELL = f"{CAPABILITY}/process"
ELSEWHERE = "compliance-and-risk-management"
MINE = f"""\
standard: btm 1.1
enterprise: Acme
unit: {{name: Trading, weight: 3}}
period: 2026-Q4
assessed_on: 2026-11-20
answered_by: {{name: Ana, side: business}}
depth: core
profiles: [small-firm]
scope: [{CAPABILITY}]
answers:
  {CAPABILITY}:
    process: 3
    organization: {{2a: fully}}
    information: 2
    technology: 2
"""
FILES = {
    "mine.yaml": MINE,
    "old.yaml": MINE.replace("2026-11-20", "2026-05-20")
    .replace("2026-Q4", "2026-Q2")
    .replace("process: 3", "process: 2"),
    "theirs.yaml": MINE.replace("Ana, side: business", "Bo, side: technology").replace("process: 3", "process: 4"),
    "bern.yaml": MINE.replace("Trading", "Bern"),
    "policy.yaml": f"policy: 1\nrequire:\n  scope: [{CAPABILITY}]\n  depth: core\n  score: {{{CELL}: 2}}\n",
}
DAY = ("--as-of", "2026-11-24")
OTHER_CELL = f"{CAPABILITY}/technology"
RUNS: dict[str, tuple[str, ...]] = {
    "assess": ("mine.yaml",),
    "explain": ("overall", "--answers", "mine.yaml"),
    "plan": ("mine.yaml", "--iterations", "2"),
    "what-if": ("mine.yaml", "--set", f"{OTHER_CELL}=4"),
    "diff": ("old.yaml", "mine.yaml"),
    "trend": ("old.yaml", "mine.yaml"),
    "check": ("mine.yaml", "--policy", "policy.yaml", "--baseline", "old.yaml", *DAY),
    "report": ("mine.yaml", "--baseline", "old.yaml", "--plan"),
    "consensus": ("mine.yaml", "theirs.yaml"),
    "rollup": ("mine.yaml", "bern.yaml", "--no-cache"),
    "benchmark": ("mine.yaml",),
    "attest": ("mine.yaml",),
    "textconv": ("mine.yaml",),
    "standard crosswalk": ("--from", "dora", "--answers", "mine.yaml"),
    "advise": ("mine.yaml",),
    "export": ("mine.yaml",),
}
MORE: dict[str, tuple[str, ...]] = {
    "plan --reach": ("plan", "mine.yaml", "--reach", "alignment"),
    "plan --against": ("plan", "mine.yaml", "--against", "plan.json"),
    "explain a cell": ("explain", CELL.replace("process", "organization"), "--answers", "mine.yaml"),
    "explain a state": ("explain", "alignment", "--answers", "mine.yaml"),
    "diff of scopes": ("diff", "whole.yaml", "mine.yaml"),
}
"""What else these commands show than what they show by default; in the page's formats and json."""
WITHOUT_FIGURES = {
    "init": "writes an answers file, with its scope in it",
    "interview": "shows figures while it asks, on no page: a test of its own",
    "import": "writes an answers file",
    "migrate": "changes an answers file and scores nothing",
    "validate": "lists problems",
    "evidence add": "changes the register",
    "evidence list": "lists the register",
    "evidence verify": "lists the register",
    "evidence request": "lists what to ask for",
    "profile list": "is about the standard",
    "profile show": "is about the standard",
    "profile apply": "changes an answers file and scores nothing",
    "policy init": "writes the scope as a rule",
    "git-setup": "changes git's settings",
    **{name: "is about the standard" for name in every_command() if name.startswith("standard ") and name not in RUNS},
}
WITHOUT_SENTENCE = {
    ("report", "pdf"): "is the page of html, printed by a browser",
    ("report", "png"): "is the picture of svg, drawn by a browser",
    ("export", "xlsx"): "is the answers file as a workbook, with the column `in_scope`",
    ("export", "csv"): "is the answers file as a table, with the column `in_scope`",
    ("export", "oscal-catalog"): "is the standard, not what was assessed by it",
}


def pairs() -> list[tuple[str, str]]:
    """Every command that shows figures, with each of its formats; "" for the only one."""
    return [
        (command, form)
        for command, formats in every_command().items()
        if command in RUNS
        for form in formats or ("",)
        if (command, form) not in WITHOUT_SENTENCE
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("extent")
    for name, text in FILES.items():
        (found / name).write_text(text, encoding="utf-8")
    (found / "whole.yaml").write_text(
        FILES["old.yaml"].replace(f"scope: [{CAPABILITY}]\n", "").replace("depth: core\n", ""), encoding="utf-8"
    )
    ran = in_process("plan", "old.yaml", "--iterations", "2", "--format", "json", cwd=found)
    (found / "plan.json").write_bytes(ran.out)
    return found


def shown(folder: Path, form: str, *arguments: str) -> str:
    """What a command shows in a format, on one line without markup of its own; tables of columns as a line of text."""
    told = ("--format", form) if form else ()
    if form == "parquet":
        parquet = pytest.importorskip("pyarrow.parquet")
        ran = in_process(*arguments, *told, "--output", "out.parquet", cwd=folder)
        assert ran.code in (0, 1), ran.complaint
        table = parquet.read_table(folder / "out.parquet").to_pydict()
        return " ".join(f"{name} {values[:1]}" for name, values in table.items())
    ran = in_process(*arguments, *told, cwd=folder, COLUMNS="200")
    assert ran.code in (0, 1), ran.complaint
    return " ".join(html.unescape(ran.text).split())


def test_every_command_is_here() -> None:
    assert set(RUNS) | set(WITHOUT_FIGURES) == set(every_command())
    assert all(form in every_command()[command] for command, form in WITHOUT_SENTENCE)


@pytest.mark.parametrize(("command", "form"), [pytest.param(*pair, id=" ".join(pair)) for pair in pairs()])
def test_the_scope_is_named(command: str, form: str, folder: Path) -> None:
    names_it(shown(folder, form, *command.split(), *RUNS[command]), form)


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
@pytest.mark.parametrize("what", MORE)
def test_the_scope_is_named_in_all_that_a_command_shows(what: str, form: str, folder: Path) -> None:
    names_it(shown(folder, form, *MORE[what]), form)


def names_it(text: str, form: str) -> None:
    """The sentence on a page; the keys or columns elsewhere. A name in a heat map or a list of cells is no scope."""
    if form in ("json", "yaml", "csv", "parquet", ""):
        assert "scope" in text
        assert CAPABILITY in text
        assert "small-firm" in text
        assert "core" in text
    else:
        plain = text.replace("\\", "")
        assert f"Only in scope: {NAME} (1 of 17 capabilities)." in plain
        assert "Depth core: one criterion of each level counts." in plain
        read = "Questions are worded for small-firm (a profile): same answers, same score."
        assert read in plain or "btm 1.1 (small-firm) · as of" in plain  # a screen has no line for it


@pytest.mark.parametrize("command", ["assess", "plan", "what-if", "check"])
def test_the_subject_in_json_has_it_under_one_name(command: str, folder: Path) -> None:
    found = json.loads(shown(folder, "json", command, *RUNS[command]))
    subject = found["files"][0]["subject"] if command == "check" else found["subject"]
    expected = {"unit": "Trading", "scope": [CAPABILITY], "depth": "core", "profiles": ["small-firm"]}
    assert {name: subject[name] for name in expected} == expected


def test_a_whole_assessment_has_no_such_line(folder: Path) -> None:
    text = (folder / "whole.yaml").read_text(encoding="utf-8").replace("profiles: [small-firm]\n", "")
    (folder / "plain.yaml").write_text(text, encoding="utf-8")
    said = shown(folder, "text", "assess", "plain.yaml")
    assert "Only in scope" not in said
    assert "Depth" not in said
    assert "Read by" not in said


def test_the_interview_says_it_where_it_begins_and_ends(folder: Path) -> None:
    (folder / "asked.yaml").write_text(MINE.replace("    technology: 2\n", ""), encoding="utf-8")
    ran = in_process("interview", "asked.yaml", "--plain", "--depth", "cell", cwd=folder, stdin="2\n", COLUMNS="200")
    assert ran.code == 0, ran.complaint
    assert ran.text.startswith("Acme \u00b7 Trading \u00b7 2026-Q4: ")
    assert " ".join(ran.text.split()).count(f"Only in scope: {NAME} (1 of 17 capabilities).") == 2
