"""`btm attest`: what it states, by digests worked out here, and what keeps a statement from verifying."""

from __future__ import annotations

import json
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import jsonschema
import pytest

from support.gitrepo import Repo
from support.run import ROOT, in_process, process
from support.wire import assert_written_as_described, with_unknown_keys

SCHEMA = json.loads((ROOT / "standard" / "schema" / "attestation.schema.json").read_text("utf-8"))
ANSWERS = """\
standard: btm 1.0
enterprise: Toy Works
assessed_on: 2026-11-20
evidence_root: proof
evidence:
  charter: {title: Charter, path: charter.txt, sha256: SUM, date: 2026-03-01}
  again: {title: Charter again, path: charter.txt, date: 2026-03-01}
  gone: {title: Gone, path: gone.txt, date: 2026-03-01}
  memo: {title: Memo, url: "https://x.test", date: 2026-03-01}
answers:
  approval-and-prioritization:
    process: {level: 3, evidence: [charter, again]}
    organization: {level: 2, evidence: [memo, gone]}
"""
CHARTER = b"we decide\n"
SUM = sha256(CHARTER).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "proof").mkdir()
    (tmp_path / "proof" / "charter.txt").write_bytes(CHARTER)
    (tmp_path / "answers.yaml").write_bytes(ANSWERS.replace("SUM", SUM).encode())
    return tmp_path


@pytest.fixture
def statement(folder):
    ran = in_process("attest", "answers.yaml", "-o", "s.json", cwd=folder)
    assert (ran.code, ran.out) == (0, b"")
    return json.loads((folder / "s.json").read_text("utf-8"))


def verify(folder, statement=None, *more):
    if statement is not None:
        (folder / "s.json").write_text(json.dumps(statement), "utf-8")
    return in_process("attest", "--verify", "s.json", "answers.yaml", *more, cwd=folder)


def canonical(data) -> str:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("utf-8")).hexdigest()


def test_a_statement_names_each_file_once_by_its_bytes(folder, statement):
    jsonschema.validate(statement, SCHEMA)
    assert statement["_type"] == "https://in-toto.io/Statement/v1"
    assert [(entry["name"], entry["digest"]["sha256"]) for entry in statement["subject"]] == [
        ("answers.yaml", sha256((folder / "answers.yaml").read_bytes()).hexdigest()),
        ("proof/charter.txt", SUM),
    ]
    assert [list(entry.values()) for entry in statement["predicate"]["evidence"]] == [
        ["again", "proof/charter.txt", SUM, True],  # by key, whatever the order of the register
        ["charter", "proof/charter.txt", SUM, True],
        ["gone", "proof/gone.txt", None, False],
        ["memo", None, None, True],
    ]


def test_a_statement_carries_the_digest_and_headline_of_what_assess_writes(folder, statement):
    card = json.loads(in_process("assess", "answers.yaml", "--format", "json", cwd=folder).text)
    predicate = statement["predicate"]
    del card["summary"]  # what is said of the numbers may change with the tool; the numbers are attested
    assert predicate["scorecard"] == {"schema": "btm-scorecard/2", "digest": canonical(card)}
    assert predicate["standard"] == card["standard"]
    assert predicate["answers"]["digest"] == card["subject"]["digest"]
    assert {key: card["overall"][key] for key in predicate["headline"]} == predicate["headline"]
    assert predicate["headline"]["score"] == 2.5  # (3 + 2) / 2, the rest is not assessed
    assert card["evidence"][1] == {"key": "charter", "sha256": SUM, "valid": True}


def test_the_same_files_give_the_same_bytes_wherever_they_lie(folder, statement, tmp_path):
    other = tmp_path / "elsewhere"
    other.mkdir()
    shutil.copytree(folder / "proof", other / "proof")
    shutil.copy(folder / "answers.yaml", other)
    ran = process("attest", other / "answers.yaml")
    assert (ran.code, ran.out) == (0, (folder / "s.json").read_bytes())


