"""What other people's CI runs: hooks, action, GitLab template, each run here as its runner would, without network."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from junitparser import JUnitXml

from support.gitrepo import Repo
from support.quick_yaml import load_yaml
from support.run import LONGEST, ROOT, plain_environment

pytestmark = pytest.mark.skipif(sys.platform == "win32" or shutil.which("bash") is None, reason="needs bash")
GOOD = """\
standard: btm 1.0
enterprise: Toy Works
assessed_on: 2026-11-20
answers:
  approval-and-prioritization: 3
"""
WORSE = GOOD.replace(": 3", ": 2")
BAD = GOOD.replace("approval-and", "approval-und")
POLICY = "policy: 1\nrequire:\n  score: {overall: '2.5'}\n  no_regression: {tolerance: '0'}\nallow_provisional: true\n"
ACTION = load_yaml((ROOT / "action.yml").read_text("utf-8"))
GITLAB = load_yaml((ROOT / "ci" / "gitlab.yml").read_text("utf-8"))["btm"]
HOOKS = {hook["id"]: hook for hook in load_yaml((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
STUB = """#!/bin/sh
printf '%s\\n' "$*" >> "$STUB_LOG"
for word; do case "$word" in body=@*) cat "${word#body=@}" > "$STUB_LOG.body";; esac; done
case "$*" in *--paginate*) printf '%s' "$STUB_COMMENTS";; esac
"""


def executable(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)


@pytest.fixture
def environment(tmp_path):
    """PATH with a `btm` (this one) and a `gh` that only notes what it is asked; no git settings of anybody."""
    tools = tmp_path / "tools"
    executable(tools / "btm", f'#!/bin/sh\nexec "{sys.executable}" -m btm_cli "$@"\n')
    executable(tools / "gh", STUB)
    settings = tmp_path / "empty.gitconfig"
    settings.write_text("", "utf-8")
    return plain_environment() | {
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "GIT_CONFIG_GLOBAL": str(settings),
        "GIT_CONFIG_NOSYSTEM": "1",
        "STUB_LOG": str(tmp_path / "gh.log"),
        "STUB_COMMENTS": "",
    }


@pytest.fixture(scope="module")
def origin(tmp_path_factory):
    """A repository with a branch that makes the answers worse, and the commit before; nobody writes to it."""
    made = Repo(tmp_path_factory.mktemp("hosted") / "origin")
    base = made.commit("base", {"answers.yaml": GOOD, "policy.yaml": POLICY})
    made.git("checkout", "--quiet", "-b", "topic")
    made.commit("worse", {"answers.yaml": WORSE, "answers-new.yaml": GOOD})
    made.git("config", "uploadpack.allowAnySHA1InWant", "true")
    return made, base


@pytest.fixture
def pull_request(origin, tmp_path):
    """A checkout of depth 1 of that branch, as the runner makes it; and the base commit."""
    made, base = origin
    return Repo.cloned(made, tmp_path / "work", "--depth", "1", "--branch", "topic"), base


def step(name, repo, environment, tmp_path, base="", verdict="", **inputs):
    """Run one step of the action: its `env` filled from inputs and their defaults, its `run` given to bash."""
    [found] = [each for each in ACTION["runs"]["steps"] if each["name"] == name]
    values = {key: body.get("default", "") for key, body in ACTION["inputs"].items()} | inputs

    def fill(text):
        text = text.replace("${{ steps.check.outputs.verdict }}", verdict)
        return re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda match: values[match[1]], text)

    event = tmp_path / "event.json"
    event.write_text(json.dumps({"pull_request": {"number": 7, "base": {"sha": base}}} if base else {"ref": "x"}))
    files = {key: tmp_path / key.lower() for key in ("GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT", "GITHUB_PATH")}
    for path in files.values():
        path.touch()
    runner = {
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_WORKSPACE": str(repo.path),
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_REPOSITORY": "toy/works",
        "RUNNER_TEMP": str(tmp_path),
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", found["run"]],
        cwd=repo.path,
        env=environment
        | runner
        | {key: str(path) for key, path in files.items()}
        | {key: fill(value) for key, value in found["env"].items()},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=LONGEST,
    )


def test_no_input_is_ever_shell_text():
    for each in ACTION["runs"]["steps"]:
        assert "${{" not in each["run"]
        assert each["shell"] == "bash"
    used = set(re.findall(r"inputs\.([a-z-]+)", json.dumps(ACTION["runs"])))
    assert used == set(ACTION["inputs"])


def test_the_action_checks_a_shallow_pull_request_against_its_base(pull_request, environment, tmp_path):
    repo, base = pull_request
    inputs = {"files": "answers.yaml", "policy": "policy.yaml", "baseline": "base", "as-of": "2026-11-24"}
    inputs["reports"] = "sarif=btm.sarif\n\n  junit=btm.xml\n"
    ran = step("Check", repo, environment, tmp_path, base, **inputs)
    assert ran.returncode == 1, ran.stderr
    assert ran.stdout.startswith("::error ")
    assert "file=answers.yaml,line=5" in ran.stdout
    assert "score-fell" in ran.stdout
    output = (tmp_path / "github_output").read_text("utf-8")
    assert re.fullmatch(r"exit-code=1\nverdict=Gate failed: answers\.yaml.*\n", output), output
    assert (tmp_path / "github_step_summary").read_text("utf-8").startswith("# Gate failed: Toy Works\n")
    assert json.loads((repo.path / "btm.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert sum(suite.failures for suite in JUnitXml.fromfile(str(repo.path / "btm.xml"))) >= 2


def test_the_action_passes_what_is_good_and_validates_without_a_policy(pull_request, environment, tmp_path):
    repo, _ = pull_request
    ran = step(
        "Check", repo, environment, tmp_path, files="answers-n*.yaml", policy="policy.yaml", **{"as-of": "2026-11-24"}
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    repo.write({"answers.yaml": BAD})
    ran = step("Check", repo, environment, tmp_path, files="answers.yaml\nanswers-new.yaml")
    assert ran.returncode == 3
    assert "::error file=answers.yaml,line=5" in ran.stdout
    codes = re.findall("^exit-code=(.)$", (tmp_path / "github_output").read_text("utf-8"), re.M)
    assert codes == ["0", "3"]


def test_without_a_policy_everything_else_is_the_same(pull_request, environment, tmp_path):
    repo, _ = pull_request
    expired = GOOD.replace(
        "answers:",
        "evidence:\n  memo: {title: M, url: 'https://x.test', date: 2020-01-01, valid_until: 2021-01-01}\nanswers:",
    )
    repo.write({"answers.yaml": expired})
    inputs = {"files": "answers.yaml", "reports": "sarif=btm.sarif\njunit=btm.xml", "as-of": "2020-06-01"}
    # On that day the memo still held: nothing to say even by --strict; a year later it is a warning, and fails there.
    early = step("Check", repo, environment, tmp_path, strict="true", **inputs)
    late = step("Check", repo, environment, tmp_path, strict="true", **inputs | {"as-of": "2021-06-01"})
    lax = step("Check", repo, environment, tmp_path, **inputs | {"as-of": "2021-06-01"})
    assert (early.returncode, late.returncode, lax.returncode) == (0, 3, 0), early.stdout + early.stderr
    [run] = json.loads((repo.path / "btm.sarif").read_text("utf-8"))["runs"]
    assert {result["ruleId"] for result in run["results"]} == {"evidence-expired"}
    assert 'timestamp="2021-06-01' in (repo.path / "btm.xml").read_text("utf-8")
    assert (tmp_path / "github_step_summary").read_text("utf-8").startswith("#")


@pytest.mark.parametrize("files", ["$(touch pwned).yaml", "`touch pwned`", "a; touch pwned", "--output=pwned", "x'\"y"])
def test_an_input_is_never_run_nor_an_option(files, pull_request, environment, tmp_path):
    repo, base = pull_request
    ran = step("Check", repo, environment, tmp_path, files=files, policy=files, baseline="base", base=base)
    assert ran.returncode in (2, 4)
    step("Comment on the pull request", repo, environment, tmp_path, base, files=files, comment="true")
    assert not list(tmp_path.rglob("*pwned*"))


def test_no_file_is_wrong_usage(pull_request, environment, tmp_path):
    assert step("Check", pull_request[0], environment, tmp_path, files=" \n").returncode == 2


def test_the_comment_says_what_changed_and_is_rewritten(pull_request, environment, tmp_path):
    repo, base = pull_request
    inputs = {"files": "answers.yaml\nanswers-new.yaml", "comment": "true", "token": "t"}
    inputs["verdict"] = "Gate failed: answers.yaml"
    ran = step("Comment on the pull request", repo, environment, tmp_path, base, **inputs)
    assert ran.returncode == 0, ran.stderr
    body = (tmp_path / "gh.log.body").read_text("utf-8")
    assert body.startswith("<!-- btm diff -->\n**`Gate failed: answers.yaml`**\n\n<details>")
    assert "3.00" in body
    assert "2.00" in body
    assert body.endswith("\n1 new: nothing to compare with.\n")
    before = body.partition("<details>")[0]
    assert len(before.splitlines()) <= 25
    calls = (tmp_path / "gh.log").read_text("utf-8").splitlines()
    assert "--method POST repos/toy/works/issues/7/comments" in calls[1]
    ran = step("Comment on the pull request", repo, environment | {"STUB_COMMENTS": "41\n"}, tmp_path, base, **inputs)
    assert ran.returncode == 0
    assert "--method PATCH repos/toy/works/issues/comments/41" in (tmp_path / "gh.log").read_text("utf-8")


def test_what_did_not_change_is_one_count(pull_request, environment, tmp_path):
    repo, base = pull_request
    repo.write({"answers.yaml": GOOD})
    step("Comment on the pull request", repo, environment, tmp_path, base, files="answers.yaml", comment="true")
    assert (tmp_path / "gh.log.body").read_text("utf-8") == "<!-- btm diff -->\n\n1 unchanged.\n"


def test_a_comment_that_is_cut_says_so_where_it_is_seen(pull_request, environment, tmp_path):
    repo, base = pull_request
    long = Path(environment["PATH"].partition(os.pathsep)[0]) / "btm"
    long.write_text("#!/bin/sh\nyes 'a line' | head -n 20000\n", "utf-8")
    long.chmod(0o755)
    step("Comment on the pull request", repo, environment, tmp_path, base, files="answers.yaml", comment="true")
    body = (tmp_path / "gh.log.body").read_text("utf-8")
    assert body.endswith("a line\n\n</details>\n\nThe rest is left out: run `btm diff`.\n")
    assert len(body) < 65_536


@pytest.mark.parametrize("why", ["refused", "no gh"])
def test_a_comment_that_can_not_be_written_stops_nothing(why, pull_request, environment, tmp_path):
    repo, base = pull_request
    gh = Path(environment["PATH"].partition(os.pathsep)[0]) / "gh"
    if why == "refused":
        gh.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    else:
        gh.unlink()
        if shutil.which("gh", path=environment["PATH"]):
            pytest.skip("there is another gh on this machine")
    ran = step("Comment on the pull request", repo, environment, tmp_path, base, files="answers.yaml", comment="true")
    assert (ran.returncode, "::warning title=btm::" in ran.stdout) == (0, True), ran.stderr
    [found] = [each for each in ACTION["runs"]["steps"] if each["name"].startswith("Comment")]
    assert (ACTION["runs"]["steps"][-1], found["continue-on-error"], found["if"]) == (found, True, "always()")


def test_no_comment_unless_asked_for_and_on_a_pull_request(pull_request, environment, tmp_path):
    repo, base = pull_request
    assert step("Comment on the pull request", repo, environment, tmp_path, base, files="answers.yaml").returncode == 0
    pushed = step("Comment on the pull request", repo, environment, tmp_path, files="answers.yaml", comment="true")
    assert (pushed.returncode, pushed.stdout) == (0, "not a pull request: no comment\n")
    assert not (tmp_path / "gh.log").exists()


def gitlab(repo, environment, **variables):
    """The script of the template in one shell, as GitLab's runner gives it."""
    lines = "\n".join(["set -eo pipefail", *GITLAB["script"]])
    return subprocess.run(
        ["bash", "-c", lines],
        cwd=repo.path,
        env=environment | GITLAB["variables"] | variables,
        capture_output=True,
        encoding="utf-8",
        timeout=LONGEST,
    )


