"""Loading: how a standard is written and split over files changes neither its digest nor any number."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from btm_cli.errors import InvalidFiles, UnreadableFile
from btm_cli.source import parse
from btm_cli.standard.load import compile_standard, load_standard
from btm_cli.standard.model import Standard
from support.profile import examples
from support.small_standard import FILES, changed, write_standard


def loaded(folder: Path, files: dict[str, str] = FILES) -> Standard:
    standard, problems = load_standard(write_standard(folder, files))
    assert standard is not None, problems
    return standard


def shuffled(data: object, draw: st.DrawFn) -> object:
    """The same data with the keys of its mappings in another order; a rating scale's order is part of what it says."""
    if isinstance(data, dict):
        keys = list(data) if "half" in data else draw(st.permutations(list(data)))
        return {key: shuffled(data[key], draw) for key in keys}
    return [shuffled(each, draw) for each in data] if isinstance(data, list) else data


@st.composite
def rewritten(draw: st.DrawFn) -> dict[str, str]:
    """The small standard with keys in another order, as JSON (which is YAML too), in other files and folders."""
    files = {}
    for number, (name, text) in enumerate(FILES.items()):
        document, _ = parse(text.encode(), name)
        assert document is not None
        new = name if name == "standard.yaml" else draw(st.sampled_from(["", "a/", "a/b/c/"])) + f"{number}.yaml"
        files[new] = json.dumps(shuffled(document.data, draw), default=str, indent=draw(st.sampled_from([None, 2])))
    return files


@settings(max_examples=examples(25))
@given(rewritten())
def test_order_of_keys_files_and_folders_change_nothing(files: dict[str, str]) -> None:
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        assert loaded(Path(one), files) == loaded(Path(other))


def test_comments_and_spelled_out_defaults_change_nothing(tmp_path: Path) -> None:
    files = changed("standard.yaml", "weight: 2", 'weight: "2.0"')
    files["standard.yaml"] += "# a comment\nlevel_rule: staged\nachieved_above: 17/20\n"
    assert loaded(tmp_path / "a", files).digest == loaded(tmp_path / "b").digest


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("standard.yaml", "weight: 2", "weight: 3"),
        ("north/alpha.yaml", "Nobody is missing", "Hardly anybody is missing"),
        ("north/alpha.yaml", 'effort: "1.5"', 'effort: "1.6"'),
        ("standard.yaml", "[alpha, beta]", "[beta, alpha]"),
    ],
)
def test_what_is_said_changes_the_digest(name: str, old: str, new: str, tmp_path: Path) -> None:
    assert loaded(tmp_path / "a", changed(name, old, new)).digest != loaded(tmp_path / "b").digest


def test_files_beside_the_standard_are_none_of_its_capabilities(tmp_path: Path) -> None:
    beside = ["advisor.yaml", "crosswalk.yaml", "benchmarks/x.yaml", "editions/0/standard.yaml", "schema/x.yaml"]
    beside += ["profiles/x.yaml", "today/alpha.yaml"]
    with_others = loaded(tmp_path / "a", FILES | dict.fromkeys(beside, "anything: ["))
    assert with_others.digest == loaded(tmp_path / "b").digest


def test_the_compiled_text_is_the_same_every_time(tmp_path: Path) -> None:
    one, other = write_standard(tmp_path / "a"), write_standard(tmp_path / "b")
    assert compile_standard(one) == compile_standard(other)


def test_nothing_wrong_is_compiled(tmp_path: Path) -> None:
    with pytest.raises(InvalidFiles) as raised:
        compile_standard(write_standard(tmp_path, changed("standard.yaml", "[gamma]", "[delta]")))
    assert [each.code for each in raised.value.diagnostics] == ["unknown-capability", "unknown-capability"]


def test_a_folder_without_a_standard(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"standard\.yaml can't be read"):
        load_standard(tmp_path.as_posix())


@pytest.mark.parametrize(("steps", "sound"), [("{1: a, 2: b}", True), ("{1: a, 01: b}", False), ("{x: a}", False)])
def test_no_step_of_effort_stands_for_another(tmp_path: Path, steps: str, sound: bool) -> None:
    scale = f"effort_scale: {{unit: days, per_point: 5, steps: {steps}}}\nlevels:"
    standard, problems = load_standard(write_standard(tmp_path, changed("standard.yaml", "levels:", scale)))
    assert (standard is not None) == sound, problems
    assert all(problem.code in ("wrong-value", "octal-number") for problem in problems), problems
