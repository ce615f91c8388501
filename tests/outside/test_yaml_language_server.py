"""The language server for YAML, as VS Code and others run it, on our files by our schemas: `pytest -m outside`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from support.editor_schemas import INVALID, RIGHT, SAID_BY_BTM_ALONE, STANDARDS, SYNTAX, read, right_files
from support.language_server import Editor, editor
from support.outside import YAML_LANGUAGE_SERVER, of_npm
from support.run import in_process

pytestmark = pytest.mark.outside
CELL = "approval-and-prioritization"
HEAD = "standard: btm 1.1\nenterprise: Acme\nassessed_on: 2026-11-20\n"

UNSEEN = {
    "empty-file": "this editor has nothing to check",
    "key-is-empty": "the empty key has no name that could be looked up",
    "not-a-number-nan": "to YAML it is a number, and no bound is above or below it",
}
"""Mistakes that this editor does not see, whatever the schema says, and why."""
NUMBERS = count(1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the schema of each edition, and one with hover texts."""
    found = tmp_path_factory.mktemp("schemas")
    for edition in ("1.0", "1.1"):
        options = ("--edition", edition, "--output", f"{edition}.json")
        assert in_process("standard", "schema", "answers", *options, cwd=found).code == 0
    options = ("--edition", "1.1", "--hover", "--output", "hover.json")
    assert in_process("standard", "schema", "answers", *options, cwd=found).code == 0
    return found


@pytest.fixture(scope="module")
def session(folder: Path) -> Iterator[Editor]:
    with editor(["node", of_npm(YAML_LANGUAGE_SERVER), "--stdio"], folder) as found:
        yield found


def opened(session: Editor, folder: Path, text: str, schema: str = "") -> tuple[Path, list[str]]:
    """The text as a file of that schema, by default its edition's, and what the editor says of it."""
    edition = re.search(r"^standard: btm (1\.[01])$", text, re.M)
    schema = schema or f"{edition[1] if edition else '1.1'}.json"
    line = f"# yaml-language-server: $schema={schema}\n"
    file = folder / f"answers-{next(NUMBERS)}.yaml"
    return file, session.open(file, line + text.removeprefix("\ufeff"))


def offered(session: Editor, folder: Path, text: str) -> dict[str, str]:
    """What is offered where the text has a bar."""
    before, _, after = (HEAD + text).partition("|")
    file, _ = opened(session, folder, before + after)
    return session.complete(file, before.count("\n") + 2, len(before.rpartition("\n")[2]) + 1)


def shown(session: Editor, folder: Path, text: str, schema: str = "") -> str:
    """What is shown for the word after the bar in the text."""
    before, _, after = (HEAD + text).partition("|")
    file, _ = opened(session, folder, before + after, schema)
    return session.hover(file, before.count("\n") + 2, len(before.rpartition("\n")[2]) + 2)


def test_there_is_no_false_alarm(session: Editor, folder: Path) -> None:
    said = {str(path): opened(session, folder, path.read_text("utf-8"))[1] for path in right_files()}
    assert len(said) >= 14
    assert {path: found for path, found in said.items() if found} == {}


@pytest.mark.parametrize("depth", ["capability", "core", "cell", "criteria"])
def test_init_writes_what_its_editor_accepts(depth: str, session: Editor, tmp_path: Path) -> None:
    options = ("--depth", depth, "--enterprise", "Acme", "--assessed-on", "2026-11-20")
    assert in_process("init", "answers.yaml", "--yes", *options, cwd=tmp_path).code == 0
    assert session.open(tmp_path / "answers.yaml") == []
    assert session.hover(tmp_path / "answers.yaml", *place(tmp_path / "answers.yaml", "enterprise")) != ""


def place(file: Path, key: str) -> tuple[int, int]:
    lines = file.read_text("utf-8").splitlines()
    return next((number, 2) for number, line in enumerate(lines, start=1) if line.startswith(f"{key}:"))


