"""Names are text, not bytes: the same files with every name composed, and with every name taken apart."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest

from support.commands import every_command
from support.gitrepo import Repo
from support.run import in_process

MINE = """\
standard: btm 1.1
enterprise: Müller AG
unit: {name: Zürich, weight: 30}
period: 2026-Q4
assessed_on: 2026-11-20
answered_by: {name: Ana Núñez, side: business}
profiles: [single-unit]
owners: {approval-and-prioritization: Büro für Pläne}
capacities: {Büro für Pläne: 8}
evidence:
  minutes: {title: Protokolle, path: Belege/Geschäft.txt, date: 2026-10-30, owner: Büro für Pläne}
answers:
  approval-and-prioritization:
    process: {level: 3, evidence: [minutes], verified_by: Zoë}
    organization: {level: 2, evidence: [minutes], verified_by: Ana Núñez}
  compliance-and-risk-management: {rating: n/a, reason: sold, approved_by: Zoë}
"""
EARLY = MINE.replace("btm 1.1", "btm 1.0").replace("profiles: [single-unit]\n", "")
FILES = {
    "mine.yaml": MINE,
    "old.yaml": MINE.replace("2026-11-20", "2026-05-20").replace("2026-Q4", "2026-Q2").replace("level: 3", "level: 2"),
    "theirs.yaml": MINE.replace("Ana Núñez, side: business", "Zoë, side: technology").replace("level: 2", "level: 4"),
    "bern.yaml": MINE.replace("Zürich, weight: 30", "Bärn"),
    "weights.yaml": "Zürich: 30\nBärn: 10\n",
    "policy.yaml": "policy: 1\nrequire:\n  verification: {from_level: 2}\n  not_applicable: {approved: true}\n",
    "Belege/Geschäft.txt": "minutes\n",
}
CELL = "approval-and-prioritization/process"
COMPLIANCE = "strategic-and-tactical-governance"
PIECE = "Belege/Geschäft.txt"
DAY = ("--as-of", "2026-11-24")
JSON = ("--format", "json")
RUNS: dict[str, tuple[str, ...]] = {
    "validate": ("mine.yaml", *JSON),
    "assess": ("mine.yaml", *JSON),
    "explain": (CELL, "--answers", "mine.yaml", *JSON),
    "plan": ("mine.yaml", "--iterations", "2", *JSON),
    "what-if": ("mine.yaml", "--set", f"{CELL}=4", *JSON),
    "diff": ("old.yaml", "mine.yaml", *JSON),
    "trend": ("old.yaml", "mine.yaml", *JSON),
    "check": ("mine.yaml", "--policy", "policy.yaml", "--baseline", "old.yaml", *DAY, *JSON),
    "evidence list": ("mine.yaml", *DAY, *JSON),
    "evidence verify": ("mine.yaml", *DAY, *JSON),
    "evidence request": ("mine.yaml", *DAY, *JSON),
    "report": ("mine.yaml", "--baseline", "old.yaml", "--format", "markdown"),
    "export": ("mine.yaml", "--format", "oscal"),
    "consensus": ("mine.yaml", "theirs.yaml"),
    "rollup": ("mine.yaml", "bern.yaml", "--weights", "weights.yaml", "--no-cache", *JSON),
    "benchmark": ("mine.yaml", *JSON),
    "attest": ("mine.yaml",),
    "textconv": ("mine.yaml",),
    "advise": ("mine.yaml", *JSON),
}
INIT = ("--enterprise", "Müller AG", "--unit", "Zürich", "--answered-by", "Ana Núñez", "--assessed-on", "2026-11-20")
NOTED = "2\nnote für Zoë\nn/a löst sich\n"
WRITTEN: dict[str, tuple[tuple[str, ...], str, str]] = {
    "init": (("new.yaml", *INIT, "--yes"), "new.yaml", ""),
    "interview": (
        ("mine.yaml", "--plain", "--capability", COMPLIANCE),
        "mine.yaml",
        NOTED,
    ),
    "evidence add": (("mine.yaml", "neu", "--path", PIECE, "--title", "Müller", "--owner", "Büro"), "mine.yaml", ""),
    "import": (("mine.csv", "--into", "mine.yaml"), "mine.yaml", ""),
    "migrate": (("early.yaml", "-o", "migrated.yaml"), "migrated.yaml", ""),
    "policy init": (("--from", "mine.yaml"), "", ""),
    "profile apply": (("mine.yaml",), "mine.yaml", ""),
}
"""What changes a file: its arguments, the file it writes ("" for standard output), and what is typed."""
WITHOUT_NAMES = {
    "git-setup",
    "profile list",
    "profile show",
    *(name for name in every_command() if name.startswith("standard ")),
}
NOT_THE_SAME = re.compile('[0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|"width": [0-9]+')
"""Digests are over bytes, and OSCAL's ids are made of them; what is underlined has its length in characters."""


