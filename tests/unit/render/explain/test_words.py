"""The words of btm's own: which there are, how they are found, and where else they stand."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from btm_cli.answers.schema import AnswersFile
from btm_cli.intake.glossary import code_paths, file_keys, find_word, glossary
from btm_cli.render.explain.words import words_data
from support.run import ROOT, in_process
from support.wire import assert_written_as_described

WORDS = [
    "area",
    "capability",
    "dimension",
    "cell",
    "score",
    "level",
    "criterion",
    "claim",
    "core",
    "depth",
    "n/a",
    "unknown",
    "state",
    "floor",
    "claimed",
    "evidenced",
    "verified",
    "provisional",
    "settled",
    "coverage",
    "range",
    "target",
    "gap",
    "shortfall",
    "gain",
    "lift",
    "enables",
    "priority",
    "effort",
    "importance",
    "capacity",
    "iteration",
    "out-of-order",
    "evidence",
    "profile",
    "policy",
    "answers-file",
]


def test_the_words_are_these_and_each_is_told_in_sentences() -> None:
    assert list(glossary()) == WORDS
    for text in glossary().values():
        assert text.endswith(".")
        assert 30 < len(text) < 400


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("gap", "gap"),
        ("GAPS", "gap"),
        ("out of order", "out-of-order"),
        (" Answers file ", "answers-file"),
        ("x", None),
    ],
)
def test_a_word_is_found_however_it_is_written(said: str, word: str | None) -> None:
    assert find_word(said) == word


@pytest.mark.parametrize("word", [word for word in WORDS if word not in ("effort", "out-of-order")])
def test_every_word_is_explained(word: str) -> None:
    ran = in_process("explain", word, COLUMNS="240")
    assert ran.code == 0, ran.complaint
    assert glossary()[word][:60] in ran.text


def test_what_has_a_longer_page_keeps_it() -> None:
    assert "person-days" in in_process("explain", "effort").text
    assert "out-of-order" in code_paths()
    assert "What to do" in in_process("explain", "out-of-order").text
    assert glossary()["out-of-order"][:60] in in_process("explain", "out of order", COLUMNS="240").text


def test_words_lists_them_all() -> None:
    text = " ".join(in_process("explain", "words", COLUMNS="120").text.split())
    for meaning in glossary().values():
        assert meaning in text


def test_the_file_names_its_keys() -> None:
    shown = in_process("explain", "answers-file", COLUMNS="240").text
    assert list(file_keys()) == [field.alias or name for name, field in AnswersFile.model_fields.items()]
    for key, says in file_keys().items():
        assert f"{key}" in shown
        assert says[:40] in shown
        assert "](" not in says


def test_a_word_is_no_part_of_an_assessment_and_is_explained_all_the_same() -> None:
    ran = in_process("explain", "gap", "--answers", "examples/harbor-foods/answers.yaml")
    assert (ran.code, ran.text) == (0, in_process("explain", "gap").text)


def test_words_are_written_as_described() -> None:
    assert_written_as_described("explanation", words_data("words", glossary()))
    assert_written_as_described("explanation", words_data("gap", {"gap": "x"}, {"a": "b"}))


def test_a_mistyped_word_has_a_hint() -> None:
    ran = in_process("explain", "verifiedd")
    assert ran.code == 2
    assert "did you mean `verified`?" in ran.complaint


@pytest.mark.parametrize("said", ["quite other", "btm.toml", "zzz"])
def test_what_is_near_nothing_is_sent_to_both_lists(said: str) -> None:
    ran = in_process("explain", said)
    assert ran.code == 2
    assert "see `btm standard list` and `btm explain words`" in " ".join(ran.complaint.split())


def test_the_parts_of_the_standard_are_words_too() -> None:
    """What a newcomer asks first, and in the form in which the files write it."""
    for said in ("Capability", "criterion", "claims", "N/A", "dimensions"):
        assert in_process("explain", said).code == 0, said


def test_the_glossary_of_the_docs_is_made_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    made = importlib.import_module("make_glossary").text()
    assert Path(ROOT / "docs" / "glossary.md").read_text("utf-8") == made, "run: python docs/make_glossary.py"
