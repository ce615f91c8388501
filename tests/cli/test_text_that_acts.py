"""A hostile text in every field of every file: every command writes it, in every format, as text and nothing else.

Commands and formats are taken from the program, fields from its models; all of it runs as a CI job would.
"""

from __future__ import annotations

import csv
import json
import re
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser
from pathlib import Path

import pytest

import btm_cli
from btm_cli.answers.schema import AnswersFile
from btm_cli.gate.policy import PolicyFile
from btm_cli.standard.companion_schema import CycleFile
from btm_cli.validation import validate_model
from support import everywhere
from support.commands import every_command
from support.gitrepo import Repo
from support.hostile import unsafe
from support.hosts import Page, acts
from support.quick_yaml import load_yaml
from support.run import Ran, in_process

TEXT = (
    "::error::x ##[add-mask]y ##vso[task.x] www.x.example a@x.example @octocat #12 GH-12 $x^2$ :smile: ~~s~~ `c` "
    "<script>alert(1)</script> [b](javascript:x) =1+1 | {{7*7}} \u202eevil\u2066 \"' http://x.example &amp; ]]>"
)
NOT_FREE = {
    "AnswersFile.schema_": "read by editors alone",
    "AnswersFile.standard": "an edition that is here",
    "AnswersFile.scope": "ids",
    "AnswersFile.target": "an id",
    "AnswersFile.profiles": "ids",
    "AnswersFile.importance": "parts of the standard",
    "AnswersFile.depth": "words, ids",
    "AnswersFile.evidence_root": "a folder that must be there",
    "AnswersFile.answers": "parts of the standard, ratings",
    "AnswersFile.unit": "the same as UnitEntry.name",
    "TargetEntry.state": "an id",
    "TargetEntry.levels": "parts of the standard",
    "TargetEntry.deadlines": "parts of the standard",
    "PlanEntry.pin": "parts of the standard",
    "PlanEntry.exclude": "parts of the standard",
    "DayRateEntry.currency": "three letters",
    "EvidenceEntry.sha256": "a digest",
    "CriterionEntry.rating": "a rating",
    "CriterionEntry.profile": "an id",
    "NotApplicableEntry.rating": "a rating",
    "NotApplicableEntry.profile": "an id",
    "CellsEntry.*": "ratings, parts of the standard",
    "PolicyFile.schema_": "read by editors alone",
    "Requirements.score": "parts of the standard",
    "Requirements.level": "parts of the standard",
    "Requirements.state": "an id",
    "Requirements.scope": "parts of the standard",
    "Requirements.target_by": "parts of the standard",
    "NotApplicableRule.profiles": "ids",
    "Waiver.rule": "a rule",
    "Waiver.where": "parts of the standard",
    "CycleStepEntry.id": "an id",
}
"""Fields of text that can't hold any text, and why; a text that is wrong there is a problem (test_hostile)."""
MERIDIAN = "new.yaml"
DAY = ("--as-of", "2026-11-24")
RUNS: dict[str, tuple[tuple[str, ...], ...]] = {
    "init": (("--from", "new.yaml", *DAY), ("--enterprise", TEXT, "--period", TEXT)),
    "interview": (("edited.yaml", "--plain", "--capability", "asset", "--depth", "criteria"),),
    "validate": (("new.yaml", "policy.yaml", "broken.yaml", "tiny"), ("small.yaml", "--standard", "tiny")),
    "assess": (("new.yaml", *DAY), ("small.yaml", "--standard", "tiny")),
    "explain": ((everywhere.CELL, "--answers", "new.yaml"), ("alpha/process", "--standard", "tiny")),
    "plan": (("new.yaml", "--iterations", "2"), ("small.yaml", "--standard", "tiny")),
    "what-if": (
        ("new.yaml", "--set", f"{everywhere.CELL}=4"),
        ("small.yaml", "--standard", "tiny", "--set", "gamma=2"),
    ),
    "diff": (("old.yaml", "new.yaml"), ("small.yaml", "small.yaml", "--standard", "tiny")),
    "trend": (("old.yaml", "new.yaml"), ("small.yaml", "later.yaml", "--standard", "tiny")),
    "check": (("new.yaml", "--policy", "policy.yaml", "--baseline", "old.yaml", *DAY),),
    "evidence add": (("edited.yaml", "memo", "--title", TEXT, "--url", TEXT, "--date", "2026-01-02"),),
    "evidence list": (("new.yaml", *DAY),),
    "evidence verify": (("new.yaml", *DAY),),
    "evidence request": (("new.yaml", *DAY),),
    "report": (("new.yaml", "--policy", "policy.yaml", "--plan"), ("small.yaml", "--standard", "tiny", "--plan")),
    "export": (("new.yaml",), ("small.yaml", "--standard", "tiny")),
    "import": (("filled-in.csv", "-o", "imported.yaml"),),
    "consensus": (("voice-a.yaml", "voice-b.yaml"),),
    "rollup": (("unit-a.yaml", "unit-b.yaml", "--no-cache"),),
    "benchmark": (("new.yaml", "--population", "card.json"),),
    "advise": (("--answer", "market-pace=over"),),
    "attest": (("new.yaml",), ("new.yaml", "--verify", "statement.json")),
    "profile list": ((),),
    "profile show": (("single-unit",),),
    "profile apply": (("profiled.yaml", "--dry-run"),),
    "standard list": ((), ("--standard", "tiny")),
    "standard show": ((everywhere.CELL,), ("alpha/process", "--standard", "tiny")),
    "standard validate": (("tiny",),),
    "standard init": (("our-standard",),),
    "standard schema": (("answers",),),
    "standard crosswalk": (("approval-and-prioritization",),),
    "migrate": (("older.yaml", "--dry-run"),),
    "policy init": (("--from", "new.yaml"),),
    "git-setup": (("new.yaml",),),
    "textconv": (("new.yaml",),),
}
"""A command to what follows it, once or more."""
BINARY = {"parquet", "xlsx"}
DRAWN_ELSEWHERE = {"pdf", "png"}
"""Made by a browser of the html and the svg that are looked at here."""
CASES = [
    (command, form, index)
    for command, forms in every_command().items()
    for form in forms or ("",)
    if form not in DRAWN_ELSEWHERE
    for index in range(len(RUNS.get(command, ((),))))
]


