"""What code hosts make of Markdown: GitHub's own renderer, and what hosts then look for in the text.

In: Markdown. Out: the page as pieces of text with the elements around them, and what a host would act upon.
GitHub: docs.github.com, "Basic writing and formatting syntax", "Autolinked references", "Writing mathematical
expressions"; GitLab: docs.gitlab.com, "GitLab Flavored Markdown". Both look in each piece of text by itself.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import cmarkgfm
from cmarkgfm.cmark import Options

ACTS = {
    "mention": r"(?<![\w@])@[a-z0-9]",
    "mail": r"(?<![\w.+-])[\w.+-]+@[\w-]+\.\w",
    "issue": r"(?<!&)(?:#|\bgh-)[0-9]",
    "merge request, epic": r"[!&][0-9]",
    "milestone, label": r"(?<!\w)[%~][\w\"]",
    "link": r"(?<![a-z0-9+.-])[0-9+.-]*[a-z][a-z0-9+.-]*://|www\.",
    "math": r"\$[^$]+\$",
    "emoji": r":(?:100|1234|(?![0-9]+:)[\w+-]+):",
}
"""What hosts make links, pictures and formulas of, each wider than any host's own rule.

A run of letters is tried from its beginning alone: from each of its letters, a word of ten thousand takes a minute.
"""
PLAIN = {
    *("p", "h1", "h2", "h3", "h4", "ul", "li", "strong", "span", "details", "summary", "pre", "code", "hr"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
"""Elements that our pages are made of; no text of anybody's makes any of them."""


class Page(HTMLParser):
    """A rendered page."""

    def __init__(self, markdown: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.pieces: list[str] = []  # outside of code, where hosts look for nothing
        self.attributes: list[str] = []
        self._open: list[str] = []
        self.feed(cmarkgfm.github_flavored_markdown_to_html(markdown, options=Options.CMARK_OPT_UNSAFE))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [name for name, _ in attrs]
        self._open.append(tag)
        self.pieces.append("")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass
        self.pieces.append("")

    def handle_data(self, data: str) -> None:
        if not {"pre", "code"} & set(self._open):
            if not self.pieces:
                self.pieces.append("")
            self.pieces[-1] += data

    def handle_comment(self, data: str) -> None:
        self.elements.append("!")

    @property
    def text(self) -> str:
        """What stands outside of code, as somebody would copy it, on one line."""
        return " ".join("".join(self.pieces).split())


def acts(page: Page) -> set[str]:
    """What of `page` would be more than text: kinds of `ACTS`, and elements and attributes that are not ours."""
    found = {name for name, rule in ACTS.items() for piece in page.pieces if re.search(rule, piece, re.IGNORECASE)}
    return found | (set(page.elements) - PLAIN) | (set(page.attributes) - {"align", "lang"})
