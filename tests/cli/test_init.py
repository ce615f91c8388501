"""`btm init` at a terminal and elsewhere: the first minute with btm."""

from __future__ import annotations

import filecmp
import json
from datetime import date
from pathlib import Path

import pytest

from btm_cli.standard.bundled import load_bundled
from btm_cli.standard.criteria import criteria_by_reference
from support.quick_yaml import load_yaml
from support.run import ROOT, in_process, process
from support.typed import typed

FOUR = [("Enterprise: ", "Acme"), ("Assessed on [", "2026-11-20"), ("Number [1]: ", "1"), ("[none]: ", "align")]
LATER = ("Answer now? [Y/n]: ", "n")


def test_four_questions_make_a_file_and_its_schema(tmp_path: Path) -> None:
    code, shown = typed("init", cwd=tmp_path, said=[*FOUR, LATER])
    core = sum(criterion.core for criterion in criteria_by_reference(load_bundled()).values())
    assert f"  2: {core} core claims" in shown, "the number of a choice is none of what it says"
    assert code == 0
    assert shown.splitlines()[-1] == "next: btm interview answers.yaml"
    data = load_yaml((tmp_path / "answers.yaml").read_text("utf-8"))
    assert (data["enterprise"], str(data["assessed_on"]), data["target"]) == ("Acme", "2026-11-20", "alignment")
    schema = json.loads((tmp_path / "answers.schema.json").read_text("utf-8"))
    assert schema["properties"]["enterprise"]
    card = json.loads(in_process("assess", "answers.yaml", "-f", "json", cwd=tmp_path).text)
    assert card["overall"]["score"] is None


def test_empty_lines_are_the_defaults_and_a_wrong_word_is_asked_again(tmp_path: Path) -> None:
    said = [("Enterprise: ", ""), ("Assessed on [", "soon"), ("Assessed on [", ""), ("Number [1]: ", "9")]
    said += [("Number [1]: ", ""), ("[none]: ", "nowhere"), ("[none]: ", ""), LATER]
    begun = date.today()
    code, shown = typed("init", "mine.yaml", "-q", cwd=tmp_path, said=said)
    assert code == 0
    assert "next:" not in shown
    assert "`soon` is not a date" in shown
    assert "\n`nowhere` is neither a state nor a level" in shown, "no option was typed"
    text = (tmp_path / "mine.yaml").read_text("utf-8")
    data = load_yaml(text)
    assert begun.isoformat() <= str(data["assessed_on"]) <= date.today().isoformat()  # midnight may have passed
    assert data["enterprise"] is None
    assert "target" not in data


def test_what_options_say_is_not_asked(tmp_path: Path) -> None:
    options = ("--enterprise", "Acme", "--assessed-on", "2026-11-20", "--depth", "cell", "--target", "3")
    code, shown = typed("init", "a.yaml", *options, cwd=tmp_path, said=[LATER])
    assert code == 0
    assert "Enterprise" not in shown
    assert load_yaml((tmp_path / "a.yaml").read_text("utf-8"))["target"] == 3


