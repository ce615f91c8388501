"""The schema beside an answers file: written by `init` and `standard schema`, and told of by `validate` when stale."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from support.run import in_process
from support.small_standard import write_standard

TEXT = "standard: btm 1.1\nenterprise: Acme\nassessed_on: 2026-11-20\nanswers: {asset-rationalization: 2}\n"
NAMED = f"# Ours.\n\n# yaml-language-server: $schema=answers.schema.json\n{TEXT}"


def written(folder: Path, *options: str, output: str = "answers.schema.json") -> Path:
    ran = in_process("standard", "schema", "answers", *options, "--output", output, cwd=folder)
    assert ran.code == 0, ran.complaint
    return folder / output


def complaints(folder: Path, text: str, *options: str) -> list[dict[str, str]]:
    """What validate says of the text as a file."""
    (folder / "answers.yaml").write_text(text, "utf-8")
    ran = in_process("validate", "answers.yaml", "--format", "json", *options, cwd=folder)
    found: list[dict[str, str]] = json.loads(ran.text)["problems"]
    return found


def test_what_init_writes_is_what_the_command_writes_and_is_not_stale(tmp_path: Path) -> None:
    options = ("--yes", "--enterprise", "Acme", "--assessed-on", "2026-11-20")
    assert in_process("init", *options, cwd=tmp_path).code == 0
    of_init = (tmp_path / "answers.schema.json").read_bytes()
    assert len(of_init) < 250_000
    assert written(tmp_path, "--edition", "1.1", output="again.json").read_bytes() == of_init
    assert written(tmp_path, "--edition", "btm 1.1", output="again.json").read_bytes() == of_init
    assert complaints(tmp_path, (tmp_path / "answers.yaml").read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("written_as", "said"),
    [
        (("--edition", "1.0"), "of btm 1.0, and not of btm 1.1"),
        ((), "of no edition"),
        (("--edition", "1.1", "--hover"), "of another text of btm 1.1"),
        (("--edition", "1.1"), "by another version of btm"),
    ],
)
def test_a_stale_schema_is_named_with_what_writes_it_anew(
    tmp_path: Path, written_as: tuple[str, ...], said: str
) -> None:
    schema = written(tmp_path, *written_as)
    if "another" in said:
        data = json.loads(schema.read_text("utf-8"))
        part = "digest " if "text" in said else "form 1"
        data["$comment"] = data["$comment"].replace(part, f"{part}0")
        schema.write_text(json.dumps(data), "utf-8")
    [found] = complaints(tmp_path, NAMED)
    assert (found["code"], found["severity"], found["line"], found["column"]) == ("stale-schema", "warning", 3, 33)
    assert f"is {said}," in found["message"]
    command = found["hint"].removeprefix("write it anew: ")
    assert ("--hover" in command) == ("--hover" in written_as)
    assert in_process(*shlex.split(command)[1:], cwd=tmp_path).code == 0
    assert complaints(tmp_path, NAMED) == []


def test_a_schema_may_be_named_by_a_key_and_lie_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "the schemas").mkdir()
    written(tmp_path, "--edition", "1.0", output="the schemas/answers.json")
    [found] = complaints(tmp_path, f"$schema: the schemas/answers.json\n{TEXT}")
    assert (found["line"], found["column"]) == (1, 10)
    assert found["hint"].endswith("--output 'the schemas/answers.json'")


def test_a_schema_of_an_own_standard_is_written_anew_from_it(tmp_path: Path) -> None:
    folder = write_standard(tmp_path / "own")
    text = NAMED.replace("btm 1.1", "tiny 1").replace("asset-rationalization", "alpha")
    written(tmp_path, "--edition", "1.1")
    [found] = complaints(tmp_path, text, "--standard", folder)
    assert f"--edition 1 --standard {folder} --output" in found["hint"]
    written(tmp_path, "--standard", folder)
    assert complaints(tmp_path, text, "--standard", folder) == []


@pytest.mark.parametrize(
    "name", ["https://schemas.example/answers.json", "missing.json", "/answers.json", "theirs.json", "broken.json", "."]
)
def test_what_is_not_ours_is_left_to_the_editor(tmp_path: Path, name: str) -> None:
    (tmp_path / "theirs.json").write_text('{"$id": "https://schemas.example/answers.json"}', "utf-8")
    (tmp_path / "broken.json").write_text("[" * 100_000, "utf-8")
    assert complaints(tmp_path, NAMED.replace("answers.schema.json", name)) == []


def test_a_schema_of_somebody_elses_is_quoted_in_short_and_read_within_a_limit(tmp_path: Path) -> None:
    schema = written(tmp_path, "--edition", "1.0")
    whole = schema.read_text("utf-8")
    schema.write_text(whole.replace('"btm 1.0, digest', f'"{"x" * 5000}, digest'), "utf-8")
    [found] = complaints(tmp_path, NAMED)
    assert "x\u2026, and not of btm 1.1" in found["message"]
    assert "x" * 80 not in found["message"]
    schema.write_text(whole + " " * (10 * 1024 * 1024 - len(whole.encode())), "utf-8")
    assert [each["code"] for each in complaints(tmp_path, NAMED)] == ["stale-schema"]
    schema.write_text(schema.read_text("utf-8") + " ", "utf-8")
    assert complaints(tmp_path, NAMED) == []


def test_lines_above_the_data_are_counted_as_everywhere(tmp_path: Path) -> None:
    written(tmp_path, "--edition", "1.0")
    for before in ("# a\x85# b\n", "# a\u2028b: c\n", "# a\r"):
        found = complaints(tmp_path, f"{before}# $schema: answers.schema.json\n{TEXT}")
        assert [(each["line"], each["column"]) for each in found if each["code"] == "stale-schema"] == [(2, 12)]


def test_only_a_comment_above_the_data_names_a_schema(tmp_path: Path) -> None:
    written(tmp_path, "--edition", "1.0")
    assert complaints(tmp_path, f"{TEXT}# yaml-language-server: $schema=answers.schema.json\n") == []
    assert complaints(tmp_path, f"# see $schema=answers.schema.json\n{TEXT}") == []
    assert len(complaints(tmp_path, f"# $schema: answers.schema.json\n{TEXT}")) == 1


def test_a_file_with_errors_has_them_beside_it(tmp_path: Path) -> None:
    written(tmp_path, "--edition", "1.0")
    codes = [found["code"] for found in complaints(tmp_path, NAMED.replace(": 2", ": 9"))]
    assert codes == ["stale-schema", "level-out-of-range"]
    unknown = complaints(tmp_path, NAMED.replace("btm 1.1", "btm 9"))
    assert [found["code"] for found in unknown] == ["unknown-edition"]


def test_an_option_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    ran = in_process("standard", "schema", "answers", "--edition", "9.9", cwd=tmp_path)
    assert ran.code == 2
    assert "there are: btm 1.1, btm 1.0" in ran.complaint
    ran = in_process("standard", "schema", "policy", "--hover", cwd=tmp_path)
    assert ran.code == 2
    assert "for answers files" in ran.complaint


def test_whoever_writes_a_file_beside_a_stale_schema_is_told(tmp_path: Path) -> None:
    written(tmp_path, "--edition", "1.0")
    old = NAMED.replace("btm 1.1", "btm 1.0")
    (tmp_path / "old.yaml").write_text(old, "utf-8")
    renews = "btm standard schema answers --edition 1.1 --output answers.schema.json"
    said = in_process("init", "new.yaml", "--from", "old.yaml", cwd=tmp_path).complaint
    assert "answers.schema.json is of btm 1.0, and not of btm 1.1" in said
    assert renews in " ".join(said.split())
    assert "is of btm 1.0" not in in_process("migrate", "old.yaml", "--dry-run", cwd=tmp_path).complaint
    assert renews in " ".join(in_process("migrate", "old.yaml", cwd=tmp_path).complaint.split())
    written(tmp_path, "--edition", "1.1")
    assert "schema" not in in_process("init", "newer.yaml", "--from", "new.yaml", cwd=tmp_path).complaint
