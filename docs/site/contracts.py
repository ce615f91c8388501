"""The reference of file formats and JSON contracts, made from their JSON Schemas.

In: the schemas that `btm standard schema` prints. Out: a page for each, and a list of either kind.
Descriptions are the program's own; what they put between backticks is code.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from btm_cli.render.wire.schemas import SCHEMAS, schema

FILES = ("answers", "policy", "standard", "capability", "profile", "today")
"""What people write; every other schema is of what btm writes."""

FILES_HEAD = """# File formats

What people write, key by key. Every problem in such a file is reported with its line, its column and a hint, by
`btm validate`. Editors take the same from `btm standard schema NAME`.

Settings of `btm.toml` are on the page about [which file is meant](../docs/which-file.md); workbooks and CSV on the one
about [questionnaires](../docs/workbook.md).
"""
CONTRACTS_HEAD = """# JSON contracts

What btm writes with `--format json`, key by key. Names and meanings stay while the number behind the name does; new
keys may come, so that readers ignore what they do not know. The schemas are in `standard/schema/` and printed by
`btm standard schema NAME`; Python gets [the same records](../docs/python.md).
"""
WORDS: dict[object, str] = {
    None: "anything",
    "string": "text",
    "integer": "whole number",
    "boolean": "true or false",
}
"""What JSON Schema calls the kinds of values, in the words of these pages."""
BAR = r"\|"
"""A bar in a cell, which otherwise ends it."""
Schema = dict[str, Any]


def contract_pages() -> dict[str, str]:
    """The pages by their path: two lists, and one page for every schema."""
    contracts = [name for name in SCHEMAS if name not in FILES]
    return {
        "reference/formats.md": FILES_HEAD + _list(FILES, "formats"),
        "reference/contracts.md": CONTRACTS_HEAD + _list(contracts, "contracts"),
        **{f"reference/formats/{name}.md": _page(name) for name in FILES},
        **{f"reference/contracts/{name}.md": _page(name) for name in contracts},
    }


def _list(names: Sequence[str], folder: str) -> str:
    rows = [f"| [{name}]({folder}/{name}.md) | {SCHEMAS[name][0]} |" for name in names]
    trees = [f"{name} <{folder}/{name}>" for name in names]
    return "\n".join(["", "| name | is |", "|---|---|", *rows, "", "```{toctree}", ":hidden:", "", *trees, "```", ""])


def _page(name: str) -> str:
    whole = schema(name)
    lines = [f"# {whole['title']}", f"`btm standard schema {name}` prints its JSON Schema."]
    lines += list(_object(whole, name))
    for part, body in sorted(whole.get("$defs", {}).items()):
        lines += [f"({_label(name, part)})=\n## {_spoken(part)}", *_object(body, name)]
    return "\n\n".join(lines) + "\n"


def _object(body: Schema, name: str) -> Iterator[str]:
    """What the schema `body` says: its description, then its keys or what it may be."""
    if "description" in body:
        yield body["description"]
    if "properties" not in body:
        yield f"One of: {_type(body, name)}"
        return
    rows = [
        (f"`{key}`{_needed(key, body, name)}", _type(value, name), " ".join(value.get("description", "").split()))
        for key, value in body["properties"].items()
    ]
    # A last column that no row has anything in is left out.
    wide = 3 if any(about for _, _, about in rows) else 2
    yield "\n".join(map(_row, [("key", "is", "")[:wide], ("---",) * wide, *(row[:wide] for row in rows)]))


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', BAR) for cell in cells)} |"


def _needed(key: str, body: Schema, name: str) -> str:
    """Whether a file must have the key; of what btm writes, only what may be missing is told."""
    required = key in body.get("required", ())
    if name in FILES:
        return " (required)" if required else ""
    return "" if required else " (not always)"


def _type(value: Schema, name: str) -> str:
    """What a value may be, in words, with links to the parts of the same page."""
    if "$ref" in value:
        part = value["$ref"].rsplit("/", 1)[1]
        return f"[{_spoken(part)}](#{_label(name, part)})"
    if several := value.get("anyOf") or value.get("oneOf"):
        return " or ".join(dict.fromkeys(_type(each, name) for each in several))
    if "const" in value:
        return _code(value["const"])
    if "enum" in value:
        return " or ".join(map(_code, value["enum"]))
    kind = value.get("type")
    if kind == "array":
        return f"list of {_one(value['items'], name)}" if value.get("items") else "list"
    if kind == "object":
        inner = value.get("additionalProperties")
        return f"map to {_one(inner, name)}" if isinstance(inner, dict) else "map"
    return _plain(kind, value)


def _one(value: Schema, name: str) -> str:
    """What each value of a list or a map may be, held together where it is one of several."""
    said = _type(value, name)
    return f"({said})" if " or " in said else said


def _plain(kind: object, value: Schema) -> str:
    """A text, a number or nothing, with its form and its limits."""
    said = value.get("format") or WORDS.get(kind, str(kind))
    limits = [f"{sign} {value[key]}" for key, sign in (("minimum", "≥"), ("maximum", "≤")) if key in value]
    if limits:
        said += f" ({', '.join(limits)})"
    return f"{said} like {_code(value['pattern'])}" if "pattern" in value else said


def _code(value: object) -> str:
    return f"`{value}`"


def _spoken(part: str) -> str:
    """The name of a part of a schema, without what tells it from the models inside."""
    return part.removesuffix("Wire").removesuffix("File").strip("_")


def _label(name: str, part: str) -> str:
    return f"{name}-{part.strip('_').lower()}"