def written(folder: Path, forms: dict[str, str]) -> Path:
    """`FILES` in a folder, each in a normal form of its own; the names of files stay composed."""
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        form = forms.get(name, forms[""])
        (folder / name).write_text(unicodedata.normalize(form, text), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Path]]:
    """Everything composed; and everything taken apart, and a part of it."""
    kinds = [{"": "NFC"}, {"": "NFD"}, {"": "NFC", "old.yaml": "NFD", "bern.yaml": "NFD", "theirs.yaml": "NFD"}]
    first, *others = [written(tmp_path_factory.mktemp("names"), kind) for kind in kinds]
    return first, others


def test_every_command_is_here() -> None:
    assert set(RUNS) | set(WRITTEN) | WITHOUT_NAMES == set(every_command())


@pytest.mark.parametrize("command", RUNS)
def test_the_form_of_a_name_changes_nothing(command: str, folders: tuple[Path, list[Path]]) -> None:
    arguments = (*command.split(), *RUNS[command])
    composed, others = folders
    expected = in_process(*arguments, cwd=composed)
    assert expected.code in (0, 1), expected.complaint
    for folder in others:
        found = in_process(*arguments, cwd=folder)
        assert found.code == expected.code, found.complaint
        assert alike(found.text) == alike(expected.text)
        assert alike(found.complaint) == alike(expected.complaint)


@pytest.mark.parametrize("command", WRITTEN)
def test_the_form_of_a_name_changes_nothing_that_is_written(command: str, tmp_path: Path) -> None:
    """In the files and as it is typed; a questionnaire goes out of composed files and comes back into others."""
    arguments, file, typed = WRITTEN[command]
    found = []
    for kind, there in (("NFC", "NFC"), ("NFD", "NFD"), ("NFD", "NFC"), ("NFC", "NFD")):
        folder = written(tmp_path / f"{kind}-{there}", {"": kind})
        (folder / "early.yaml").write_text(unicodedata.normalize(kind, EARLY), "utf-8")
        questionnaire(folder, there)
        ran = in_process(
            *command.split(),
            *(unicodedata.normalize(there, each) for each in arguments),
            cwd=folder,
            stdin=unicodedata.normalize(there, typed),
        )
        assert ran.code == 0, ran.complaint
        text = (folder / file).read_text("utf-8") if file else ""
        found.append((alike(text), alike(ran.text), alike(ran.complaint)))
    assert found == [found[0]] * len(found)


def questionnaire(folder: Path, form: str) -> None:
    """The answers as a table, with one answer changed and every name in a normal form of its own."""
    assert in_process("export", "mine.yaml", "-o", "mine.csv", cwd=folder).code == 0
    text = (folder / "mine.csv").read_text("utf-8-sig")
    assert "Zoë" in unicodedata.normalize("NFC", text)
    (folder / "mine.csv").write_text(unicodedata.normalize(form, text), "utf-8")


def alike(text: str) -> str:
    return NOT_THE_SAME.sub("", unicodedata.normalize("NFC", text.replace("\\u0308", "\u0308")))


