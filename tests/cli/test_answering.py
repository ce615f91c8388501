"""`init`, `evidence` and `advise` as processes: what a newcomer does first, and what goes wrong."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from pathlib import Path

import pytest
from conftest import Run

from btm_cli.standard.bundled import load_bundled
from btm_cli.standard.criteria import criteria_by_reference

HEAD = "standard: btm 1.0\nenterprise: Acme\nassessed_on: 2026-11-20\n"


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    path = tmp_path / "answers.yaml"
    path.write_text(HEAD + "answers:\n  asset-rationalization: 2  # ours\n")
    return path


def test_a_starter_file_is_whole_but_for_its_date(run_btm: Run, tmp_path: Path) -> None:
    made = run_btm("init", "a.yaml", "--enterprise", "A [/b]: #1", "--depth", "criteria", "--target", "align")
    assert (made.returncode, made.stdout) == (0, "")
    assert made.stderr == "wrote a.yaml and answers.schema.json\n"
    asked = run_btm("assess", "a.yaml")
    assert asked.returncode == 3
    assert "fill it in before assessing" in asked.stderr
    text = (tmp_path / "a.yaml").read_text()
    (tmp_path / "a.yaml").write_text(text.replace("assessed_on:", "assessed_on: 2026-11-24"))
    card = json.loads(run_btm("assess", "a.yaml", "--format", "json").stdout)
    assert card["subject"]["enterprise"] == "A [/b]: #1"
    assert card["overall"]["score"] is None
    assert len(card["assess_first"]) == 68


def test_it_never_overwrites_without_force(run_btm: Run, answers: Path) -> None:
    before = answers.read_bytes()
    refused = run_btm("init", "answers.yaml", "--enterprise", "B")
    assert refused.returncode == 2
    assert "answers.yaml is there already" in refused.stderr
    assert "btm init NEW.yaml --from answers.yaml" in refused.stderr
    assert "--force" in refused.stderr
    assert answers.read_bytes() == before
    assert run_btm("init", "answers.yaml", "--enterprise", "B", "--force").returncode == 0
    assert answers.read_bytes() != before


def test_without_a_file_it_goes_to_standard_output(run_btm: Run, tmp_path: Path) -> None:
    made = run_btm("init", "--enterprise", "Acme", "--scope", "asset", "--depth", "capability")
    assert made.returncode == 0
    assert "\n  asset-rationalization:\n" in made.stdout
    assert "# business-architecture:" not in made.stdout
    assert list(tmp_path.iterdir()) == []


def test_the_last_period_goes_on_with_its_evidence(run_btm: Run, tmp_path: Path, root: Path) -> None:
    old = root / "tests" / "cases" / "editions" / "2026-Q4.yaml"
    same_edition = ("--standard", root / "standard" / "editions" / "1.0")
    given = ("--as-of", "2026-11-24", "--assessed-on", "2026-11-20")
    made = run_btm("init", "new.yaml", "--from", old, *given, *same_edition)
    assert made.returncode == 0, made.stderr
    before, after = (
        json.loads(run_btm("assess", path, "--format", "json", *same_edition).stdout)
        for path in (old, tmp_path / "new.yaml")
    )
    # Everything is where it was, seen from another folder, so every number is the same.
    assert after["overall"] == before["overall"]
    assert after["capabilities"] == before["capabilities"]
    text = (tmp_path / "new.yaml").read_text()
    assert text.count("LOOK AGAIN") == 13  # counted by hand: eleven for the inventory, one each for two logs


def test_the_last_period_goes_on_in_the_next_edition(run_btm: Run, tmp_path: Path, root: Path) -> None:
    old = root / "tests" / "cases" / "editions" / "2026-Q4.yaml"
    assert run_btm("init", "new.yaml", "--from", old, "--assessed-on", "2026-11-20").returncode == 0
    overall = json.loads(run_btm("assess", tmp_path / "new.yaml", "--format", "json").stdout)["overall"]
    # As the independent engine of the edition's specification has it, with nothing new answered yet.
    numbers = (overall["score"], overall["low"], overall["high"], overall["evidenced"], overall["state"])
    assert numbers == (2.92, 2.86, 3.21, 2.06, "pre-alignment")


def test_evidence_is_registered_with_its_hash_in_one_line(run_btm: Run, answers: Path) -> None:
    (answers.parent / "evidence").mkdir()
    (answers.parent / "evidence" / "c.pdf").write_bytes(b"%PDF")
    before = answers.read_text().splitlines()
    done = run_btm(
        "evidence", "add", "answers.yaml", "charter", "--path", "evidence/c.pdf", "--title", "= Charter: #1",
        "--date", "2026-01-02", "--valid-until", "2027-01-02",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    after = answers.read_text().splitlines()
    assert [line for line in before if line not in after] == []
    digest = hashlib.sha256(b"%PDF").hexdigest()
    [entry] = json.loads(
        run_btm("evidence", "list", "answers.yaml", "--as-of", "2026-12-31", "--format", "json").stdout
    )["evidence"]
    assert (entry["path"], entry["sha256"], entry["title"]) == ("evidence/c.pdf", digest, "= Charter: #1")
    assert (entry["status"], entry["days_left"], entry["cited_by"]) == ("expires-soon", 2, [])
    again = run_btm("evidence", "add", "answers.yaml", "charter", "--url", "https://x", "--title", "T")
    assert again.returncode == 2
    assert "--replace" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--path", "../outside.txt", "--title", "T"], 2, "outside of the evidence root"),
        (["--path", "nowhere.txt", "--title", "T"], 4, "there is no such file"),
        (["--title", "T"], 2, "either a --path or a --url"),
        (["--url", "https://x", "--title", "T", "--date", "2026-13-01"], 2, "--date: `2026-13-01` is not a date"),
        (["--url", "https://x", "--title", "T", "--date", "2026-02-01", "--valid-until", "2026-01-01"], 2, "before"),
    ],
)
def test_evidence_that_can_not_be_registered(
    run_btm: Run, answers: Path, arguments: list[str], code: int, said: str
) -> None:
    folder = answers.parent / "inner"
    folder.mkdir()
    inner = folder / "answers.yaml"
    inner.write_bytes(answers.read_bytes())
    (answers.parent / "outside.txt").write_text("x")
    done = run_btm("evidence", "add", "answers.yaml", "k", *arguments, cwd=folder)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    assert inner.read_bytes() == answers.read_bytes()


def test_verify_fails_where_a_file_was_altered(run_btm: Run, answers: Path) -> None:
    (answers.parent / "c.txt").write_text("one")
    run_btm("evidence", "add", "answers.yaml", "c", "--path", "c.txt", "--title", "T", "--date", "2026-01-01")
    assert run_btm("evidence", "verify", "answers.yaml", "--as-of", "2026-11-24").returncode == 0
    (answers.parent / "c.txt").write_text("two")
    failed = run_btm("evidence", "verify", "answers.yaml", "--as-of", "2026-11-24")
    assert failed.returncode == 1
    assert "is not the one whose sha256 was registered" in " ".join(failed.stdout.split())


CALM = {
    "technology-revenue": "under-a-fifth", "market-pace": "over-five-years", "information-intensity": "things",
    "role-of-technology": "improve", "cost-of-delay": "little", "cost-pressure": "case", "regulation": "stable",
    "unit-autonomy": "only",
}  # fmt: skip
"""Eight answers. Alignment has 3+3+3+2+3+2+2+3 = 21 of 3+3+3+3+3+3+2+3 = 23 points, synchronization 0+0+0+2+0+1+1+1 = 5
of 3+3+3+3+3+3+3+3 = 24, convergence 1 of 3+3+3+3+3+3+2+3 = 23."""


def answered(**other: str) -> list[str]:
    chosen = CALM | {name.replace("_", "-"): option for name, option in other.items()}
    return [word for name, option in chosen.items() for word in ("--answer", f"{name}={option}")]


def test_advice_is_written_as_the_target_and_keeps_its_answers(run_btm: Run, answers: Path) -> None:
    done = run_btm("advise", *answered(), "--into", "answers.yaml", "--format", "json")
    assert done.returncode == 0, done.stderr
    advice = json.loads(done.stdout)
    assert advice["recommended"] == "alignment"
    assert [(each["points"], each["most"]) for each in advice["states"]] == [(21, 23), (5, 24), (1, 23)]
    assert advice["ahead"] == 0.7  # 21/23 - 5/24 = 389/552
    text = answers.read_text()
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("# btm advise")]
    assert "".join(lines) == HEAD + "target: alignment\nanswers:\n  asset-rationalization: 2  # ours\n"
    said = [line for line in text.splitlines() if line.startswith("# btm advise")]
    assert "alignment 91%, synchronization 21%, convergence 4%" in said[0]
    assert said[1].endswith("unit-autonomy=only-the-owner")
    assert run_btm("advise", *answered(), "--into", "answers.yaml").returncode == 0
    assert answers.read_text() == text


def test_too_few_answers_are_no_advice_and_write_nothing(run_btm: Run, answers: Path) -> None:
    before = answers.read_bytes()
    done = run_btm("advise", *answered()[:14], "--into", "answers.yaml")
    assert (done.returncode, answers.read_bytes()) == (3, before)
    assert "7 questions are answered: too few" in done.stderr
    assert "8 answers are needed" in done.stdout


def test_an_answer_rules_states_out_and_lifts_capabilities(run_btm: Run, answers: Path) -> None:
    """cost-pressure=not-free rules out both upper states, and asks more of two capabilities (edition.md 8)."""
    done = run_btm("advise", *answered(cost_pressure="not-free"), "--into", "answers.yaml", "--format", "json")
    advice = json.loads(done.stdout)
    assert [len(each["ruled_out"]) for each in advice["states"]] == [0, 1, 1]
    lifted = ["application-portfolio-management", "asset-rationalization"]
    assert [(each["capability"], each["target"], each["importance"]) for each in advice["lifts"]] == [
        (name, 4, 5) for name in lifted
    ]
    text = answers.read_text()
    assert "target: {state: alignment, levels: {application-portfolio-management: 4, asset-rationalization: 4}}" in text
    assert "importance: {application-portfolio-management: 5, asset-rationalization: 5}" in text
    assert "# btm advise convergence is ruled out until at least some money may be spent ahead of proven need" in text
    assert "# btm advise asset-rationalization at level 4, importance 5: cost-pressure=not-free" in text


def test_advice_keeps_what_is_set_in_detail(run_btm: Run, answers: Path) -> None:
    target = "target:\n  level: 3\n  levels: {asset-rationalization: 2}  # the first step\n"
    answers.write_text(HEAD + target + "answers:\n")
    run_btm("advise", *answered(cost_pressure="not-free"), "--into", "answers.yaml")
    text = answers.read_text()
    assert "  state: alignment\n  levels: {asset-rationalization: 2, application-portfolio-management: 4}" in text
    assert "level: 3" not in text
    assert "  # the first step\n" in text


def test_an_agency_is_asked_in_its_own_words(run_btm: Run, answers: Path) -> None:
    def asked(*more: str) -> dict[str, str]:
        done = run_btm("advise", *more, "--format", "json")
        assert done.returncode == 0, done.stderr
        return {each["id"]: each["text"] for each in json.loads(done.stdout)["open"]}

    answers.write_text(HEAD.replace("btm 1.0", "btm 1.1") + "profiles: [public-agency]\nanswers:\n")
    assert "citizens" in asked("answers.yaml")["market-pace"]
    assert "citizens" not in asked()["market-pace"]
    assert asked("answers.yaml")["partners"] == asked()["partners"]


def test_each_state_shows_what_it_takes_from_where_the_file_stands(run_btm: Run, answers: Path, root: Path) -> None:
    """Everything at 3 is alignment's level: nothing is left to do for it. Effort and capacity bound the others."""
    text = "".join(f"  {one.id}: 3\n" for one in load_bundled().ordered_capabilities())
    answers.write_text("standard: btm 1.1\nenterprise: A\nassessed_on: 2026-11-20\nanswers:\n" + text)
    states = json.loads(run_btm("advise", "answers.yaml", *answered(), "--format", "json").stdout)["states"]
    criteria = criteria_by_reference(load_bundled()).values()
    for state, levels in zip(states, ((), (4,), (4, 5)), strict=True):
        effort = sum(each.effort for each in criteria if each.level in levels)
        work = state["work"]
        assert (work["effort"], work["person_days"]) == (effort, effort * 5)
        assert work["iterations_least"] >= -(-effort // 24)
    brief = run_btm("advise", "answers.yaml", *answered()).stdout
    assert "Quarters at 24 points each; the capacity is assumed." in brief
    [there] = [line.split() for line in brief.splitlines() if line.startswith("Alignment")]
    assert there[-3:] == ["0", "0", "-"]
    full = run_btm("advise", "answers.yaml", *answered(), "--full").stdout
    assert "; every assessed cell is there\n" in full


@pytest.mark.parametrize(
    ("answer", "said"),
    [("market", "no `=`"), ("nothing=1", "unknown question"), ("market-pace=never", "unknown option of market-pace")],
)
def test_advice_refuses_what_it_did_not_ask(run_btm: Run, answer: str, said: str) -> None:
    done = run_btm("advise", "--answer", answer)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_read_only_folder_keeps_the_file(run_btm: Run, answers: Path) -> None:
    if not hasattr(os, "geteuid") or os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    answers.parent.chmod(0o500)
    try:
        done = run_btm("advise", *answered(), "--into", "answers.yaml")
        assert done.returncode == 4
    finally:
        answers.parent.chmod(0o700)


def test_one_answer_is_one_line_in_git(run_btm: Run, tmp_path: Path) -> None:
    """Two people fill in different answers of a file that btm wrote: git merges them without a conflict."""

    def git(*arguments: str) -> str:
        settings = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        return subprocess.run(
            ["git", *settings, *arguments], cwd=tmp_path, capture_output=True, text=True, check=True
        ).stdout

    from btm_cli.answers.edit import Change
    from btm_cli.answers.store import update

    file = tmp_path / "a.yaml"
    run_btm("init", "a.yaml", "--enterprise", "Acme", "--depth", "criteria")
    git("init", "-q", "-b", "main")
    git("add", "a.yaml")
    git("commit", "-qm", "start")
    cell = ("answers", "asset-rationalization", "process")
    git("checkout", "-qb", "other")
    update(str(file), lambda _: ([Change((*cell, "2b"), "largely")], ()))
    assert git("diff", "--numstat").split()[:2] == ["1", "1"]
    git("commit", "-qam", "2b")
    git("checkout", "-q", "main")
    update(str(file), lambda _: ([Change((*cell, "2a"), "fully")], ()))
    git("commit", "-qam", "2a")
    git("merge", "-q", "other")
    text = file.read_text()
    assert "      2a: fully\n" in text
    assert "      2b: largely\n" in text
