"""README and getting-started say what is true: their files are written, their commands run, in the order of the text.

A `console` fence holds commands (`$ btm ...`); `<!-- file: NAME -->` before a fence makes it a file, and
`<!-- exit: N -->` gives the exit code expected of a fence's commands. Lines that install something (`sh` fences) are
left to .ci/run, which takes them from README.md too.
"""

from __future__ import annotations

import html
import importlib
import re
import shlex
import shutil
from pathlib import Path

import pytest

from support.documents import fences

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [
    "README.md",
    *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md")) if "```console" in path.read_text("utf-8")),
]
"""Everything for people that shows commands."""
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_of_the_document_runs(document, root, tmp_path, run_btm):
    for folder in ("examples", "standard"):
        shutil.copytree(root / folder, tmp_path / folder)
    ran = 0
    for fence in fences((root / document).read_text("utf-8")):
        if "file" in fence.marks:
            path = tmp_path / fence.marks["file"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(fence.body, "utf-8")
        if fence.kind != "console":
            continue
        for line in fence.body.splitlines():
            program, *arguments = shlex.split(line.removeprefix("$ "), comments=True)
            assert program == "btm", line
            result = run_btm(*arguments, cwd=tmp_path)
            assert result.returncode == int(fence.marks.get("exit", "0")), f"{line}\n{result.stdout}{result.stderr}"
            silent = arguments[0] == "validate" or {"-o", "--output"} & set(arguments)
            assert result.stdout or result.stderr or silent, line
            ran += 1
    assert ran >= 2


@pytest.mark.parametrize("name", ["assess", "test"])
def test_the_two_commands_that_ci_takes_from_the_readme_are_one_line_each(name, root):
    [fence] = [fence for fence in fences((root / "README.md").read_text("utf-8")) if fence.marks.get("ci") == name]
    assert len(fence.body.splitlines()) == 1
    assert "-m venv" in fence.body


def test_every_link_between_documents_leads_somewhere(root):
    # The site's own pages lie at its top: `docs/site/build.py` checks their links.
    documents = [*root.glob("*.md"), *root.glob("docs/*.md"), *root.glob("docs/[!s]*/**/*.md")]
    broken = [
        f"{document.relative_to(root)}: {link}"
        for document in documents
        for link in LINK.findall(document.read_text("utf-8"))
        if not Path(document.parent, link).exists()
    ]
    assert not broken


def test_the_pictures_show_what_the_command_prints_today(root, monkeypatch):
    monkeypatch.syspath_prepend(root / "docs")
    pictures = importlib.import_module("make_pictures")
    for name in pictures.PICTURES:
        drawn = (root / "docs" / "images" / name).read_text("utf-8")
        assert shown_in(drawn) == shown_in(pictures.picture(pictures.printed(name), name)), (
            "run: python docs/make_pictures.py"
        )


def shown_in(svg: str) -> list[str]:
    """The texts of a picture; how rich draws around them may differ from version to version."""
    return [html.unescape(text).replace("\xa0", " ") for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]
