"""What a word on the command line names: a file, or a path at a revision."""

from __future__ import annotations

import pytest

from btm_cli.git.place import Place, parse_place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("answers.yaml", Place("answers.yaml")),
        ("HEAD:answers.yaml", Place("answers.yaml", "HEAD")),
        ("HEAD~3:a b/é.yaml", Place("a b/é.yaml", "HEAD~3")),
        ("origin/main:x/answers.yaml", Place("x/answers.yaml", "origin/main")),
        ("main:./answers.yaml", Place("./answers.yaml", "main")),
        ("HEAD^{/fix: it}:answers.yaml", Place("answers.yaml", "HEAD^{/fix: it}")),
        ("HEAD@{2026-01-01 10:00}:answers.yaml", Place("answers.yaml", "HEAD@{2026-01-01 10:00}")),
        ("HEAD:a:b.yaml", Place("a:b.yaml", "HEAD")),
        (":answers.yaml", Place("answers.yaml", "")),
        ("v1:", Place("", "v1")),
        (r"C:\work\answers.yaml", Place(r"C:\work\answers.yaml")),
        ("c:/work/answers.yaml", Place("c:/work/answers.yaml")),
        ("v:answers.yaml", Place("answers.yaml", "v")),
        ("--output=x:answers.yaml", Place("answers.yaml", "--output=x")),
        ("", Place("")),
    ],
)
def test_a_word_is_a_file_or_a_path_at_a_revision(text, place, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert parse_place(text) == place
    assert place.text == text


def test_a_file_that_exists_is_a_file_whatever_its_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "HEAD:answers.yaml").touch()
    assert parse_place("HEAD:answers.yaml") == Place("HEAD:answers.yaml")
