"""What a document for people holds between fences: files, commands, and what is said of them in a comment before.

In: Markdown. Out: its fences, in order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

FENCE = re.compile(
    r"(?:^<!-- (?P<mark>[a-z]+): (?P<value>\S+) -->\n)?^```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.M | re.S
)


@dataclass(frozen=True)
class Fence:
    kind: str
    body: str
    marks: dict[str, str]


def fences(text: str) -> list[Fence]:
    return [
        Fence(match["kind"], match["body"], {match["mark"]: match["value"]} if match["mark"] else {})
        for match in FENCE.finditer(text)
    ]
