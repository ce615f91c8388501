"""What the site is made of, without Sphinx, which `.ci/run site` has: the pages laid out, the reference, the loads."""

from __future__ import annotations

import importlib
import re

import pytest

TREE = re.compile(r"^```\{toctree\}\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def modules(root):
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(root / "docs" / "site")
        yield {name: importlib.import_module(name) for name in ("staging", "commands", "contracts", "loads")}


@pytest.fixture(scope="module")
def staged(modules, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "source"
    modules["staging"].stage(folder)
    return folder


def test_every_page_of_the_repository_is_there_where_links_look_for_it(staged, root):
    wanted = [*root.glob("*.md"), *(path for path in root.glob("docs/**/*.md") if path.parent.name != "pages")]
    assert len(wanted) > 150
    assert [path for path in wanted if not (staged / path.relative_to(root)).is_file()] == []


def test_a_page_that_no_menu_names_is_put_where_the_mark_is(modules, tmp_path):
    for folder in ("docs/editions", "docs/codes"):
        (tmp_path / folder).mkdir(parents=True)
    for page in ("docs/named", "docs/titled", "docs/new", "docs/editions/README", "docs/codes/score-fell"):
        (tmp_path / f"{page}.md").write_text("# A page\n", "utf-8")
    (tmp_path / "reference.md").write_text("```{toctree}\ndocs/named\nA title <docs/titled>\n```\n", "utf-8")
    (tmp_path / "guides.md").write_text("```{toctree}\n:maxdepth: 1\n\n<!-- the rest -->\n```\n", "utf-8")
    modules["staging"]._list_the_rest(tmp_path)
    [tree] = TREE.findall((tmp_path / "guides.md").read_text("utf-8"))
    assert tree.split() == [":maxdepth:", "1", "docs/editions/README", "docs/new"]


def test_no_link_leads_to_a_folder(staged):
    folders = [
        f"{page.relative_to(staged)}: {link}"
        for page in staged.rglob("*.md")
        for link in re.findall(r"(?<!!)\]\(([^):#\s]+)\)", page.read_text("utf-8"))
        if (page.parent / link).is_dir()
    ]
    assert folders == []
    assert "[docs/decisions](docs/decisions/README.md)" in (staged / "README.md").read_text("utf-8")


def test_the_page_of_a_command_has_what_its_help_has(modules, run_btm):
    page = modules["commands"].command_pages()["reference/commands/standard.md"]
    shown = run_btm("standard", "crosswalk", "--help").stdout
    options = re.findall(r"^  (?:-\w, )?(--[\w-]+)", shown, re.MULTILINE)
    assert len(options) > 3
    [part] = [part for part in page.split("\n## ") if part.startswith("btm standard crosswalk\n")]
    assert [option for option in options if f"{{option}} {option}" not in part and f", {option}" not in part] == [
        "--help"
    ]
    assert "```console\n$ btm standard crosswalk" in part


def test_every_key_of_a_format_stands_on_its_page(modules):
    page = modules["contracts"].contract_pages()["reference/formats/policy.md"]
    assert "| `policy` (required) | `1` |" in page
    assert "| `assurance` | `claimed` or `evidenced` or `verified` |" in page
    assert "| `level` | map to whole number (≥ 0, ≤ 99) |" in page
    assert "| `scope` | `all` or list of text like `^[a-z][a-z0-9]*(-[a-z0-9]+)*$` |" in page
    assert "| `waivers` | list of [Waiver](#policy-waiver) |" in page
    assert "(policy-waiver)=\n\n## Waiver" in page or "(policy-waiver)=\n## Waiver" in page
    assert re.search(r"text like `[^`\n]*\\\|[^`\n]*`", page)  # a bar in a cell would end it


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<img src="https://elsewhere.example/a.png">', ["page.html: https://elsewhere.example/a.png"]),
        ('<script src="//elsewhere.example/a.js"></script>', ["page.html: //elsewhere.example/a.js"]),
        (
            '<link rel="stylesheet" href="https://elsewhere.example/a.css">',
            ["page.html: https://elsewhere.example/a.css"],
        ),
        ('<p style="background: url(https://elsewhere.example/a)">', ["page.html: https://elsewhere.example/a"]),
        ('<a href="https://elsewhere.example">a link</a><link rel="next" href="//x"><img src="a.png">', []),
    ],
)
def test_what_a_page_loads_from_another_host_is_found_and_links_are_not(modules, tmp_path, text, found):
    (tmp_path / "page.html").write_text(text, "utf-8")
    assert modules["loads"].external_loads(tmp_path) == found


def test_a_style_that_imports_from_another_host_is_found(modules, tmp_path):
    (tmp_path / "a.css").write_text('@import "https://elsewhere.example/font.css"; b {background: url(b.png)}', "utf-8")
    assert modules["loads"].external_loads(tmp_path) == ["a.css: https://elsewhere.example/font.css"]
