"""Plain data as JSON text.

In: a scorecard's data (`scorecard_data`) or any other contract's. Out: indented JSON, in the data's own key order,
with a newline at the end; people's text stays readable (UTF-8).
"""

from __future__ import annotations

import json
import re
from typing import Any

LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def render_json(data: Any) -> str:
    """`data` as JSON. Every character is one that UTF-8 can carry."""
    text = json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    return LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
