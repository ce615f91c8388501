"""Damage of four kinds: to a text, to the structure of a file, to the parts of a zip archive, to JSON.

In: what is whole, and a source of chance. Out: the same with some damage; equal chances give equal damage.
"""

from __future__ import annotations

import copy
import io
import json
import zipfile
from random import Random
from typing import Any

import yaml

from support.quick_yaml import load_yaml

ODD = [
    *[
        "\t",
        ":",
        ": ",
        "- ",
        "{",
        "}",
        "[",
        "]",
        ",",
        "'",
        '"',
        "#",
        " #",
        "&a ",
        "*a ",
        "!!x ",
        "!x,",
        "|",
        "|-\n",
        ">2\n",
    ],
    *[
        "\x00",
        "\x1b[31m",
        "\r",
        "\r\n",
        "\n",
        "\n---\n",
        "? ",
        "%",
        "<<: ",
        "\\ud800",
        "\\x0",
        "\u202e",
        "\u2028",
        "\xa0#",
    ],
    *["\ufeff", "é", "e\u0301", "😀", "null", "~", "1e999", ".inf", "0x3", "-0", "../", "</x>", "&amp;", "]]>", "=1+1"],
]
VALUES: list[Any] = [
    *[None, True, False, 0, -1, 1, 3, 7, 10**30, 2.5, "", " ", "x", "n/a", "unknown", "fully", "1/0", "-1/3", "1e999"],
    *["../../etc/passwd", "a\0b", "é\u202e😀", "2026-02-30", "0001-01-01", "x" * 5000, [], {}, [[]], [1, "a", None]],
    *[{"": None}, {"rating": "n/a"}, {"level": 3}, {"level": 3, "2a": "fully"}, {"a": {"b": [1]}}],
]
KEYS = ["x", "", "level", "rating", "2a", "process", "overall", "null", "é", "schema", "score"]


def text(raw: bytes, chance: Random) -> bytes:
    """Lines lost, doubled, cut or shifted, odd characters put in, bytes turned over, the end cut off."""
    for _ in range(chance.randint(1, 5)):
        at = chance.randint(0, len(raw))
        match chance.randrange(8):
            case 0:
                raw = raw[:at] + raw[at + chance.randint(1, 40) :]
            case 1:
                there = chance.randint(0, len(raw))
                raw = raw[:at] + raw[there : there + chance.randint(1, 200)] + raw[at:]
            case 2:
                raw = raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :]
            case 3 if chance.random() < 0.2:
                raw = raw[:at]
            case 4:
                lines = raw.split(b"\n")
                line = chance.randrange(len(lines))
                lines[line] = chance.choice(
                    [b"", lines[line] + b"\n" + lines[line], b"  " + lines[line], lines[line][2:]]
                )
                raw = b"\n".join(lines)
            case _:
                raw = raw[:at] + chance.choice(ODD).encode("utf-8", "surrogatepass") + raw[at:]
    return raw


def tree(data: Any, chance: Random) -> Any:
    """Parts deleted, replaced, doubled, renamed or moved."""
    data = copy.deepcopy(data)
    for _ in range(chance.randint(1, 4)):
        found = list(_places(data))
        if not found:
            break
        parent, key = chance.choice(found)
        match chance.randrange(6):
            case 0:
                del parent[key]
            case 1 if isinstance(parent, list):
                parent.append(copy.deepcopy(parent[key]))
            case 1:
                parent[f"{key}-2"] = copy.deepcopy(parent[key])
            case 2 if isinstance(parent, dict):
                parent[chance.choice(KEYS)] = parent.pop(key)
            case 3:
                other, there = chance.choice(found)
                if there in other if isinstance(other, dict) else there < len(other):
                    parent[key] = copy.deepcopy(other[there])
            case _:
                parent[key] = copy.deepcopy(chance.choice(VALUES))
    return data


def _places(data: Any) -> Any:
    parts = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in list(parts):
        yield data, key
        yield from _places(value)


def structure(raw: bytes, chance: Random) -> bytes:
    """A YAML file whose structure is damaged."""
    return yaml.safe_dump(tree(load_yaml(raw), chance), allow_unicode=True, sort_keys=False).encode()


def of_json(raw: bytes, chance: Random) -> bytes:
    """A JSON file whose structure is damaged, or now and then its text."""
    if chance.random() < 0.2:
        return text(raw, chance)
    return json.dumps(tree(json.loads(raw), chance), ensure_ascii=chance.random() < 0.5).encode(
        "utf-8", "surrogatepass"
    )


def zip_parts(raw: bytes, chance: Random) -> bytes:
    """An archive with parts damaged, lost, renamed or doubled, or with damage to what says where they are."""
    if chance.random() < 0.25:
        return text(raw, chance)
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        hit = chance.choice(old.namelist())
        for name in old.namelist():
            content = old.read(name)
            if name == hit:
                match chance.randrange(5):
                    case 0:
                        continue
                    case 1:
                        name = chance.choice(["x.xml", "../x.xml", "xl/worksheets/sheet99.xml"])
                    case _:
                        content = text(content, chance)
            new.writestr(name, content)
    return written.getvalue()
