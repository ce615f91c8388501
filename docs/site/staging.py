"""Lays out what Sphinx reads, in the order of the repository so that links between pages hold as they are.

In: the checkout. Out: a folder with every Markdown page, the pages of `pages/` at its top and the generated reference.
A page of `docs/` that no page of `pages/` names is listed among the how-to guides: none can be missing.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from codes_index import codes_page
from commands import command_pages
from contracts import contract_pages

ROOT = Path(__file__).resolve().parents[2]
PAGES = Path(__file__).resolve().parent / "pages"
FOLDERS = ("docs", "examples", "standard")
LEFT_OUT = shutil.ignore_patterns("*.py", "site", "__pycache__", "schema")
REST = "<!-- the rest -->"
"""Where in `pages/` the pages go that no other place names."""
OUT_OF_THE_MENU = "---\norphan: true\n---\n"
"""At the top of a page that its list leads to: with all codes in it, the menu would be most of every page."""

_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)#:\s]+)(#[^)\s]*)?\)")
_TOCTREE = re.compile(r"^```\{toctree\}\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def stage(into: Path) -> None:
    """Write all that the site is made of into the folder `into`, which must not exist."""
    into.mkdir(parents=True)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, into / name, ignore=LEFT_OUT)
    for page in [*ROOT.glob("*.md"), ROOT / "LICENSE", ROOT / "NOTICE"]:
        shutil.copy(page, into)
    for page in PAGES.glob("*.md"):
        shutil.copy(page, into)
    generated = {**command_pages(), **contract_pages(), "reference/codes.md": codes_page(ROOT / "docs" / "codes")}
    for name, text in generated.items():
        path = into / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for page in (into / "docs" / "codes").glob("*.md"):
        page.write_text(f"{OUT_OF_THE_MENU}{page.read_text('utf-8')}\n[All codes](../../reference/codes.md)\n", "utf-8")
    _list_the_rest(into)
    _list_what_lies_beside(into)
    for page in into.rglob("*.md"):
        page.write_text(_with_links_to_pages(page.read_text("utf-8"), page, into), "utf-8")


def _list_the_rest(into: Path) -> None:
    """Put every page of `docs/` that no page names where `pages/` has its mark."""
    texts = {path: path.read_text("utf-8") for path in into.glob("*.md")}
    trees = [tree for text in texts.values() for tree in _TOCTREE.findall(text)]
    named = {line.split("<")[-1].strip("> ") for tree in trees for line in tree.splitlines()}
    pages = [*into.glob("docs/*.md"), *into.glob("docs/*/README.md")]
    every = {page.relative_to(into).with_suffix("").as_posix() for page in pages}
    [marked] = [path for path, text in texts.items() if REST in text]
    marked.write_text(texts[marked].replace(REST, "\n".join(sorted(every - named))), "utf-8")


def _list_what_lies_beside(into: Path) -> None:
    """Make the pages of a folder with a README.md, and of folders below it, that page's own."""
    for readme in into.glob("*/*/README.md"):
        beside = [path.relative_to(readme.parent).with_suffix("") for path in readme.parent.rglob("*.md")]
        names = sorted(path.as_posix() for path in beside if path.name != "README")
        tree = "\n".join(["", "```{toctree}", ":hidden:", "", *names, "```", ""])
        readme.write_text(readme.read_text("utf-8") + tree, "utf-8")


def _with_links_to_pages(text: str, page: Path, into: Path) -> str:
    """`text` with each link to a folder leading to the page about it, or being words alone where there is none."""

    def leading_to_a_page(link: re.Match[str]) -> str:
        target = page.parent / link[2]
        if not target.is_dir():
            return link[0]
        about = target / "README.md"
        return f"[{link[1]}]({link[2].rstrip('/')}/README.md)" if about.exists() else link[1]

    return _LINK.sub(leading_to_a_page, text)
