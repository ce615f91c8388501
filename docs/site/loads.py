"""What a built page would ask of another host: nothing may be, so that the site works from a disk and tells nobody.

In: the folder of the site. Out: each load with its page. A link that a reader may follow is none.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

_ELSEWHERE = re.compile(r"(?:https?:)?//")
_IN_STYLE = re.compile(r"""(?:url\(\s*|@import\s+)["']?((?:https?:)?//[^"')\s]+)""")
_LOADING_LINKS = {
    "stylesheet",
    "icon",
    "preload",
    "prefetch",
    "preconnect",
    "dns-prefetch",
    "modulepreload",
    "manifest",
}


class _Loads(HTMLParser):
    """Collects what the tags of a page load by themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        loaded = [given[name] for name in ("src", "srcset", "data", "poster") if name in given]
        if tag == "link" and _LOADING_LINKS & set(given.get("rel", "").split()):
            loaded.append(given.get("href", ""))
        self.found += [value for value in loaded if _ELSEWHERE.match(value)]
        self.found += _IN_STYLE.findall(given.get("style", ""))


def external_loads(site: Path) -> list[str]:
    """Every `page: address` that opening a page of `site` would ask of another host."""
    found = []
    for page in sorted(site.rglob("*.html")):
        parser = _Loads()
        parser.feed(page.read_text("utf-8"))
        found += [f"{page.relative_to(site)}: {address}" for address in parser.found]
    for style in sorted(site.rglob("*.css")):
        found += [f"{style.relative_to(site)}: {address}" for address in _IN_STYLE.findall(style.read_text("utf-8"))]
    return found
