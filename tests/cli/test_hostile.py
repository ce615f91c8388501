"""Text in an answers file that tries to break out of every format: it stays text."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

import pytest

from support.hostile import CONTROL, HOSTILE, answers, quoted, unsafe, write
from support.quick_yaml import load_yaml
from support.run import Ran, in_process

FORMATS = ["text", "json", "yaml", "csv", "markdown", "svg"]


@pytest.fixture(params=HOSTILE, ids=lambda name: name.replace(" ", "-"))
def hostile(request: pytest.FixtureRequest) -> str:
    return HOSTILE[request.param]


def run(folder: Path, *arguments: str, **environment: str) -> Ran:
    ran = in_process(*arguments, cwd=folder, **environment)
    assert unsafe(ran.complaint) == set()
    return ran


def test_every_format_stays_well_formed(hostile: str, tmp_path: Path) -> None:
    write(tmp_path, answers(hostile))
    ran = {name: run(tmp_path, "assess", "answers.yaml", "--format", name) for name in FORMATS}
    assert {name: each.code for name, each in ran.items()} == dict.fromkeys(FORMATS, 0)

    card = json.loads(ran["json"].text)
    assert card["subject"]["enterprise"] == hostile
    assert load_yaml(ran["yaml"].text) == card
    assert hostile in {entry["reason"] for entry in card["not_applicable"]}

    assert unsafe(ran["text"].text) == set()
    assert max(map(len, ran["text"].text.splitlines())) <= 80 * 5 * 3  # marks take no column, but are limited
    assert "\n=second" not in ran["text"].text

    root = ElementTree.fromstring(ran["svg"].text)
    kinds = {element.tag.removeprefix("{http://www.w3.org/2000/svg}") for element in root.iter()}
    assert kinds <= {"svg", "title", "desc", "rect", "text"}
    assert unsafe(ran["svg"].text) == set()

    table = list(csv.reader(ran["csv"].text.splitlines()))
    assert {len(row) for row in table} == {len(table[0])}
    assert len(table) == 1 + 17 * 4
    enterprise = {row[0] for row in table[1:]}
    assert all(not name.startswith(("=", "+", "-", "@", "\t", "\r", " ")) for name in enterprise)

    assert re.search(r"(?<!\\)<(?!/?span>)[a-z!/?]", ran["markdown"].text, re.I) is None
    assert unsafe(ran["markdown"].text) == set()
    assert "\n# heading" not in ran["markdown"].text


@pytest.mark.parametrize("width", [40, 140])
def test_no_name_is_wider_than_the_page(hostile: str, width: int, tmp_path: Path) -> None:
    write(tmp_path, answers(hostile))
    for color in ("never", "always"):
        ran = in_process("assess", "answers.yaml", "--color", color, cwd=tmp_path, COLUMNS=str(width))
        assert ran.code == 0
        for line in re.sub("\x1b\\[[0-9;]*m", "", ran.text).splitlines():
            marks = sum(
                unicodedata.category(character) in ("Mn", "Me") or character in "\u200c\u200d" for character in line
            )
            wide = sum(unicodedata.east_asian_width(character) in "WF" for character in line)
            assert len(line) - marks + wide <= width, line


def test_problems_with_hostile_text_stay_well_formed(hostile: str, tmp_path: Path) -> None:
    data = answers(hostile)
    data[hostile[:300]] = 1
    data["target"] = {"state": hostile}
    data["answers"][hostile[:300]] = {hostile[:300]: hostile}
    data["answers"]["asset-rationalization"] = {"process": {hostile[:300]: hostile, "2a": hostile}}
    data["evidence"][hostile[:300]] = {"title": "t", "path": hostile, "date": hostile}
    write(tmp_path, data)
    assert_problems_are_safe(tmp_path)


@pytest.mark.parametrize("text", CONTROL.values(), ids=CONTROL)
@pytest.mark.parametrize("raw", [False, True], ids=["escaped", "raw"])
def test_control_characters_are_refused_and_never_printed(text: str, raw: bool, tmp_path: Path) -> None:
    path = write(tmp_path, answers(text))
    if raw:
        path.write_text(path.read_text("utf-8").replace(quoted(text).strip()[1:-1], text), "utf-8")
        assert text in path.read_text("utf-8")
    codes = assert_problems_are_safe(tmp_path)
    assert "control-character" in codes
    assessed = run(tmp_path, "assess", "answers.yaml")
    assert (assessed.code, assessed.out) == (3, b"")


def assert_problems_are_safe(folder: Path) -> set[str]:
    """Validate in every format; the codes found."""
    ran = {
        name: run(folder, "validate", "answers.yaml", "--format", name)
        for name in ("text", "json", "sarif", "junit", "github")
    }
    assert {each.code for each in ran.values()} == {3}
    found = json.loads(ran["json"].text)
    codes = {problem["code"] for problem in found["problems"]}
    assert found["summary"]["errors"] > 0
    assert unsafe(ran["text"].text) == set()
    assert {result["ruleId"] for result in json.loads(ran["sarif"].text)["runs"][0]["results"]} == codes
    root = ElementTree.fromstring(ran["junit"].text)
    errors = [problem for problem in found["problems"] if problem["severity"] == "error"]
    # What is said of a file is one case, however often it holds; hosts show ten of a kind, and how many more there are.
    assert len(list(root.iter("failure"))) == len({(one["file"], one["code"], one["message"]) for one in errors})
    assert unsafe(ran["junit"].text) == set()
    commands = ran["github"].text.split("\n")[:-1]
    counts = Counter(problem["severity"] for problem in found["problems"])
    assert len(commands) == sum(min(count, 11) for count in counts.values())
    ours = re.compile("::(error|warning) (file=answers.yaml,|title=btm::and [0-9]+ more )")
    assert all(map(ours.match, commands))
    assert unsafe(ran["github"].text) == set()
    return codes


def test_a_hostile_file_name_is_only_a_name(tmp_path: Path) -> None:
    name = "\x1b[31m<b>&\u202e'\"%0A::error::,x.yaml"
    (tmp_path / name).write_text("answers: [", "utf-8")
    for form in ("text", "json", "sarif", "junit", "github"):
        ran = in_process("validate", name, "--format", form, cwd=tmp_path)
        assert ran.code == 3
        if form == "junit":
            ElementTree.fromstring(ran.text)
        elif form in ("json", "sarif"):
            json.loads(ran.text)
        else:
            assert unsafe(ran.text) == set()
    assert unsafe(in_process("assess", name, cwd=tmp_path).complaint) == set()
    assert unsafe(in_process("assess", name + "x", cwd=tmp_path).complaint) == set()


@pytest.mark.parametrize(
    "arguments",
    [("diff", "a.yaml", "b.yaml"), ("init", "a.yaml"), ("assess", "--format"), ("standard",), ()],
    ids=["extra-argument", "another-extra-argument", "value-of-an-option", "subcommand", "command"],
)
def test_words_of_a_wrong_command_line_are_only_shown(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """Names of files, where the shell puts them for a pattern, are chosen by others."""
    word = "x\u202e\u200b\x1b[31m\x9b ##[error]y"
    ran = run(tmp_path, *arguments, word, GITHUB_ACTIONS="true")
    assert ran.code == 2
    assert ran.complaint.startswith("Usage: btm ")
    assert "x\\u202e\\u200b\\x1b[31m" in ran.complaint
    assert "##[" not in ran.complaint
    assert "Value error" not in ran.complaint
    wrong_option = run(tmp_path, *arguments[:1], f"--{word}", GITHUB_ACTIONS="true").complaint
    assert "##[" not in wrong_option