def run(folder: Path, *arguments: str) -> Ran:
    return in_process(*arguments, cwd=folder, stdin="f\nl\n", GITHUB_ACTIONS="true")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("machine-path") / "here"
    made.mkdir()
    everywhere.write(made, TEXT)
    for name, old, new in (
        ("edited.yaml", TEXT, "Acme"),
        ("broken.yaml", '"assessed_on"', json.dumps(TEXT[:200])),
    ):
        data = (made / "new.yaml").read_text("utf-8")
        (made / name).write_text(data.replace(json.dumps(old)[1:-1] if old is TEXT else old, new), "utf-8")
    older = everywhere.answers(TEXT) | {"standard": "btm 1.0", "terms": {}}
    (made / "older.yaml").write_text(json.dumps(older), "utf-8")
    for name in "ab":
        voice = everywhere.answers(TEXT) | {"answered_by": {"name": f"{TEXT} {name}", "side": "business"}}
        (made / f"voice-{name}.yaml").write_text(json.dumps(voice), "utf-8")
    later = everywhere.small_answers(TEXT) | {"assessed_on": "2026-11-22"}
    (made / "later.yaml").write_text(json.dumps(later), "utf-8")
    Repo(made)
    profiled = everywhere.answers(TEXT) | {"profiles": ["single-unit"], "answers": None}
    (made / "profiled.yaml").write_text(json.dumps(profiled), "utf-8")
    for name, arguments in (
        ("filled-in.csv", ("export", "new.yaml", "-o", "filled-in.csv")),
        ("card.json", ("rollup", "unit-a.yaml", "unit-b.yaml", "--no-cache", "-o", "card.json")),
        ("statement.json", ("attest", "new.yaml", "-o", "statement.json")),
    ):
        ran = run(made, *arguments)
        assert (made / name).exists(), ran.complaint
    return made


def test_every_field_that_takes_text_has_it() -> None:
    text = "any text"
    held: set[str] = set()
    could: set[str] = set()
    for model, data in (
        (AnswersFile, everywhere.answers(text)),
        (PolicyFile, everywhere.policy(text)),
        (CycleFile, everywhere.standard(text)["cycle.yaml"]),
    ):
        made, problems = validate_model(model, data)
        assert made is not None, problems
        held |= set(everywhere.texts_of(made, text))
        could |= set(everywhere.free_texts(model))
    assert could - held - {"CellsEntry.*"} == set(NOT_FREE) - {"CellsEntry.*"}


def test_every_command_is_run() -> None:
    assert set(RUNS) == set(every_command())