def test_what_is_stated_verifies_also_under_another_name_and_by_another_version(folder, statement):
    (folder / "answers.yaml").rename(folder / "renamed.yaml")
    ran = process("attest", "--verify", "s.json", "renamed.yaml", cwd=folder)
    assert (ran.code, ran.out) == (0, b"")
    assert ran.complaint == "s.json: verified against renamed.yaml and 1 evidence file(s)\n"
    (folder / "renamed.yaml").rename(folder / "answers.yaml")
    statement["predicate"]["tool"]["version"] = "0.0.1"
    ran = verify(folder, statement)
    assert ran.code == 0
    assert "stated by btm 0.0.1" in ran.complaint


def test_a_statement_over_the_first_form_of_a_scorecard_holds_but_for_its_digest(folder, statement):
    scorecard = statement["predicate"]["scorecard"]
    scorecard |= {"schema": "btm-scorecard/1", "digest": "0" * 64}
    ran = verify(folder, statement)
    assert ran.code == 0, ran.complaint
    assert "not looked at: the digest of the scorecard, which was written as btm-scorecard/1 then" in ran.complaint
    statement["predicate"]["headline"]["score"] = 2.6
    ran = verify(folder, statement)
    assert (ran.code, "the headline's score: stated 2.6, found 2.5" in ran.complaint) == (1, True)


def test_altered_evidence_is_named_with_what_it_does_to_the_score(folder, statement):
    (folder / "proof" / "charter.txt").write_bytes(b"they decide\n")
    now = sha256(b"they decide\n").hexdigest()
    ran = verify(folder)
    assert ran.code == 1
    lines = ran.complaint.splitlines()
    assert f"s.json: file proof/charter.txt: sha256 stated {SUM}, found {now}" in lines
    assert "s.json: evidence charter: valid stated true, found false" in lines
    assert not any("the answers'" in line for line in lines)


def test_a_comment_in_the_answers_changes_the_file_and_nothing_else(folder, statement):
    with (folder / "answers.yaml").open("ab") as file:
        file.write(b"# a comment\n")
    ran = verify(folder)
    assert ran.code == 1
    assert ran.complaint.count("\n") == 2
    assert ran.complaint.startswith("s.json: file answers.yaml: sha256 stated ")


def test_evidence_that_has_gone_or_come_since_is_named(folder, statement):
    (folder / "proof" / "gone.txt").write_bytes(b"here again\n")
    ran = verify(folder)
    assert ran.code == 1
    assert "file proof/gone.txt: there, but not stated" in ran.complaint
    (folder / "proof" / "gone.txt").unlink()
    (folder / "proof" / "charter.txt").unlink()
    ran = verify(folder)
    assert ran.code == 1
    assert "file proof/charter.txt: stated, but not there or not registered" in ran.complaint


def paths(value, before=()):
    if isinstance(value, dict | list):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths(part, (*before, key))
    else:
        yield before, value


def forged(value):
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if value is None:
        return None
    if len(value) == 64:
        return "0" * 64
    return "2026-11-21" if value.startswith("2026-") else f"{value}x"


def test_no_value_of_a_statement_can_be_forged(folder, statement):
    """Each value in turn is another one: it does not verify (1), or is no statement of btm's (3)."""
    passed = []
    for path, value in paths(statement):
        changed = json.loads(json.dumps(statement))
        part = changed
        for key in path[:-1]:
            part = part[key]
        part[path[-1]] = forged(value)
        if changed != statement and verify(folder, changed).code not in (1, 3):
            passed.append(path)
    assert passed == [("predicate", "tool", "version")]


