"""Edits do what was meant and nothing else: data by a second route, untouched lines byte for byte."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from btm_cli.answers.edit import REMOVE, Change, EditRefused, edit
from btm_cli.answers.splice import Splicer
from btm_cli.source import parse
from btm_cli.source.outline import comments
from btm_cli.writer import flow, key, scalar
from support.profile import examples

NAMES = ["a", "b", "c-d", "process", "2a", "2b", "3a"]
texts = st.text(max_size=12) | st.sampled_from(
    [
        "no",
        "3",
        "3.0",
        "null",
        "~",
        "2026-01-01",
        "n/a",
        "1/3",
        "# x",
        "a: b",
        "x #y",
        "-",
        "- a",
        "a\nb",
        "<<",
        "[b]",
        "'",
        '"',
        "=",
        "é",
        "\u2028",
        "\ud83d\ude00",
        "\U0001f600",
        " a",
        "a ",
        "%x",
        "---",
        "!t",
        "&x",
        "*x",
        "a,b",
        "{",
        "\t",
    ]
).filter(lambda text: text.isascii() or True)
texts = texts.filter(lambda text: not any(0xD800 <= ord(character) <= 0xDFFF for character in text)).filter(
    lambda text: (
        not any(
            (ord(c) < 32 and c not in "\t\n\r") or 127 <= ord(c) <= 159 or ord(c) in (0xFEFF, 0xFFFE, 0xFFFF)
            for c in text
        )
    )
)
scalars = st.none() | st.booleans() | st.integers(-5, 99) | texts
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts.filter(bool), inner, max_size=3),
    max_leaves=6,
)


def read(text: str) -> Any:
    document, problems = parse(text.encode(), "x.yaml")
    assert problems == [], text
    assert document is not None
    return document.data


@given(values)
def test_what_is_written_is_read_back(value: Any) -> None:
    assert read(f"x: {flow(value)}\n") == {"x": value}
    assert read(f"- [{flow(value)}, {{k: {flow(value)}}}]\n") == [[value, {"k": value}]]


@given(texts.filter(bool))
def test_keys_are_read_back(name: str) -> None:
    assert read(f"{key(name)}: 1\n") == {name: 1}
    assert read(f"x: {{{key(name)}: {scalar(name)}}}\n") == {"x": {name: name}}


def block(tree: dict[str, Any], indent: str, newline: str, draw: Any) -> str:
    """`tree` as text in one of the many ways to write it."""
    lines = ""
    for name, value in tree.items():
        if draw(st.booleans()):
            lines += f"{indent}# {name} asks something{newline}"
        if draw(st.integers(0, 5)) == 0:
            lines += newline
        end = draw(st.sampled_from(["", "", "  # why", " "])) + newline
        if isinstance(value, dict) and value and draw(st.integers(0, 2)):
            lines += f"{indent}{key(name)}:{end}" + block(value, indent + "  ", newline, draw)
        elif isinstance(value, dict) and value and draw(st.booleans()):
            parts = [f"{key(inner)}: {flow(part)}" for inner, part in value.items()]
            lines += f"{indent}{key(name)}: {{" + f",  # of this part{newline}{indent}  ".join(parts) + f"}}{end}"
        elif isinstance(value, str) and value.isalpha() and draw(st.booleans()):
            lines += f"{indent}{key(name)}: |-  # as said{newline}{indent}  {value}{newline}"
        elif value is None and draw(st.booleans()):
            lines += f"{indent}{key(name)}:{end}"
        else:
            lines += f"{indent}{key(name)}: {flow(value)}{end}"
    if draw(st.booleans()):
        lines += f"{indent}# {draw(st.sampled_from(NAMES))}:{newline}"
    return lines


trees = st.recursive(
    scalars, lambda inner: st.dictionaries(st.sampled_from(NAMES), inner, max_size=4), max_leaves=12
).filter(lambda tree: isinstance(tree, dict) and tree)


@st.composite
def files(draw: st.DrawFn) -> str:
    newline = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    text = "# ours" + newline + block(draw(trees), "", newline, draw)
    return text if draw(st.booleans()) else text.rstrip("\r\n")


paths = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3).map(tuple)
changes = st.lists(st.builds(Change, paths, st.just(REMOVE) | values), min_size=1, max_size=4)


def applied(data: Any, path: tuple[str, ...], value: Any) -> Any:
    if value is REMOVE and not isinstance(data, dict):
        return data
    data = dict(data) if isinstance(data, dict) else {}
    head, *rest = path
    if rest:
        if value is REMOVE and head not in data:
            return data
        data[head] = applied(data.get(head), tuple(rest), value)
    elif value is REMOVE:
        data.pop(head, None)
    else:
        data[head] = value
    return data


def pruned(data: Any) -> Any:
    if isinstance(data, list):
        return [pruned(part) for part in data]
    if not isinstance(data, dict):
        return data
    parts = {name: pruned(part) for name, part in data.items()}
    return {name: part for name, part in parts.items() if part not in (None, {})}


@settings(max_examples=examples(400))
@given(files(), changes)
def test_an_edit_gives_the_data_that_was_meant(text: str, edits: list[Change]) -> None:
    meant = read(text)
    for path, value in edits:
        meant = applied(meant, path, value)
    assert (pruned(read(edit(text, edits))) or {}) == (pruned(meant) or {})


@settings(max_examples=examples(400))
@given(files(), changes)
def test_an_edit_loses_no_comment(text: str, edits: list[Change]) -> None:
    """But those that wait for a key which then is there."""
    after = Counter(edit(text, edits)[start:end] for start, end in comments(edit(text, edits)))
    for remark in (text[start:end] for start, end in comments(text)):
        waits = remark.endswith(":") and remark.removeprefix("# ").removesuffix(":") in NAMES
        after[remark] -= 1
        assert waits or after[remark] >= 0, remark


def test_what_can_t_keep_its_comments_is_refused_with_their_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Splicer, "_keep_comments", lambda self: None)
    text = "a: {x: 1,  # about x\n  # about y\n  y: 2}\n"
    with pytest.raises(EditRefused, match=r"comments would be lost \(lines 1, 2\); nothing is written"):
        edit(text, [Change(("a", "y"), REMOVE)])
    assert edit(text, [Change(("a", "x"), 3)]) == text.replace("1", "3")


def test_a_comment_inside_moves_above() -> None:
    text = "b: 0\na:\n  c: |-  # as said\n    text\n  d: {x: 1,  # about x\n    y: 2}  # end\n"
    changed = edit(text, [Change(("a", "c"), "new"), Change(("a", "d", "y"), REMOVE), Change(("b",), REMOVE)])
    assert changed == "a:\n  # as said\n  c: new\n  # about x\n  d: {x: 1}  # end\n"


@settings(max_examples=examples(300))
@given(files(), paths, st.sampled_from(["fully", "not", 3]))
def test_one_answer_changes_one_line(text: str, path: tuple[str, ...], value: Any) -> None:
    data: Any = read(text)
    for part in path:
        data = data.get(part) if isinstance(data, dict) else {}
    if isinstance(data, dict | list) or (isinstance(data, str) and "\n" in data):
        return  # not an answer in place
    before, after = text.splitlines(keepends=True), edit(text, [Change(path, value)]).splitlines(keepends=True)
    if data is not None:
        assert len(before) == len(after)
        changed = [old for old, new in zip(before, after, strict=True) if old.rstrip("\r\n") != new.rstrip("\r\n")]
        assert len(changed) <= 1
    kept = [line.strip() for line in before if line.strip().startswith("#") and not line.strip().endswith(":")]
    rest = [line.strip() for line in after]
    assert all(line in rest for line in kept), "a comment is lost"