@pytest.mark.parametrize("key", ["^C", "^D"])
@pytest.mark.parametrize("after", range(4))
def test_whoever_leaves_before_the_end_leaves_nothing_behind(tmp_path: Path, after: int, key: str) -> None:
    code, _ = typed("init", cwd=tmp_path, said=[*FOUR[:after], (FOUR[after][0], key)])
    assert code == 130
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_named_before_anything_is_asked(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text("mine", "utf-8")
    code, shown = typed("init", cwd=tmp_path)
    assert code == 2
    assert "answers.yaml is there already" in shown
    assert "--from answers.yaml" in shown
    assert (tmp_path / "answers.yaml").read_text("utf-8") == "mine"


def test_it_goes_on_to_the_interview_and_the_assessment(tmp_path: Path) -> None:
    said = [*FOUR, ("Answer now? [Y/n]: ", "y"), ("0 of 68 cells", "3q")]  # a level, then the key that ends it
    code, shown = typed("init", cwd=tmp_path, said=said, anew=True)
    assert code == 0, shown
    answers = load_yaml((tmp_path / "answers.yaml").read_text("utf-8"))["answers"]
    assert answers["strategic-and-tactical-governance"] == 3
    assert "Acme" in shown.rpartition("next:")[0]


def test_a_guided_start_without_anybody_to_ask_says_so(tmp_path: Path) -> None:
    ran = in_process("init", "--guided", cwd=tmp_path)
    assert ran.code == 0
    assert "nobody can be asked here: btm interview answers.yaml --guided" in ran.complaint
    both = in_process("init", "other.yaml", "--guided", "--yes", cwd=tmp_path)
    assert (both.code, "--yes asks nothing" in both.complaint) == (2, True)
    assert not (tmp_path / "other.yaml").exists()


def test_a_guided_start_asks_for_no_target_and_ends_with_its_doubts(tmp_path: Path) -> None:
    fits = ("or several with commas [none]: ", "9, nobody")
    corrected = ("or several with commas [none]: ", "5, single")
    said = [*FOUR[:2], fits, corrected, ("Answer now? [Y/n]: ", "y"), ("Nearest?", "2"), ("Nearest?", "q")]
    code, shown = typed("init", "--guided", cwd=tmp_path, said=said)
    assert code == 0, shown
    assert "Target" not in shown
    file = load_yaml((tmp_path / "answers.yaml").read_text("utf-8"))
    assert file["profiles"] == ["small-firm", "single-unit"]
    answers = file["answers"]
    assert answers["strategic-and-tactical-governance"]["process"] == {"level": 2, "source": "conversation"}
    after = " ".join(shown.rpartition("first guess from a")[2].split())
    assert "3 answered cells say about 2.00. Two doubts:" in after
    again = in_process("init", "--guided", cwd=tmp_path)
    assert (again.code, "btm interview --guided answers.yaml" in again.complaint) == (2, True)


def test_a_target_is_explained(tmp_path: Path) -> None:
    code, shown = typed("init", "-q", cwd=tmp_path, said=[*FOUR[:3], ("[none]: ", "?"), FOUR[3], LATER])
    assert (code, "gaps and plans are measured against it" in shown) == (0, True)


def test_yes_asks_nothing_and_leaves_the_date_open(tmp_path: Path) -> None:
    ran = in_process("init", "--yes", cwd=tmp_path)
    assert (ran.code, ran.text) == (0, "")
    text = (tmp_path / "answers.yaml").read_text("utf-8")
    assert load_yaml(text)["assessed_on"] is None
    again = in_process("init", "--yes", cwd=tmp_path)
    assert again.code == 2


def test_a_schema_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "answers.schema.json").write_text("{}", "utf-8")
    assert in_process("init", "--yes", cwd=tmp_path).complaint == "wrote answers.yaml\n"
    assert (tmp_path / "answers.schema.json").read_text("utf-8") == "{}"


def test_without_a_terminal_the_starter_is_printed(tmp_path: Path) -> None:
    ran = process("init", cwd=tmp_path)
    assert (ran.code, ran.complaint) == (0, "")
    assert load_yaml(ran.text)["answers"].keys()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("beside", [("a.yaml",), ("--depth", "cell"), ("--from", "a.yaml"), ("--guided",)])
def test_the_examples_come_alone(tmp_path: Path, beside: tuple[str, ...]) -> None:
    ran = in_process("init", *beside, "--example", "tour", cwd=tmp_path)
    assert (ran.code, "no other file" in ran.complaint) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_the_examples_come_as_they_are(tmp_path: Path) -> None:
    ran = process("init", "--example", "tour", cwd=tmp_path)
    assert (ran.code, ran.text) == (0, "")
    names = [path.relative_to(ROOT / "examples") for path in (ROOT / "examples").rglob("*") if path.is_file()]
    assert len(names) > 20
    assert filecmp.cmpfiles(ROOT / "examples", tmp_path / "tour", names, shallow=False)[0] == names
    assert in_process("assess", "tour/meridian-insurance/2026-Q4.yaml", cwd=tmp_path).code == 0
    again = in_process("init", "--example", "tour", cwd=tmp_path)
    assert (again.code, again.complaint.splitlines()[0]) == (
        2,
        "btm: error: tour is there already; nothing is written",
    )
