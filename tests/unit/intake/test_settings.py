"""`btm.toml`: where it is looked for, what it may say, and where in it a mistake is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from btm_cli.errors import InvalidFiles, TooLarge
from btm_cli.intake.settings import Settings, settings


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def problems(text: str) -> list[tuple[int, int, int, str]]:
    Path("btm.toml").write_text(text, "utf-8")
    with pytest.raises(InvalidFiles) as refused:
        settings()
    places = [(each.location, each.code) for each in refused.value.diagnostics]
    return [(place.line, place.column, place.width, code) for place, code in places]


def test_without_a_file_nothing_is_set() -> None:
    assert settings() == Settings()


def test_every_key_is_read() -> None:
    Path("btm.toml").write_text(
        'answers = "answers/*.yaml"\npolicy = "p.yaml"\nbaseline = "main:a.yaml"\nhints = false\n'
        'report = {edition = "full", page = "Letter"}\n',
        "utf-8",
    )
    assert settings() == Settings("answers/*.yaml", "p.yaml", "main:a.yaml", "full", "Letter", hints=False)


def test_it_is_found_up_to_the_top_of_the_repository_and_paths_start_at_it(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "repo" / "a" / "b").mkdir(parents=True)
    (here / "btm.toml").write_text('answers = "above.yaml"\n', "utf-8")
    (here / "repo" / "btm.toml").write_text('answers = "kept/a.yaml"\nbaseline = "old.yaml"\n', "utf-8")
    monkeypatch.chdir(here / "repo" / "a" / "b")
    assert settings() == Settings()  # no repository: here alone
    (here / "repo" / ".git").write_text("gitdir: elsewhere\n", "utf-8")  # as in a worktree
    assert settings() == Settings(answers="../../kept/a.yaml", baseline="../../old.yaml")
    (here / "repo" / "a" / "btm.toml").write_text("", "utf-8")
    assert settings() == Settings()  # the nearest counts
    (here / "repo" / "a" / "btm.toml").unlink()
    (here / "repo" / "btm.toml").unlink()
    assert settings() == Settings()  # nothing above the repository's top


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("capacity = 24\n", (1, 1, 8, "unknown-key")),  # never a number
        ("# c\n\n  hints = 1\n", (3, 3, 5, "wrong-type")),
        ('[report]\n# edition = "x"\nedition = "x"\n', (3, 1, 7, "wrong-value")),
        ('report.edition = "x"\n', (1, 1, 14, "wrong-value")),
        ('report = {page = "A4", edition = "x"}\n', (1, 24, 7, "wrong-value")),
        ('"hints" = "no"\n', (1, 1, 7, "wrong-type")),
        ("[plan]\ncapacity = 1\n", (1, 2, 4, "unknown-key")),
        ('policy = """\nhints = 1\n"""\nhints = 2\n', (4, 1, 5, "wrong-type")),
        ('answers = ""\n', (1, 1, 7, "wrong-value")),
        ('answers = ["a.yaml"]\n', (1, 1, 7, "wrong-type")),
        ("answers = a.yaml\n", (1, 11, 1, "toml-syntax")),
        ("hints = true\nhints = true\n", (2, 13, 1, "toml-syntax")),
        (f"hints = {'9' * 5000}", (1, 5009, 1, "toml-syntax")),  # longer than Python turns into a number
        (f"hints = {'[' * 50000}", (1, 50009, 1, "toml-syntax")),
        ('"\\u001b[31m\\u202e" = 3\n', (1, 1, 1, "unknown-key")),
    ],
)
def test_a_mistake_is_shown_at_its_place(text: str, place: tuple[int, int, int, str]) -> None:
    assert problems(text) == [place]


def test_a_settings_file_has_a_limit_of_its_own() -> None:
    Path("btm.toml").write_text("#" * (64 * 1024 + 1), "utf-8")
    with pytest.raises(TooLarge, match="65,536"):
        settings()


def test_every_mistake_is_named_at_once_and_a_wrong_byte_at_its_line(here: Path) -> None:
    found = problems('hints = 1\n[report]\nedition = "x"\nwidth = 3\n')
    assert sorted(found) == [(1, 1, 5, "wrong-type"), (3, 1, 7, "wrong-value"), (4, 1, 5, "unknown-key")]
    (here / "btm.toml").write_bytes(b"# c\nanswers = '\xff'\n")
    with pytest.raises(InvalidFiles) as refused:
        settings()
    [problem] = refused.value.diagnostics
    assert (problem.code, problem.location.line) == ("not-utf8", 2)
