"""Words are data: every entry can be filled in, every key asked for is there, and ever fewer sentences lie in code."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import btm_cli
from btm_cli.render.document import words as module
from btm_cli.render.document.words import entries, few, fill, flattened, words, written_day

SOURCE = Path(btm_cli.__file__).parent
ENTRIES = entries("en")
SENTENCE = re.compile(r"^[A-Z][a-z]+ ([a-z]+ ?){2,}|[a-z]+ [a-z]+ [a-z]+ .*[.:]$")
"""A text that reads like part of a page."""


def templates(key: str) -> dict[str, str]:
    """The texts of an entry by plural category; one text is `other`."""
    entry = ENTRIES[key]
    return {"other": entry} if isinstance(entry, str) else {name: text for name, text in entry.items() if name != "by"}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_entry_can_be_filled_in_in_every_plural() -> None:
    for key, entry in ENTRIES.items():
        texts = templates(key)
        names = set().union(*map(fields, texts.values()))
        assert all(name.isidentifier() for name in names), f"{key}: a value is called by its name, never by position"
        if isinstance(entry, str):
            assert fill(entry, dict.fromkeys(names, "X")), key
            continue
        assert {"one", "other"} <= texts.keys(), key
        for count, category in ((1, "one"), (0, "other"), (2, "other")):
            given = dict.fromkeys(names, "X") | {entry["by"]: count}
            assert fill(entry, given) == texts[category].format_map(given), key


def test_a_count_chooses_its_plural_and_must_be_given() -> None:
    entry = {"by": "n", "one": "one step", "other": "{n} steps"}
    assert [fill(entry, {"n": n}) for n in (1, 2)] == ["one step", "2 steps"]
    with pytest.raises(KeyError):
        fill(entry, {})


def test_another_language_has_its_own_plurals_and_falls_back_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = {"by": "n", "one": "ein Schritt", "few": "kroky", "other": "{n} Schritte"}
    assert fill(entry, {"n": 1}, "xx") == "1 Schritte"  # no rule known: one form
    monkeypatch.setitem(module.PLURALS, "xx", lambda n: "few" if 2 <= n <= 4 else "other")  # type: ignore[arg-type]
    assert fill(entry, {"n": 3}, "xx") == "kroky"


def test_what_is_no_file_of_words_is_refused() -> None:
    for text in ("a: [1]", "a: {b: 3}", "a: 1\na: 2"):
        with pytest.raises(ValueError, match=r"no text|not a file"):
            flattened(text)


def test_an_entry_that_is_missing_is_an_error() -> None:
    with pytest.raises(KeyError):
        words("no.such-entry")


def called_keys() -> Iterator[tuple[str, str]]:
    """Every key that the code asks for by a plain text, with its file."""
    for path in SOURCE.rglob("*.py"):
        text = path.read_text("utf-8")
        for node in ast.walk(ast.parse(text)) if "words(" in text else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "words" and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    yield str(first.value), path.relative_to(SOURCE).as_posix()


def test_every_key_that_is_asked_for_is_there() -> None:
    called = list(called_keys())
    assert [(key, file) for key, file in called if key not in ENTRIES] == []
    assert len(called) > 100


def sentences(path: Path) -> Iterator[str]:
    """Texts in a module, other than docstrings, that read like part of a page."""
    tree = ast.parse(path.read_text("utf-8"))
    prose = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in prose else None
        if isinstance(text, str) and SENTENCE.search(text):
            yield f"{path.relative_to(SOURCE).as_posix()}:{node.lineno}: {text[:60]}"


def test_sentences_leave_the_code() -> None:
    found = [text for path in sorted((SOURCE / "render").rglob("*.py")) for text in sentences(path)]
    assert found == []


@pytest.mark.parametrize(
    ("texts", "most", "text"),
    [
        (("a",), 1, "a"),
        (("a", "b"), 2, "a, b"),
        (("a", "b"), 1, "a and 1 more"),
        (tuple("abcde"), 3, "a, b, c and 2 more"),
    ],
)
def test_of_many_names_the_first_are_said_and_the_others_counted(texts: tuple[str, ...], most: int, text: str) -> None:
    assert few(texts, most) == text


def test_a_day_is_written_out() -> None:
    assert written_day(date(2027, 2, 20)) == "20 February 2027"
    assert written_day(date(2026, 12, 1)) == "1 December 2026"