@pytest.mark.parametrize(("command", "form", "index"), CASES, ids=lambda part: str(part).replace(" ", "-"))
def test_it_stays_text(command: str, form: str, index: int, folder: Path) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow", reason="parquet: needs the extra `parquet`")
    arguments = [*command.split(), *RUNS[command][index], *(["--format", form] if form else [])]
    if form in BINARY:
        arguments += ["-o", f"{'-'.join(command.split())}-{index}.{form}"]
    elif command == "report":
        arguments += ["-o", "-"]
    ran = run(folder, *arguments)
    assert ran.code in (0, 1, 3), ran.complaint
    assert ran.out or ran.err
    for said in (ran.text.replace("\r\n", "\n"), ran.complaint):
        assert unsafe(said.removeprefix("\ufeff")) == set()
        machine = {str(folder.parent), str(Path.home()), str(Path(btm_cli.__file__).parent)}
        assert {path for path in machine if path in said} <= ({said} if command == "git-setup" else set())
    assert commands(ran.complaint) == []
    assert commands(ran.text) == [] or (form == "github" and ours(ran.text))
    if form not in BINARY:
        LOOKED_AT.get(form, lambda text: None)(ran.text)


def commands(log: str) -> list[str]:
    """The lines that a runner would take for commands."""
    return [line for line in log.splitlines() if line.lstrip().startswith("::") or re.search(r"##(vso|\w*)\[", line)]


def ours(log: str) -> bool:
    return all(
        re.match(r"::(error|warning|notice) (file=|title=btm::and [0-9]+ more )", line) for line in log.splitlines()
    )


def look_at_markdown(text: str) -> None:
    assert acts(Page(text)) == set()


class Elements(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        self.found |= {name for name, _ in attrs if name.startswith("on")}
        self.found |= {
            value or "" for name, value in attrs if name in ("href", "src") and not f"{value}".startswith("#")
        }
        if tag == "meta" and ("http-equiv", "Content-Security-Policy") in attrs:
            self.found.add(re.sub("sha256-[^']*", "", dict(attrs)["content"] or ""))


POLICY = "default-src 'none'; style-src ''; base-uri 'none'; form-action 'none'"


def look_at_html(text: str) -> None:
    found = Elements(text).found
    assert {POLICY, POLICY.replace("base", "script-src ''; base")} & found
    assert not {"img", "iframe", "object", "embed", "link", "base", "form", "input", "b"} & found
    assert not {each for each in found if each.startswith("on") or ":" in each}
    assert text.count("<script") == ("script-src" in text)


def look_at_xml(text: str) -> None:
    ElementTree.fromstring(text)


def look_at_rows(text: str) -> None:
    table = list(csv.reader(text.removeprefix("\ufeff").splitlines()))
    assert {len(row) for row in table} == {len(table[0])}
    assert [cell for row in table for cell in row if cell.startswith("=")] == []


LOOKED_AT = {
    "markdown": look_at_markdown,
    "html": look_at_html,
    "svg": look_at_xml,
    "junit": look_at_xml,
    "csv": look_at_rows,
    "json": json.loads,
    "sarif": json.loads,
    "gitlab": json.loads,
    "oscal": json.loads,
    "oscal-catalog": json.loads,
    "oscal-assessment-plan": json.loads,
    "yaml": load_yaml,
}


def test_a_schema_for_editors_is_json_in_a_job_too(folder: Path) -> None:
    said = run(folder, "standard", "schema", "answers", "--standard", "tiny", "--hover").text
    assert TEXT in json.dumps(json.loads(said), ensure_ascii=False).replace('\\"', '"')
    assert commands(said) == []


def test_json_and_yaml_say_exactly_what_was_written(folder: Path) -> None:
    card = json.loads(run(folder, "assess", "new.yaml", "-f", "json").text)
    assert card["subject"]["enterprise"] == TEXT
    assert load_yaml(run(folder, "assess", "new.yaml", "-f", "yaml").text) == card
    assert json.loads(run(folder, "attest", "new.yaml").text)["predicate"]["answers"]["enterprise"] == TEXT


def test_outside_of_a_job_nothing_is_changed_for_it(folder: Path) -> None:
    assert "\n::error" in "\n" + in_process("textconv", "new.yaml", cwd=folder).text
    assert run(folder, "textconv", "new.yaml").text.startswith("\\x3a:error::x \\x23#[add-mask]y")