def test_the_gitlab_template_in_a_shallow_clone(pull_request, environment):
    repo, base = pull_request
    ran = gitlab(repo, environment, CI_MERGE_REQUEST_DIFF_BASE_SHA=base, BTM_FILES="answers.yaml answers-new.yaml")
    assert ran.returncode == 1, ran.stderr
    assert "score-fell" in ran.stdout
    assert (repo.path / GITLAB["artifacts"]["reports"]["junit"]).exists()
    assert {path for path in GITLAB["artifacts"]["paths"] if not (repo.path / path).exists()} == set()
    assert gitlab(repo, environment, BTM_FILES="answers-new.yaml").returncode == 0
    gitlab(repo, environment, BTM_FILES="$(touch pwned) *")
    assert not (repo.path / "pwned").exists()


def install_hooks(repo, environment):
    """`pre-commit install`, by pre-commit itself; as local hooks of this system's btm, which needs no network."""
    arguments = {"btm-check": ["--policy", "policy.yaml", "--as-of", "2026-11-24"]}
    hooks = [{**hook, "language": "system", "args": arguments.get(name, [])} for name, hook in HOOKS.items()]
    repo.write({".pre-commit-config.yaml": json.dumps({"repos": [{"repo": "local", "hooks": hooks}]})})
    install = [sys.executable, "-m", "pre_commit", "install"]
    subprocess.run(install, cwd=repo.path, env=environment, check=True, capture_output=True)


