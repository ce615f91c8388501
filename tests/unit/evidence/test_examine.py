from __future__ import annotations

from datetime import date
from hashlib import sha256

import pytest

from btm_cli.answers.model import Answers, Evidence
from btm_cli.errors import UnreadableFile
from btm_cli.evidence import EvidenceReport, examine

DAY = date(2026, 11, 20)


class Shelf:
    """The files port over a dict: evidence needs no disk."""

    def __init__(self, **files: bytes) -> None:
        self.files = {f"home/{name}.pdf": content for name, content in files.items()}
        self.digested: list[str] = []

    def read(self, path: str) -> bytes:
        return self.files[path]

    def exists(self, path: str) -> bool:
        return path in self.files

    def list_yaml(self, folder: str) -> list[str]:
        return []

    def resolve_inside(self, root: str, path: str) -> str | None:
        return None if path.startswith("..") else f"{root.removesuffix('/.')}/{path}"

    def sha256(self, path: str) -> str:
        self.digested.append(path)
        if self.files[path] == b"locked":
            raise UnreadableFile("locked")
        return sha256(self.files[path]).hexdigest()


def check(shelf: Shelf, root: str = ".", as_of: date = DAY, **evidence: Evidence) -> EvidenceReport:
    answers = Answers("Meridian", DAY, {}, evidence=evidence, evidence_root=root)
    return examine(answers, "home", shelf, as_of)


def codes(report: EvidenceReport) -> list[tuple[str, str]]:
    return [(problem.key, problem.code) for problem in report.problems]


@pytest.mark.parametrize(
    ("dated", "code"),
    [(date(2026, 11, 19), None), (DAY, None), (date(2026, 11, 21), "evidence-future")],
)
def test_evidence_may_not_be_younger_than_the_assessment(dated: date, code: str | None) -> None:
    report = check(Shelf(), minutes=Evidence("Minutes", dated, url="https://example.org"))
    assert report.valid == ({"minutes"} if code is None else set())
    assert codes(report) == ([] if code is None else [("minutes", code)])


@pytest.mark.parametrize(
    ("until", "code"),
    [(date(2026, 11, 21), None), (DAY, None), (date(2026, 11, 19), "evidence-expired")],
)
def test_evidence_is_valid_on_its_last_day_and_not_after(until: date, code: str | None) -> None:
    report = check(Shelf(), charter=Evidence("Charter", date(2026, 1, 1), url="https://example.org", valid_until=until))
    assert report.valid == ({"charter"} if code is None else set())
    assert codes(report) == ([] if code is None else [("charter", code)])


def test_a_file_must_be_there() -> None:
    report = check(
        Shelf(charter=b"x"),
        charter=Evidence("Charter", DAY, path="charter.pdf"),
        policy=Evidence("Policy", DAY, path="policy.pdf"),
    )
    assert report.valid == {"charter"}
    assert codes(report) == [("policy", "evidence-missing")]
    assert "policy.pdf" in report.problems[0].message


def test_a_file_must_be_the_one_registered() -> None:
    digest = sha256(b"signed").hexdigest()
    report = check(
        Shelf(same=b"signed", other=b"forged"),
        same=Evidence("Same", DAY, path="same.pdf", sha256=digest.upper()),
        other=Evidence("Other", DAY, path="other.pdf", sha256=digest),
    )
    assert report.valid == {"same"}
    assert codes(report) == [("other", "evidence-altered")]


def test_a_file_that_cannot_be_read_does_not_hold() -> None:
    report = check(Shelf(a=b"locked"), a=Evidence("A", DAY, path="a.pdf", sha256="0" * 64))
    assert report.valid == set()
    assert codes(report) == [("a", "evidence-missing")]


def test_a_path_outside_of_the_root_does_not_hold_and_is_left_to_the_loader() -> None:
    report = check(Shelf(a=b"x"), a=Evidence("A", DAY, path="../home/a.pdf"))
    assert report == EvidenceReport(frozenset(), ())


@pytest.mark.parametrize(("root", "place"), [("archive", "home/archive/a.pdf"), ("/srv", "/srv/a.pdf")])
def test_the_root_is_seen_from_the_folder_of_the_answers(root: str, place: str) -> None:
    shelf = Shelf()
    shelf.files = {place: b"x"}
    assert check(shelf, root, a=Evidence("A", DAY, path="a.pdf")).valid == {"a"}
    assert check(shelf, ".", a=Evidence("A", DAY, path="a.pdf")).valid == set()


def test_everything_wrong_with_one_piece_is_said() -> None:
    report = check(Shelf(), a=Evidence("A", date(2027, 1, 1), path="a.pdf", valid_until=date(2026, 1, 1)))
    assert codes(report) == [("a", "evidence-future"), ("a", "evidence-expired"), ("a", "evidence-missing")]


def test_a_file_cited_twice_is_read_once() -> None:
    shelf = Shelf(a=b"x")
    digest = sha256(b"x").hexdigest()
    one, two = (Evidence(title, DAY, path="a.pdf", sha256=digest) for title in ("One", "Two"))
    assert check(shelf, one=one, two=two).valid == {"one", "two"}
    assert shelf.digested == ["home/a.pdf"]


def test_the_date_decides() -> None:
    piece = Evidence("A", date(2026, 3, 1), url="https://example.org", valid_until=date(2027, 3, 1))
    days = [date(2026, 2, 28), date(2026, 3, 1), date(2027, 3, 1), date(2027, 3, 2)]
    assert [check(Shelf(), as_of=day, a=piece).valid for day in days] == [set(), {"a"}, {"a"}, set()]
