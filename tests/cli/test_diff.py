"""`btm diff` as users run it: on files, in git, on scorecards; its exit codes, its words and its JSON."""

from __future__ import annotations

import json
import re
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from support.gitrepo import Repo
from support.golden import FOLDER
from support.run import ROOT, in_process, process
from support.small_standard import changed, write_standard
from support.wire import assert_written_as_described

MERIDIAN = ROOT / "examples" / "meridian-insurance"
# The fourth quarter as it was answered on edition 1.0, and then as it moved to 1.1.
QUARTERS = [
    *(str(MERIDIAN / f"2026-Q{number}.yaml") for number in (1, 2, 3)),
    str(ROOT / "tests" / "cases" / "editions" / "2026-Q4.yaml"),
    str(MERIDIAN / "2026-Q4.yaml"),
]
HEAD = "standard: btm 1.0\nenterprise: Harbor\nassessed_on: 2026-06-01\n"
CELL = "approval-and-prioritization/process"


def answers(level: int, more: str = "") -> str:
    return f"{HEAD}{more}answers:\n  approval-and-prioritization: {{process: {level}}}\n"


def data(*arguments: object, cwd: Path = ROOT, code: int = 0) -> dict:
    ran = in_process("diff", *arguments, "--format", "json", cwd=cwd)
    assert ran.code == code, ran.complaint
    found = json.loads(ran.text)
    assert_written_as_described("diff", found)
    return found


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Answers at level 1, 2 and 3 in three commits; the working tree claims level 2."""
    made = Repo(tmp_path / "with space é")
    for level in (1, 2, 3):
        made.commit(f"level {level}", {"a b.yaml": answers(level)})
    return made.write({"a b.yaml": answers(2)})


def moved(found: dict) -> tuple[float | None, float | None]:
    return found["overall"]["claimed"]["old"], found["overall"]["claimed"]["new"]


# In git


def test_one_file_is_compared_with_the_last_commit(repo):
    assert moved(data("a b.yaml", cwd=repo.path)) == (3, 2)


def test_two_revisions_one_revision_and_since(repo):
    assert moved(data("HEAD~2:a b.yaml", "HEAD~1:a b.yaml", cwd=repo.path)) == (1, 2)
    assert moved(data("HEAD~2:a b.yaml", "a b.yaml", cwd=repo.path)) == (1, 2)
    assert moved(data("HEAD:a b.yaml", cwd=repo.path)) == (3, 2)
    assert moved(data("--since", "HEAD~2", "a b.yaml", cwd=repo.path)) == (1, 2)
    (repo.path / "sub").mkdir()
    assert moved(data("--since", "HEAD~2", "../a b.yaml", cwd=repo.path / "sub")) == (1, 2)
    assert moved(data("HEAD~2:./../a b.yaml", "HEAD:a b.yaml", cwd=repo.path / "sub")) == (1, 3)


def test_a_file_that_was_renamed_is_found_under_its_old_name(repo):
    repo.git("checkout", "--quiet", "--", ".")
    repo.git("mv", "a b.yaml", "new.yaml")
    repo.commit("renamed")
    assert moved(data("--since", "HEAD~2", "new.yaml", cwd=repo.path)) == (2, 3)
    assert data("new.yaml", cwd=repo.path)["empty"]


def test_evidence_and_the_standard_are_read_at_the_revision(tmp_path):
    repo = Repo(tmp_path)
    said = (
        "standard: tiny 1\nenterprise: E\nassessed_on: 2026-06-01\nanswered_by: {name: EA}\n"
        "evidence: {m: {title: M, path: minutes.txt, date: 2026-01-01}}\n"
        "answers: {alpha: {process: {2a: {rating: yes, evidence: [m]}, 2b: no}}}\n"
    )
    write_standard(tmp_path / "standard")
    repo.commit("first", {"answers.yaml": said, "minutes.txt": "said\n"})
    write_standard(tmp_path / "standard", changed("north/alpha.yaml", 'weight: "0.5"', "weight: 1"))
    (tmp_path / "minutes.txt").unlink()
    repo.commit("weights; minutes lost")
    # Claimed 1 + 1/1.5 and then 1 + 1/2. Evidenced the same, and then 1: nothing is left of the evidence.
    options = ("--standard", "HEAD:standard", "--old-standard", "HEAD~1:standard")
    found = data("HEAD~1:answers.yaml", "HEAD:answers.yaml", *options, cwd=tmp_path)
    assert found["overall"]["claimed"]["exact"]["causes"]["standard"] == "-1/6"
    causes = found["overall"]["evidenced"]["exact"]["causes"]
    # Time: the mean of 1 - 5/3 and 1 - 3/2; standard: the mean of -1/6 and nothing.
    assert (causes["time"], causes["standard"]) == ("-7/12", "-1/12")
    assert found["evidence"]["lapsed"] == ["m"]
    assert data("HEAD:answers.yaml", "answers.yaml", "--standard", "standard", cwd=tmp_path)["empty"]


def test_evidence_that_is_another_file_now_is_time(tmp_path):
    import hashlib

    digest = hashlib.sha256(b"said\n").hexdigest()
    more = (
        "answered_by: {name: EA}\n"
        f"evidence: {{m: {{title: M, path: minutes.txt, sha256: {digest}, date: 2026-01-01}}}}\n"
    )
    said = f"{HEAD}{more}answers: {{approval-and-prioritization: {{process: {{level: 3, evidence: [m]}}}}}}\n"
    repo = Repo(tmp_path)
    repo.commit("first", {"answers.yaml": said, "minutes.txt": "said\n"})
    repo.write({"minutes.txt": "altered\n"})
    found = data("answers.yaml", cwd=tmp_path)
    assert found["overall"]["evidenced"]["causes"] == {"standard": 0, "time": -2, "scope": 0, "answers": 0}
    assert found["regressions"] == [CELL]
    assert found["changes"] == []
    assert not found["empty"]


def test_in_a_bare_repository_and_a_worktree(repo, tmp_path, monkeypatch):
    bare = Repo.cloned(repo, tmp_path / "bare", "--bare")
    ran = in_process("diff", "HEAD~2:a b.yaml", "main:a b.yaml", cwd=bare.path)
    assert (ran.code, "GIT_DIR" in ran.complaint) == (4, True)
    monkeypatch.setenv("GIT_DIR", ".")
    assert moved(data("HEAD~2:a b.yaml", "main:a b.yaml", cwd=bare.path)) == (1, 3)
    ran = in_process("diff", "HEAD~2:a b.yaml", cwd=bare.path)
    assert (ran.code, "no working tree" in ran.complaint) == (2, True)
    monkeypatch.delenv("GIT_DIR")
    repo.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "linked"), "HEAD~1")
    assert data("a b.yaml", cwd=tmp_path / "linked")["empty"]
    assert moved(data("main:a b.yaml", "a b.yaml", cwd=tmp_path / "linked")) == (3, 2)


def test_in_a_submodule_and_a_shallow_clone(repo, tmp_path):
    outer = Repo(tmp_path / "outer")
    outer.git("submodule", "--quiet", "add", repo.path.as_uri(), "sub")
    outer.commit("with it")
    sub = outer.path / "sub"
    assert data("a b.yaml", cwd=sub)["empty"]
    assert moved(data("HEAD~2:a b.yaml", "a b.yaml", cwd=sub)) == (1, 3)
    assert moved(data("HEAD:sub/a b.yaml", repo.path / "a b.yaml", cwd=outer.path)) == (3, 2)
    assert moved(data("--since", "HEAD~1", "sub/a b.yaml", cwd=outer.path)) == (2, 3)
    shallow = Repo.cloned(repo, tmp_path / "shallow", "--depth=2")
    assert moved(data("--since", "HEAD~1", "a b.yaml", cwd=shallow.path)) == (2, 3)


def test_what_git_does_not_have_is_exit_4_with_a_way_out(repo, tmp_path):
    shallow = Repo.cloned(repo, tmp_path / "shallow", "--depth=1")
    for arguments, words in {
        ("HEAD~1:a b.yaml", "a b.yaml"): ("shallow", "--unshallow"),
        ("nope:a b.yaml", "a b.yaml"): ("there is no commit `nope`", "--unshallow"),
        ("HEAD:nope.yaml", "a b.yaml"): ("HEAD:nope.yaml can't be read",),
        ("--since", "HEAD", "nope.yaml"): ("nope.yaml can't be read",),
        ("HEAD",): ("HEAD can't be read", "a revision takes its file: btm diff HEAD:FILE"),
    }.items():
        ran = in_process("diff", *arguments, cwd=shallow.path)
        assert ran.code == 4, ran.complaint
        assert all(word in ran.complaint for word in words)
        assert not ran.out
    (repo.path / "fresh.yaml").write_text(answers(1), "utf-8")
    ran = in_process("diff", "fresh.yaml", cwd=repo.path)
    assert (ran.code, ran.complaint) == (4, "btm: error: fresh.yaml is not in HEAD\n"
                                            "  hint: commit it first, or name two files\n")  # fmt: skip


def test_a_hostile_revision_does_nothing(repo):
    for revision in ("--output=x", "--help", "-c core.pager=x", "$(touch x)"):
        ran = in_process("diff", "--", f"{revision}:a b.yaml", "a b.yaml", cwd=repo.path)
        assert ran.code == 4
        assert "there is no commit" in ran.complaint
        ran = in_process("diff", "--since", revision, "a b.yaml", cwd=repo.path)
        assert ran.code == 4
    assert sorted(path.name for path in repo.path.iterdir()) == [".git", "a b.yaml"]


def test_outside_of_git_two_files_do(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    for level in (1, 2):
        (tmp_path / f"{level}.yaml").write_text(answers(level), "utf-8")
    assert moved(data("1.yaml", "2.yaml", cwd=tmp_path)) == (1, 2)
    ran = in_process("diff", "1.yaml", cwd=tmp_path)
    assert (ran.code, "not in a git repository" in ran.complaint) == (4, True)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert moved(data("1.yaml", "2.yaml", cwd=tmp_path)) == (1, 2)
    ran = in_process("diff", "1.yaml", cwd=tmp_path)
    assert (ran.code, "git can't be run" in ran.complaint) == (4, True)


def test_a_file_with_a_colon_in_its_name_is_a_file(tmp_path):
    (tmp_path / "HEAD:1.yaml").write_text(answers(1), "utf-8")
    (tmp_path / "2.yaml").write_text(answers(2), "utf-8")
    assert moved(data("HEAD:1.yaml", "2.yaml", cwd=tmp_path)) == (1, 2)


def test_other_commands_take_a_revision_too(repo):
    ran = in_process("assess", "HEAD~2:a b.yaml", "--format", "json", cwd=repo.path)
    assert json.loads(ran.text)["overall"]["score"] == 1
    repo.commit("broken", {"a b.yaml": answers(2).replace("2026-06-01", "2026-06-31")})
    ran = in_process("assess", "HEAD:a b.yaml", cwd=repo.path)
    assert ran.code == 3
    assert ran.complaint.startswith("HEAD:a b.yaml:3:14: error[not-a-date]")


def test_an_account_at_a_revision_looks_for_evidence_there(tmp_path):
    more = "answered_by: {name: EA}\nevidence: {m: {title: M, path: minutes.txt, date: 2026-01-01}}\n"
    said = f"{HEAD}{more}answers: {{approval-and-prioritization: {{process: {{level: 3, evidence: [m]}}}}}}\n"
    Repo(tmp_path).commit("first", {"deep/answers.yaml": said, "deep/minutes.txt": "said\n"})
    shutil.rmtree(tmp_path / "deep")
    ran = in_process("explain", CELL, "--answers", "HEAD:deep/answers.yaml", "--format", "json", cwd=tmp_path)
    assert ran.code == 0, ran.complaint
    assert "there is no file" not in ran.text
    assert "evidence-missing" not in ran.text


@pytest.mark.parametrize("ending", ["", "/"])
def test_a_standard_and_what_lies_beside_it_are_read_at_a_revision(tmp_path, ending):
    repo = Repo(tmp_path)
    shutil.copytree(ROOT / "standard", tmp_path / "deep" / "standard")
    repo.commit("published")
    shutil.rmtree(tmp_path / "deep")
    for arguments in (("list",), ("show", "approval"), ("crosswalk",)):
        at_revision = in_process("standard", *arguments, "--standard", f"HEAD:deep/standard{ending}", cwd=tmp_path)
        assert (at_revision.code, at_revision.out) == (0, in_process("standard", *arguments).out)
    frame = ROOT / "standard" / "standard.yaml"
    broken = frame.read_text("utf-8").replace("rating_scale: {not: 0,", "rating_scale: {not: 1/4,")
    repo.commit("broken", {"deep/standard/standard.yaml": broken})
    ran = in_process("standard", "list", "--standard", "HEAD:deep/standard", cwd=tmp_path)
    assert ran.code == 3
    assert ran.complaint.startswith("HEAD:deep/standard/standard.yaml:")


# Exit codes


def test_exit_codes(repo):
    def code(*arguments: str) -> int:
        return in_process("diff", *arguments, cwd=repo.path).code

    rose, fell, same = ("HEAD~1:a b.yaml", "HEAD:a b.yaml"), ("HEAD:a b.yaml", "a b.yaml"), ("a b.yaml", "a b.yaml")
    assert [code(*pair) for pair in (rose, fell, same)] == [0, 0, 0]
    assert [code(*pair, "--exit-code") for pair in (rose, fell, same)] == [1, 1, 0]
    assert [code(*pair, "--fail-on-regression") for pair in (rose, fell, same)] == [0, 1, 0]
    assert code("a b.yaml", "a b.yaml", "--since", "HEAD") == 2
    assert code("HEAD:a b.yaml", "--since", "HEAD") == 2
    assert code(":a b.yaml", "a b.yaml") == 2
    assert code("a b.yaml", "a b.yaml", "--as-of", "tomorrow") == 2
    assert code() == 0  # the one answers file here with the last commit's


def test_a_regression_is_not_hidden_by_gains(tmp_path):
    old = f"{HEAD}answers:\n  approval-and-prioritization: {{process: 3}}\n  business-architecture: 1\n"
    new = f"{HEAD}answers:\n  approval-and-prioritization: {{process: 2}}\n  business-architecture: 5\n"
    (tmp_path / "old.yaml").write_text(old, "utf-8")
    (tmp_path / "new.yaml").write_text(new, "utf-8")
    ran = in_process("diff", "old.yaml", "new.yaml", "--top", "1", "--fail-on-regression", "--full", cwd=tmp_path)
    assert ran.code == 1
    assert ran.text.index("What fell") < ran.text.index("Levels gained")
    assert "Approval and Prioritization / Process: claimed 3.00 → 2.00" in ran.text


def test_what_came_and_what_went_says_so(tmp_path):
    one = "answers: {business-architecture: 3}\n"
    (tmp_path / "none.yaml").write_text(f"{HEAD}answers: {{}}\n", "utf-8")
    (tmp_path / "one.yaml").write_text(HEAD + one, "utf-8")
    (tmp_path / "na.yaml").write_text(HEAD + one.replace("3", "{rating: n/a, reason: sold}"), "utf-8")
    (tmp_path / "scope.yaml").write_text(f"{HEAD}scope: [strategy-and-planning]\n{one}", "utf-8")
    for old, new, words, code in (
        ("none", "one", "newly assessed; claimed - → 3.00", 0),
        ("na", "one", "newly assessed: was not applicable", 0),
        ("one", "none", "no longer assessed; claimed 3.00 → -", 1),
        ("one", "na", "no longer assessed: now not applicable", 1),
        ("one", "scope", "no longer assessed: now out of scope", 1),
        ("na", "none", "n/a → not-assessed", 0),
    ):
        ran = in_process("diff", f"{old}.yaml", f"{new}.yaml", "--fail-on-regression", "--full", cwd=tmp_path)
        assert words in " ".join(ran.text.split()), (old, new)
        assert ran.code == code, (old, new)
        assert ("What fell" in ran.text) == bool(code)


def test_problems_of_both_files_are_shown_at_once(tmp_path):
    (tmp_path / "old.yaml").write_text(answers(2).replace("2026-06-01", "2026-06-31"), "utf-8")
    (tmp_path / "new.yaml").write_text(answers(9), "utf-8")
    ran = in_process("diff", "old.yaml", "new.yaml", cwd=tmp_path)
    assert ran.code == 3
    assert "old.yaml:3:14: error[not-a-date]" in ran.complaint
    assert "new.yaml:5:42: error[level-out-of-range]" in ran.complaint


def test_other_standards_can_t_be_compared(tmp_path):
    write_standard(tmp_path / "tiny")
    (tmp_path / "old.yaml").write_text(
        "standard: tiny 1\nenterprise: E\nassessed_on: 2026-06-01\nanswers: {}\n", "utf-8"
    )
    (tmp_path / "new.yaml").write_text(answers(2), "utf-8")
    ran = in_process("diff", "old.yaml", "new.yaml", "--old-standard", "tiny", cwd=tmp_path)
    assert (ran.code, "editions of the same standard" in ran.complaint) == (2, True)


# Scorecards


@pytest.fixture(scope="module")
def cards(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("cards")
    for number, quarter in enumerate(QUARTERS, 1):
        for form in ("json", "yaml"):
            assert in_process("assess", quarter, "--format", form, "-o", folder / f"q{number}.{form}").code == 0
    return folder


@pytest.mark.parametrize("old", ["q3.json", "q3.yaml", QUARTERS[2]])
def test_scorecards_do_where_answers_are_not_at_hand(cards, old):
    found = data(old, "q4.json", cwd=cards)
    assert moved(found) == (2.45, 3.01)
    # Same standard, same scope, and time never touches what is claimed: it must have been the answers.
    assert found["untold"] == {"claimed": [], "evidenced": ["time", "answers"], "verified": ["time", "answers"]}
    assert found["overall"]["claimed"]["causes"] == {"standard": 0, "time": 0, "scope": 0, "answers": 0.56}
    assert found["overall"]["evidenced"]["causes"] is None
    assert found["new"]["rounded"]
    assert (found["changes"], found["answers"]) == (None, [])
    exact = data(QUARTERS[2], QUARTERS[3])
    assert found["regressions"] == exact["regressions"]
    assert found["levels_lost"] == exact["levels_lost"]


def test_a_scorecard_of_the_first_form_is_read_too(tmp_path):
    """As btm wrote it before `btm-scorecard/2`: the same numbers and digests, so nothing has changed."""
    old = ROOT / "tests" / "cases" / "scorecards" / "meridian-2026-Q3-first-form.json"
    assert b'"btm-scorecard/1"' in old.read_bytes()
    assert data(old, QUARTERS[2], cwd=tmp_path)["empty"]
    assert moved(data(QUARTERS[1], old, cwd=tmp_path)) == (2.28, 2.45)


def test_what_scorecards_can_t_tell_is_said(cards):
    text = in_process("diff", "q1.yaml", "q2.yaml", "--full", cwd=cards).text
    assert "Of claimed scores the causes can't be told apart" in " ".join(text.split())
    assert "scope and answers may have been at work" in " ".join(text.split())
    assert "time, scope and answers may have been at work" in " ".join(text.split())
    assert "a scorecard: numbers are rounded" in " ".join(text.split())


def test_a_scorecard_has_its_date(cards):
    ran = in_process("diff", "q3.json", "q4.json", "--as-of", "2026-11-20", cwd=cards)
    assert (ran.code, "q3.json is a scorecard, and was made on 2026-08-21" in ran.complaint) == (2, True)


def test_equal_scorecards_differ_in_nothing(cards):
    assert in_process("diff", "q3.json", "q3.yaml", "--exit-code", cwd=cards).code == 0
    assert data("q3.json", QUARTERS[2], cwd=cards)["empty"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"schema": "btm-scorecard/2"', '"schema": "btm-scorecard/3"', "wrong-value"),
        ('"assessed_on": "2026-08-21"', '"assessed_on": 20260821', "wrong-type"),
        ('"score": 2.45', '"score": "nan"', "wrong-value"),
        ('"as_of": "2026-08-21",', "", "missing-key"),
    ],
)
def test_a_scorecard_that_breaks_its_contract_is_no_scorecard(cards, tmp_path, old, new, code):
    text = (cards / "q3.json").read_text("utf-8")
    assert old in text
    (tmp_path / "bad.json").write_text(text.replace(old, new, 1), "utf-8")
    ran = in_process("diff", "bad.json", cards / "q4.json", cwd=tmp_path)
    assert ran.code == 3, ran.complaint
    assert re.search(r"bad\.json:\d+:\d+: error\[", ran.complaint)


# What people read, and what machines read


@pytest.mark.parametrize("pair", [(0, 1), (1, 2), (2, 3), (2, 4)])
def test_the_causes_of_the_json_add_up_exactly(pair):
    found = data(QUARTERS[pair[0]], QUARTERS[pair[1]])
    places = [found["overall"], *found["areas"], *found["capabilities"], *found["cells"]]
    checked = 0
    for place in places:
        for name in ("claimed", "evidenced", "verified"):
            exact = place[name]["exact"]
            if exact["causes"] is None:
                continue
            assert sum(map(Fraction, exact["causes"].values())) == Fraction(exact["delta"])
            # What is rounded adds up as well: 0.1 + 0.2 in binary is not 0.3, so it is counted in hundredths.
            rounded = [round(100 * part) for part in place[name]["causes"].values()]
            assert sum(rounded) == round(100 * place[name]["delta"])
            assert Fraction(exact["new"]) - Fraction(exact["old"]) == Fraction(exact["delta"])
            effects = [
                Fraction(effect["exact"][name])
                for answer in found["answers"]
                for effect in answer["effects"]
                if effect["on"] == place["reference"]
            ]
            assert sum(effects) == Fraction(exact["causes"]["answers"])
            checked += 1
    assert checked > 100


@pytest.mark.parametrize("name", ["q3-80.txt", "q3-140.txt", "q4-80.txt", "q3.md", "q4.md"])
def test_the_causes_shown_add_up(name):
    text = (FOLDER / f"diff-meridian-{name}").read_text("utf-8")
    rows = re.findall(r"^\W*(?:Claimed|Evidenced|Verified)\W+(.*)$", text, re.M)
    assert len(rows) == 3
    for row in rows:
        _, _, change, *causes = re.findall(r"[-+]?\d+\.\d\d", row)
        assert sum(map(Fraction, causes)) == Fraction(change)
    for change, causes in re.findall(r"\(([-+]\d+\.\d\d) by ((?:[a-z]+ [-+]\d+\.\d\d(?:, )?){2,})", text):
        assert sum(map(Fraction, re.findall(r"[-+]\d+\.\d\d", causes))) == Fraction(change)


def test_the_story_of_meridian_is_told():
    q3, q4 = ((FOLDER / f"diff-meridian-q{number}.md").read_text("utf-8") for number in (3, 4))
    # README: "`approval-and-prioritization/process` went from 3.17 to 2.44"; nobody took an extract of the register.
    assert "Approval and Prioritization / Process: claimed 3.17 → 2.44 (-0.73 by answers, level 3 → 2)" in q3
    assert "Compliance and Risk Management / Information: evidenced 3.00 → 1.50 (-1.50 by time, level 3 → 1)" in q3
    # "The application inventory expired, so application portfolio management rose on paper and fell in evidence."
    assert "| Application Portfolio Management | 2.58 | 3.01 | +0.43 | -0.92 |" in q4
    assert "Evidence that no longer holds: decision-log-q1, application-inventory." in q4
    assert "**State by score alone:** Pre-alignment → Alignment" in q4
    assert "**By the standard:** Synchronization, Convergence ask for more; Convergence from 5.00 → 4.50" in q4


def test_text_from_files_is_data_in_every_format(tmp_path):
    hostile = r"\u202e<script>alert(1)</script> | `x` [y](z) @you [/b]"
    for level in (1, 2):
        more = f'unit: "{hostile}"\nperiod: "{hostile}{level}"\n'
        (tmp_path / f"{level}.yaml").write_text(answers(level, more), "utf-8")
    text = in_process("diff", "1.yaml", "2.yaml", cwd=tmp_path).text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "<script>alert(1)</script>" in text
    markdown = in_process("diff", "1.yaml", "2.yaml", "--format", "markdown", cwd=tmp_path).text
    assert "<script>" not in markdown
    assert "<span>@</span>you" in markdown  # no host takes it for somebody's name
    assert "\\<script\\>" in markdown
    html = in_process("diff", "1.yaml", "2.yaml", "--format", "html", cwd=tmp_path).text
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "\u202e" not in html


def test_a_comment_is_never_too_long_for_a_pull_request(tmp_path):
    answered = json.loads(in_process("standard", "list", "--format", "json").text)
    names = [capability["id"] for area in answered["areas"] for capability in area["capabilities"]]
    note = "x" * 3000
    for level in (1, 2):
        lines = [f"  {name}: {{level: {level}, verified_by: '{note}{level}'}}" for name in names]
        (tmp_path / f"{level}.yaml").write_text(f"{HEAD}answers:\n" + "\n".join(lines) + "\n", "utf-8")
    ran = in_process("diff", "1.yaml", "2.yaml", "--format", "markdown", "--top", "99", cwd=tmp_path)
    assert ran.code == 0
    assert len(ran.text) < 65_536
    assert "too long for a comment" in ran.text


def test_as_a_process_on_a_narrow_latin_console_and_into_a_file(repo):
    ran = process("diff", "a b.yaml", cwd=repo.path, PYTHONIOENCODING="latin-1", COLUMNS="40", NO_COLOR="1")
    assert ran.code == 0
    lines = ran.out.decode("latin-1").splitlines()
    assert max(map(len, lines)) <= 40
    assert any("->" in line for line in lines)
    ran = process("diff", "a b.yaml", "--format", "json", "-o", "diff.json", "--exit-code", cwd=repo.path)
    assert (ran.code, ran.out) == (1, b"")
    assert json.loads((repo.path / "diff.json").read_text("utf-8"))["schema"] == "btm-diff/1"


def test_the_ending_of_the_output_decides_the_format(tmp_path):
    for name, begins in (("d.csv", b"enterprise,unit,"), ("d.html", b"<!doctype html>")):
        ran = in_process("diff", *QUARTERS[2:4], "-o", tmp_path / name)
        assert (ran.code, ran.out) == (0, b"")
        assert (tmp_path / name).read_bytes().lstrip().startswith(begins)
    ran = in_process("diff", *QUARTERS[2:4], "-f", "json", "-o", tmp_path / "d.csv")
    assert (ran.code, "contradicts" in ran.complaint) == (2, True)


def test_the_ending_may_ask_for_parquet(tmp_path):
    pytest.importorskip("pyarrow")
    assert in_process("diff", *QUARTERS[2:4], "-o", tmp_path / "d.parquet").code == 0
    assert (tmp_path / "d.parquet").read_bytes().startswith(b"PAR1")


def test_the_date_of_both_sides_can_be_given():
    found = data(QUARTERS[2], QUARTERS[3], "--as-of", "2026-11-20")
    assert found["old"]["as_of"] == found["new"]["as_of"] == "2026-11-20"
    assert found["overall"]["evidenced"]["causes"]["time"] == 0