def test_a_name_typed_in_two_forms_does_not_verify_itself(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "Núñez")
    (tmp_path / "a.yaml").write_text(MINE.replace("verified_by: Ana Núñez", f"verified_by: ANA {decomposed}"))
    written(tmp_path, {"": "NFC"})
    mine, other = (in_process("assess", name, "--format", "csv", cwd=tmp_path).text for name in ("mine.yaml", "a.yaml"))
    assert mine.replace("mine.yaml,", "a.yaml,") == other


def test_one_person_in_two_forms_has_one_voice(tmp_path: Path) -> None:
    written(tmp_path, {"": "NFC"})
    again = MINE.replace("level: 3", "level: 5")
    (tmp_path / "again.yaml").write_text(unicodedata.normalize("NFD", again), encoding="utf-8")
    found = in_process("consensus", "mine.yaml", "again.yaml", cwd=tmp_path)
    assert (found.code, "respondent-twice" in found.complaint) == (3, True)


def test_who_is_in_a_consensus_has_no_second_voice(tmp_path: Path) -> None:
    written(tmp_path, {"": "NFC"})
    assert in_process("consensus", "mine.yaml", "theirs.yaml", "-o", "both.yaml", cwd=tmp_path).code == 0
    found = in_process("consensus", "both.yaml", "mine.yaml", cwd=tmp_path)
    assert (found.code, "respondent-twice" in found.complaint) == (3, True)


def test_evidence_is_found_in_the_other_form_on_disk_and_in_git(tmp_path: Path) -> None:
    written(tmp_path, {"": "NFD"})
    (tmp_path / "Belege" / "Geschäft.txt").rename(tmp_path / "Belege" / unicodedata.normalize("NFD", "Geschäft.txt"))
    (tmp_path / "mine.yaml").write_text(MINE, encoding="utf-8")
    Repo(tmp_path).commit("files")
    for name in ("mine.yaml", "HEAD:mine.yaml"):
        card = json.loads(in_process("assess", name, *JSON, cwd=tmp_path).text)
        assert [finding for finding in card["findings"] if finding["code"] == "evidence-missing"] == []
        assert card["overall"]["evidenced"] > 1


ODD = "Zo\u200bë"
"""With a zero-width space, which nobody sees."""
SEEN = "the invisible character U+200B (ZERO WIDTH SPACE)"
WAIVED = "waivers:\n  - {rule: level, where: overall, until: 2027-01-01, reason: r, approved_by: %s}\n"


@pytest.mark.parametrize(
    ("file", "text", "place"),
    [
        ("weights.yaml", f"Zürich: 30\n{ODD}: 10\n", "weights.yaml:2:1"),
        ("weights.csv", f"unit,weight\nZürich,30\n{ODD},10\n", "weights.csv:3:1"),
    ],
)
def test_an_odd_name_among_weights_is_a_warning(file: str, text: str, place: str, tmp_path: Path) -> None:
    written(tmp_path, {"": "NFC"})
    (tmp_path / file).write_text(text, encoding="utf-8")
    ran = in_process("rollup", "mine.yaml", "--weights", file, "--no-cache", cwd=tmp_path, COLUMNS="200")
    assert ran.code == 0
    assert f"{place}: warning[invisible-character]" in ran.complaint
    assert SEEN in ran.complaint


def test_an_odd_name_in_a_policy_is_a_warning(tmp_path: Path) -> None:
    written(tmp_path, {"": "NFC"})
    (tmp_path / "policy.yaml").write_text(FILES["policy.yaml"] + WAIVED % "P\u0430ul", encoding="utf-8")
    found = in_process("validate", "policy.yaml", cwd=tmp_path, COLUMNS="200")
    assert (found.code, "policy.yaml:6:" in found.text + found.complaint) == (0, True)
    assert "mixes scripts whose letters look alike: it has U+0430" in found.text + found.complaint
    checked = in_process("check", "mine.yaml", "--policy", "policy.yaml", *DAY, cwd=tmp_path)
    assert "1 warning" in checked.complaint
    assert "policy.yaml" in checked.complaint
    (tmp_path / "policy.yaml").write_text(FILES["policy.yaml"] + WAIVED % "Zoë", encoding="utf-8")
    assert "warning" not in in_process("validate", "policy.yaml", cwd=tmp_path).text