def test_subjects_left_out_doubled_or_turned_round_do_not_verify(folder, statement):
    whole = statement["subject"]
    for subject in (whole[:1], whole[1:], [*whole, whole[1]], whole[::-1], [*whole, {**whole[1], "name": "more"}]):
        assert verify(folder, {**statement, "subject": subject}).code == 1
    predicate = statement["predicate"]
    for evidence in (predicate["evidence"][1:], [*predicate["evidence"], predicate["evidence"][0]]):
        assert verify(folder, {**statement, "predicate": {**predicate, "evidence": evidence}}).code == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{}", "missing-key"),
        ("[]", "wrong-type"),
        ("{", "error["),
        ('{"payloadType": "application/vnd.in-toto+json", "payload": "e30=", "signatures": []}', "signed envelope"),
        ('{"_type": 1, "_type": 2}', "duplicate-key"),
    ],
)
def test_what_is_no_statement_is_invalid(folder, text, says):
    (folder / "s.json").write_text(text, "utf-8")
    ran = verify(folder)
    assert ran.code == 3
    assert says in ran.complaint


def test_a_date_that_is_none_is_the_statements_fault(folder, statement):
    for text in ("2026-02-30", "20261120", "2026-W47-5", "1763596800"):
        statement["predicate"]["as_of"] = text
        ran = verify(folder, statement)
        assert ran.code == 3
        assert f"error[not-a-date] there is no day {text}\n" in ran.complaint


def test_it_is_written_as_described(folder, statement):
    assert_written_as_described("attestation", statement)


def test_keys_that_in_toto_allows_are_not_looked_at_and_named(folder, statement):
    """Of the specification's parsing rules: consumers ignore fields that they do not know."""
    ran = verify(folder, with_unknown_keys(statement))
    assert ran.code == 0
    assert (
        "s.json: not looked at, because this btm does not know it: subject.0.digest.from_the_future, " in ran.complaint
    )
    # each record once: the statement, two subjects with a digest each, the predicate, its five parts, four pieces
    assert ran.complaint.count("from_the_future") == 1 + 2 * 2 + 1 + 5 + 4
    statement["predicate"]["headline"]["score"] = 5.0
    assert verify(folder, with_unknown_keys(statement)).code == 1


def test_nothing_is_another_value_than_the_word_for_it(folder, statement):
    statement["predicate"]["evidence"][3]["name"] = "none"
    ran = verify(folder, statement)
    assert ran.code == 1
    assert "s.json: evidence memo: name stated none, found none\n" in ran.complaint


def test_the_ending_of_a_statement_is_json(folder):
    ran = in_process("attest", "answers.yaml", "-o", "s.md", cwd=folder)
    assert (ran.code, "json (.json)" in ran.complaint) == (2, True)


def test_exit_codes(folder, statement):
    assert in_process("attest", "--verify", "none.json", "answers.yaml", cwd=folder).code == 4
    assert in_process("attest", "--verify", "s.json", "none.yaml", cwd=folder).code == 4
    assert verify(folder, None, "--as-of", "today").code == 2
    (folder / "answers.yaml").write_text("standard: btm 1.0\n", "utf-8")
    assert verify(folder).code == 3
    assert in_process("attest", "answers.yaml", cwd=folder).code == 3


def test_years_later_from_git(folder, statement):
    repo = Repo(folder)
    repo.git("add", "answers.yaml", "proof")
    repo.git("commit", "--quiet", "-m", "2026")
    (folder / "proof" / "charter.txt").write_bytes(b"all new\n")
    assert verify(folder).code == 1
    assert in_process("attest", "--verify", "s.json", "HEAD:answers.yaml", cwd=folder).code == 0


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="needs ssh-keygen")
def test_signing_as_the_documentation_shows_it(folder, statement):
    def keygen(*arguments, **more):
        return subprocess.run(["ssh-keygen", *arguments], cwd=folder, capture_output=True, **more).returncode

    assert keygen("-q", "-t", "ed25519", "-N", "", "-f", "key") == 0
    assert keygen("-Y", "sign", "-f", "key", "-n", "btm", "s.json") == 0
    public = (folder / "key.pub").read_text("utf-8")
    (folder / "allowed_signers").write_text(f'a@example.org namespaces="btm" {public}', "utf-8")
    check = ("-Y", "verify", "-f", "allowed_signers", "-I", "a@example.org", "-n", "btm", "-s", "s.json.sig")
    content = (folder / "s.json").read_bytes()
    assert keygen(*check, input=content) == 0
    assert keygen(*check, input=content + b" ") != 0
