"""`btm trend` and `btm git-setup` in real repositories: renames, tags, broken versions, git's own diff."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Run

from support.gitrepo import SETTINGS, Repo
from support.run import in_process, plain_environment
from support.schemas import Checker

HEAD = "standard: btm 1.0\nenterprise: Acme [/b]\nperiod: {period}\nassessed_on: {day}\nanswers:\n"
QUARTERS = [f"examples/meridian-insurance/2026-Q{number}.yaml" for number in (1, 2, 3, 4)]


def answers(level: int, day: str = "2026-01-01", period: str = "P") -> str:
    return HEAD.format(day=day, period=period) + f"  asset-rationalization: {level}\n"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "our repo \u00e9")


def points(run_btm: Run, repo: Repo, *arguments: str) -> list[dict]:
    done = run_btm("trend", *arguments, "--format", "json", cwd=repo.path)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["points"]


def scores(found: list[dict]) -> list[float]:
    return [point["overall"]["score"] for point in found]


def test_a_file_is_followed_through_its_renames(run_btm: Run, repo: Repo) -> None:
    repo.commit("one", {"old name.yaml": answers(2)})
    repo.git("mv", "old name.yaml", "a.yaml")
    repo.commit("moved", {"a.yaml": answers(3)})
    repo.write({"a.yaml": answers(4)})
    found = points(run_btm, repo, "a.yaml")
    assert scores(found) == [2.0, 3.0, 4.0]
    assert [point["day"] for point in found][:2] == ["2026-01-02", "2026-01-03"]
    assert found[0]["source"].endswith(":old name.yaml")
    assert (found[2]["label"], found[2]["commit"]) == ("not committed", None)


def test_a_pure_rename_is_no_assessment(run_btm: Run, repo: Repo) -> None:
    repo.commit("one", {"old.yaml": answers(2)})
    repo.git("mv", "old.yaml", "a.yaml")
    repo.commit("moved", {})
    repo.commit("two", {"a.yaml": answers(3)})
    assert [point["source"].split(":")[1] for point in points(run_btm, repo, "a.yaml")] == ["old.yaml", "a.yaml"]


@pytest.mark.parametrize("every", ["month", "quarter"])
def test_of_a_period_the_last_version_that_can_be_read_counts(run_btm: Run, repo: Repo, every: str) -> None:
    for text in (answers(1), answers(2), "enterprise: [", answers(9)):
        repo.commit("next", {"a.yaml": text})
    done = run_btm("trend", "a.yaml", "--every", every, "--format", "json", cwd=repo.path)
    found = json.loads(done.stdout)
    # The file on disk is as broken as the newest version, which is left out and named, as is the one before it.
    assert (scores(found["points"]), len(found["left_out"])) == ([2.0], 2)


def test_tags_choose_versions(run_btm: Run, repo: Repo) -> None:
    for level in (1, 2, 3):
        repo.commit(f"level {level}", {"a.yaml": answers(level)})
        if level != 2:
            repo.git("tag", f"q{level}")
    repo.git("tag", "-m", "without the file", "annotated", "q1")
    found = points(run_btm, repo, "a.yaml", "--every", "tag")
    assert [(point["label"], point["overall"]["score"]) for point in found] == [
        ("annotated", 1.0),
        ("q1", 1.0),
        ("q3", 3.0),
    ]


def test_the_last_version_of_a_month_counts(run_btm: Run, repo: Repo) -> None:
    for level in (1, 2, 3):
        repo.commit(f"level {level}", {"a.yaml": answers(level)})
    assert scores(points(run_btm, repo, "a.yaml", "--every", "month")) == [3.0]
    assert scores(points(run_btm, repo, "HEAD~1:a.yaml")) == [1.0, 2.0]


def test_a_broken_version_is_left_out_and_named(run_btm: Run, repo: Repo) -> None:
    repo.commit("good", {"a.yaml": answers(2)})
    repo.commit("bad", {"a.yaml": answers(2).replace("rationalization: 2", "rationalization: 9")})
    repo.commit("good again", {"a.yaml": answers(3)})
    done = run_btm("trend", "a.yaml", "--format", "json", cwd=repo.path)
    data = json.loads(done.stdout)
    assert scores(data["points"]) == [2.0, 3.0]
    [left] = data["left_out"]
    assert left["reason"].startswith("line 6: level 9 is out of range")
    assert "left out" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["nowhere.yaml"], 4, "there is no such file"),
        (["a.yaml"], 4, "no history in git yet"),
        (["--", "--output=x:a.yaml"], 4, "there is no commit `--output=x`"),
        (["a.yaml", "a.yaml", "--every", "month"], 2, "--every goes with"),
        (["a.yaml", "--every", "week"], 2, "week"),
    ],
)
def test_what_has_no_trend(run_btm: Run, repo: Repo, arguments: list[str], code: int, said: str) -> None:
    repo.commit("nothing of ours", {"b.txt": "x"})
    repo.write({"a.yaml": answers(2)})
    done = run_btm("trend", *arguments, cwd=repo.path)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    assert not (repo.path / "x").exists()


def test_outside_of_git_files_serve(run_btm: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(answers(2, "2026-03-01", "Q1"))
    (tmp_path / "b.yaml").write_text(answers(3, "2026-06-01", "Q2"))
    alone = run_btm("trend", "a.yaml", GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
    assert alone.returncode == 4
    assert "name several files" in alone.stderr
    rows = list(csv.DictReader(io.StringIO(run_btm("trend", "b.yaml", "a.yaml", "--format", "csv").stdout)))
    overall = [(row["label"], row["score"]) for row in rows if row["reference"] == "overall"]
    assert overall == [("Q1", "2.0"), ("Q2", "3.0")]
    assert len(rows) == 2 * (1 + 4 + 17)


def test_the_json_keeps_its_contract_and_the_page_its_text(run_btm: Run, root: Path, tmp_path: Path) -> None:
    schema = json.loads((root / "standard" / "schema" / "trend.schema.json").read_text("utf-8"))
    data = json.loads(run_btm("trend", *QUARTERS, "--format", "json", cwd=root).stdout)
    assert Checker(schema).faults(data) == []
    # As `btm assess` says of each quarter.
    for quarter, point in zip(QUARTERS, data["points"], strict=True):
        card = json.loads(run_btm("assess", quarter, "--format", "json", cwd=root).stdout)
        assert {key: point["overall"][key] for key in ("score", "level", "state", "verified")} == {
            key: card["overall"][key] for key in ("score", "level", "state", "verified")
        }
    name = "'<script>{{{{ 7*7 }}}}</script>\u202e'"
    hostile = HEAD.replace("Acme [/b]", name).format(day="2026-01-01", period="'<b>'")
    (tmp_path / "h.yaml").write_text(hostile + "  asset-rationalization: 2\n")
    page = run_btm("trend", "h.yaml", "h.yaml", "--format", "html").stdout
    assert "<script>" not in page
    assert "&lt;script&gt;{{ 7*7 }}" in page
    assert "<b>" not in page
    assert "\u202e" not in page


def test_git_shows_scores_once_it_is_set_up(run_btm: Run, repo: Repo) -> None:
    folder = "our [answers]! #1"
    repo.commit("one", {f"{folder}/a.yaml": answers(2), f"{folder}/b.yaml": "x: 1\n"})
    shown = run_btm("git-setup", f"{folder}/a.yaml", cwd=repo.path)
    assert shown.returncode == 0
    assert not (repo.path / ".gitattributes").exists()
    done = run_btm("git-setup", f"{folder}/a.yaml", "--yes", cwd=repo.path)
    assert done.returncode == 0, done.stderr
    assert "nothing to do" in run_btm("git-setup", f"{folder}/a.yaml", "--yes", cwd=repo.path).stdout
    assert (repo.path / ".gitattributes").read_text().count("diff=btm") == 1
    repo.write({f"{folder}/a.yaml": answers(3), f"{folder}/b.yaml": "x: 2\n"})
    # git runs the command in a shell: the interpreter of these tests stands in for an installed `btm`.
    command = f"'{Path(sys.executable).as_posix()}' -P -m btm_cli textconv"
    diff = subprocess.run(
        ["git", "-c", f"diff.btm.textconv={command}", "diff"],
        cwd=repo.path,
        env=plain_environment() | SETTINGS,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    assert "-asset-rationalization: score 2.00, level 2\n" in diff
    assert "+asset-rationalization: score 3.00, level 3\n" in diff
    assert "-x: 1\n+x: 2\n" in diff  # what is no answers file is shown as it is


def test_textconv_shows_a_broken_version_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"answers: {a: \xff\n")
    done = in_process("textconv", "a.yaml", cwd=tmp_path)
    assert (done.code, done.out) == (0, b"answers: {a: \xff\n")


def test_setup_in_a_bare_repository_or_outside_says_why(run_btm: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(answers(2))
    outside = run_btm("git-setup", "a.yaml", "--yes", GIT_CEILING_DIRECTORIES=str(tmp_path.parent))
    assert outside.returncode == 4
    assert "not in a git repository" in outside.stderr
    assert sorted(os.listdir(tmp_path)) == ["a.yaml"]
