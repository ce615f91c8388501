"""Text that tries to break out of every format, and answers files that have it everywhere.

In: nothing. Out: `HOSTILE` and `CONTROL` by name, `answers` and `write` to make a file, `unsafe` to judge it.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import yaml

from support.quick_yaml import DUMPER

HOSTILE = {
    "markup": "[/b] [bold red]x[/] :smile: [link=file:///etc]",
    "html": "<script>alert('1')</script><img src=x onerror=alert(1)> &lt;",
    "xml": "]]> <![CDATA[ <!-- --> <?php ?>",
    "template": "{{ 7*7 }} {% raw %} ${HOME} $(id) `id`",
    "formula": "=1+1",
    "function": "@SUM(A1:A9)",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "plus": "+1",
    "tab": "\t=1+1",
    "new line": "first\n=second\r\n| third | :---: |\n# heading",
    "table": "a | b \\| c",
    "right to left": "\u202eevil\u202c \u2066x\u2069 \u200fabc",
    "invisible": "a\u200bb\u2060c\u00adc\u2028d\u2029e\U000e0041",
    "emoji": "👩\u200d👩\u200d👧 é e\u0301 全角 ﷽",
    "combining": "Z" + "\u0301" * 2000,
    "long": "x" * 10_000,
    "long words": "word " * 2_000,
    "quotes": '"\'`\\ " \' , ; ""',
    "workflow": "::error file=a,line=1::owned%0A",
}
CONTROL = {
    "ansi": "\x1b[31mred\x1b[0m",
    "title": "\x1b]0;owned\x07",
    "bell": "\x07\x08",
    "null": "a\0b",
    "c1": "\x9b31m",
}


def answers(text: str) -> dict[str, Any]:
    """An answers file that has `text` in every place that takes free text."""
    return {
        "standard": "btm 1.0",
        "enterprise": text,
        "unit": {"name": text, "weight": 2},
        "period": text,
        "assessed_on": "2026-11-20",
        "answered_by": {"name": text, "side": "technology"},
        "owners": {"approval-and-prioritization": text},
        "evidence": {
            "memo": {"title": text, "url": "https://example.org/" + text, "date": "2026-11-01", "owner": text},
            "gone": {"title": text, "path": "missing.pdf", "date": "2026-11-01", "owner": text},
        },
        "answers": {
            "approval-and-prioritization": {
                "process": {
                    "2a": {"rating": "fully", "evidence": ["memo", "gone"], "note": text, "verified_by": text},
                    "2b": {"rating": "n/a", "reason": text, "approved_by": text},
                    "4a": {"rating": "fully", "note": text},
                },
                "technology": {"rating": "n/a", "reason": text, "approved_by": text},
                "organization": {"level": 3, "evidence": ["memo"], "note": text, "verified_by": text},
            },
            "asset-rationalization": {"rating": "n/a", "reason": text, "approved_by": text},
        },
    }


def write(folder: Path, data: Any) -> Path:
    """As YAML, whose escapes can carry any character."""
    path = folder / "answers.yaml"
    path.write_text(quoted(data), "utf-8")
    return path


class Quoting(DUMPER):
    """Puts every text in double quotes, on one line."""


Quoting.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"'))


def quoted(data: Any) -> str:
    return yaml.dump(data, Dumper=Quoting, allow_unicode=True, sort_keys=False, width=10**9)


def unsafe(text: str) -> set[str]:
    """The characters of `text` that a terminal or a reader could be deceived by."""
    return {
        character
        for character in text
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in "\n\u200c\u200d"
    }