def commit(repo, environment, files):
    repo.write(files)
    repo.git("add", "--all")
    people = {f"GIT_{who}_{what}": "a@x.test" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    return subprocess.run(
        ["git", "commit", "-qm", "x"],
        cwd=repo.path,
        env=environment | people,
        capture_output=True,
        encoding="utf-8",
        timeout=LONGEST,
    )


def test_the_hooks_refuse_a_bad_commit(tmp_path, environment):
    repo = Repo(tmp_path / "hooked")
    environment = environment | {"PRE_COMMIT_HOME": str(tmp_path / "pre-commit")}
    install_hooks(repo, environment)
    done = commit(repo, environment, {"answers.yaml": GOOD, "policy.yaml": POLICY, "notes.yaml": "a: [\n"})
    assert done.returncode == 0, done.stdout + done.stderr
    before = repo.git("rev-parse", "HEAD")
    refused = commit(repo, environment, {"answers.yaml": BAD})
    assert refused.returncode != 0
    assert "answers.yaml:5:3: error[unknown-capability]" in refused.stdout + refused.stderr
    refused = commit(repo, environment, {"answers.yaml": WORSE})
    assert refused.returncode != 0
    assert "score-too-low" in refused.stdout + refused.stderr
    assert repo.git("rev-parse", "HEAD") == before
    assert commit(repo, environment, {"answers.yaml": GOOD + "# fine\n"}).returncode == 0


def test_hooks_take_the_files_that_people_name_so():
    def taken(name):
        return [hook for hook, body in HOOKS.items() if re.search(body["files"], name)]

    assert taken("answers.yaml") == taken("units/answers-north.yml") == ["btm-validate", "btm-check"]
    assert taken("policy.yaml") == ["btm-validate"]
    assert taken("compose.yaml") == taken("answers.yaml.bak") == []
    # Our own examples are named as people name them.
    for path in (ROOT / "examples").glob("*/*.yaml"):
        hooks = ["btm-validate"] if path.name == "policy.yaml" else ["btm-validate", "btm-check"]
        assert taken(path.relative_to(ROOT).as_posix()) == hooks
    for folder in ("responses", "units"):
        for path in (ROOT / "examples" / "harbor-foods" / folder).glob("*.yaml"):
            assert taken(path.relative_to(ROOT).as_posix()) == ["btm-validate"]
