"""`btm report`: the file holds together, says what the scorecard says, and text from files stays text."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest
import yaml
from cli.test_hostile import CONTROL, HOSTILE, Quoting, answers

from support.run import ROOT, in_process, process

EXAMPLE = ROOT / "examples" / "meridian-insurance"
FULL = ["--baseline", EXAMPLE / "2026-Q3.yaml", "--policy", EXAMPLE / "policy.yaml", "--plan"]
VOID = {"meta", "br", "img", "input", "hr", "link"}


class Page(HTMLParser):
    """Tags, ids, links and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.said: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in ("style", "script"):
            self.said.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.said).split())


@pytest.fixture(scope="module")
def full() -> str:
    return in_process("report", EXAMPLE / "2026-Q4.yaml", *FULL).text


def test_a_process_writes_the_file(tmp_path):
    ran = process("report", EXAMPLE / "2026-Q4.yaml", "-o", tmp_path / "report.html")
    assert (ran.code, ran.out) == (0, b"")
    assert (tmp_path / "report.html").read_text("utf-8").startswith("<!doctype html>")


def test_every_tag_is_closed_and_every_link_leads_somewhere(full):
    page = Page(full)
    assert page.open == []
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
    assert len(links) > 500
    assert {link.removeprefix("#") for link in links} <= set(ids)
    described = {attributes["aria-describedby"] for _, attributes in page.tags if "aria-describedby" in attributes}
    assert len(described) == 17 * 4
    assert described <= set(ids)


def test_the_policy_allows_this_style_and_this_script_and_nothing_else(full):
    page = Page(full)
    [policy] = [each["content"] for tag, each in page.tags if each.get("http-equiv") == "Content-Security-Policy"]
    for tag in ("style", "script"):
        [content] = re.findall(f"<{tag}>(.*?)</{tag}>", full, re.S)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not [tag for tag, each in page.tags if "style" in each or any(name.startswith("on") for name in each)]
    assert not [tag for tag, each in page.tags if "src" in each or tag in ("link", "img", "iframe")]


def test_the_numbers_are_the_scorecard_s(full):
    card = json.loads(in_process("assess", EXAMPLE / "2026-Q4.yaml", "--format", "json").text)
    overall = card["overall"]
    page = Page(full).text
    assert f"Score {overall['score']:.2f} of 5" in page
    assert f"Claimed {overall['score']:.2f} Level" in page
    for name in ("evidenced", "verified"):
        assert f"{name.capitalize()} {overall[name]:.2f} Level" in page
    for capability in card["capabilities"]:
        assert f"Score {capability['score']:.2f}, level {capability['level']}" in page
    for digest in (card["standard"]["digest"], card["subject"]["digest"]):
        assert digest in page


def test_each_option_adds_its_section():
    plain = Page(in_process("report", EXAMPLE / "2026-Q4.yaml").text)
    ids = {each.get("id") for _, each in plain.tags}
    assert {"headline", "path", "radar", "map", "assurance", "gaps", "evidence", "method", "behind"} <= ids
    assert not {"roadmap", "change", "policy"} & ids
    more = Page(in_process("report", EXAMPLE / "2026-Q4.yaml", *FULL).text)
    assert {"roadmap", "change", "policy"} <= {each.get("id") for _, each in more.tags}


def test_the_path_marks_where_the_enterprise_stands_and_wants_to_stand(full):
    page = Page(full).text
    assert "Stands at Pre-alignment; wants to be at Alignment." in page
    assert "Pre-alignment now, provisional baseline" in page
    assert "Alignment by score alone aim end of the roadmap" in page


def test_the_full_report_is_below_a_megabyte(full):
    assert len(full.encode()) < 1_000_000


def test_the_same_bytes_twice(full):
    assert in_process("report", EXAMPLE / "2026-Q4.yaml", *FULL).text == full


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_stays_text(name, tmp_path):
    file = tmp_path / "answers.yaml"
    file.write_text(yaml.dump(answers(HOSTILE[name]), Dumper=Quoting), "utf-8")
    ran = in_process("report", file)
    assert ran.code == 0, ran.complaint
    page = Page(ran.text)
    assert page.open == []
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert not [tag for tag, each in page.tags if tag == "img" or any(key.startswith("on") for key in each)]
    assert "49" not in page.said[:20]
    assert not set(CONTROL["ansi"][:1] + "\x07\0\x9b\u202e\u200b") & set(ran.text)


def test_nothing_assessed_is_a_report_too(tmp_path):
    file = tmp_path / "answers.yaml"
    file.write_text("standard: btm 1.0\nenterprise: Acme\nassessed_on: 2026-11-20\nanswers: {}\n", "utf-8")
    page = Page(in_process("report", file).text)
    assert "Nothing is assessed yet, so there is no score." in page.text
    assert "map" not in {each.get("id") for _, each in page.tags}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "report.docx"], "does not say how to write it"),
        (["--format", "pdf"], "needs --output"),
        (["-o", "report.pdf"], "none is installed"),
        (["-o", "picture.png"], "none is installed"),
    ],
)
def test_what_can_t_be_written_is_wrong_usage(arguments, said, tmp_path, monkeypatch):
    monkeypatch.setattr("btm_cli.cli.browser.NAMES", ())
    monkeypatch.setattr("btm_cli.cli.browser.PLACES", ())
    ran = in_process("report", EXAMPLE / "2026-Q4.yaml", *arguments, cwd=tmp_path)
    assert ran.code == 2
    assert said in ran.complaint
    assert "hint:" in ran.complaint
    assert list(tmp_path.iterdir()) == []


def test_a_bad_policy_and_a_bad_baseline_are_said(tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text("policy: 2\n", "utf-8")
    assert in_process("report", EXAMPLE / "2026-Q4.yaml", "--policy", bad).code == 3
    assert in_process("report", EXAMPLE / "2026-Q4.yaml", "--baseline", tmp_path / "none.yaml").code == 4
    assert in_process("assess", EXAMPLE / "2026-Q4.yaml", "--rows", "criteria").code == 2