@pytest.mark.parametrize("name", sorted(folder.name for folder in INVALID.iterdir()))
def test_what_is_wrong_is_seen_while_typing(name: str, session: Editor, folder: Path) -> None:
    file, why = INVALID / name / "answers.yaml", SAID_BY_BTM_ALONE.get(name)
    if read(file) is None and name in ("not-utf8", "utf16"):
        pytest.skip("no text that an editor could send")
    said = opened(session, folder, file.read_text("utf-8"))[1]
    if why == RIGHT or name in UNSEEN:
        assert said == []
    elif why in (None, SYNTAX):
        assert said != []


def test_what_is_open_is_offered(session: Editor, folder: Path) -> None:
    capabilities = [one.id for one in STANDARDS.get().ordered_capabilities()]
    found = offered(session, folder, "answers:\n  |\n")
    assert list(found) == capabilities
    assert found[CELL].startswith("Approval and Prioritization. ")
    found = offered(session, folder, f"answers:\n  {CELL}: 3\n  |\n")
    assert list(found) == [name for name in capabilities if name != CELL]
    found = offered(session, folder, f"answers:\n  {CELL}:\n    process: 3\n    |\n")
    assert {"organization", "information", "technology", "note"} <= set(found)
    assert "process" not in found
    found = offered(session, folder, f"answers:\n  {CELL}:\n    process:\n      2a: fully\n      |\n")
    criteria = [one.id for one in STANDARDS.get().capabilities[CELL].cells["process"].all_criteria()]
    assert set(criteria) - {"2a"} <= set(found)
    assert "2a" not in found


def test_what_fits_is_offered(session: Editor, folder: Path) -> None:
    found = offered(session, folder, f"answers:\n  {CELL}:\n    process:\n      2a: |\n")
    assert {"fully", "largely", "partially", "not", "unknown"} <= set(found)
    assert "n/a" not in found, "it needs a reason"
    found = offered(session, folder, f"answers:\n  {CELL}:\n    process: |\n")
    assert {"1", "2", "3", "4", "5", "unknown"} <= set(found)
    assert found["1"].startswith("Isolated. ")
    assert {"alignment", "convergence", "5"} <= set(offered(session, folder, "target: |\n"))
    assert f"{CELL}/process" in offered(session, folder, "owners:\n  |\n")
    assert "board-minutes" not in offered(session, folder, "scope:\n  - |\n")


def test_names_are_shown(session: Editor, folder: Path) -> None:
    text = f"answers:\n  {CELL}:\n    process:\n      2a: fully\n"
    assert "Approval and Prioritization" in shown(session, folder, text.replace(CELL, f"|{CELL}"))
    assert "Approval and Prioritization: Process" in shown(session, folder, text.replace("process", "|process"))
    assert "what to aim at" in shown(session, folder, "|target: 3\n")


def test_claims_are_shown_where_the_schema_has_them(session: Editor, folder: Path) -> None:
    text = f"answers:\n  {CELL}:\n    process:\n      |2a: fully\n"
    claim = next(STANDARDS.get().capabilities[CELL].cells["process"].all_criteria()).claim
    assert claim in shown(session, folder, text, "hover.json")
    assert claim not in shown(session, folder, text)


def test_what_is_said_of_a_mistake_names_it(session: Editor, folder: Path) -> None:
    text = f"{HEAD}answers:\n  {CELL}:\n"
    for cell, complaint in {
        "process: {2a: fuly}": "7: not a rating; n/a needs a reason: {rating: n/a, reason: no subsidiaries}",
        "process: {9z: fully}": "7: Property 9z is not allowed.",
        "process: {2a: {rating: n/a}}": '7: Missing property "reason".',
        "process: {rating: fully}": "7: a cell or capability is rated by its criteria; here fits n/a, with a reason",
        "process: 9": '7: Value is not accepted. Valid values: 1, 2, 3, 4, 5, "unknown".',
        "proces: 3": "7: Property proces is not allowed.",
    }.items():
        assert opened(session, folder, f"{text}    {cell}\n")[1] == [complaint]
