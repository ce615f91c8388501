"""What an installation promises: one version, a command, types, and the standard in both of its forms."""

from __future__ import annotations

import filecmp
import json
import re
from importlib.metadata import distribution, distributions
from pathlib import Path

import pytest

import btm_cli
from btm_cli.__main__ import main
from btm_cli.standard.build import build_standard
from btm_cli.standard.bundled import compiled_path, data_file, data_folder
from btm_cli.standard.load import compile_standard, load_standard
from support.run import process

installed = any(found.name == "btm-cli" for found in distributions())
needs_installation = pytest.mark.skipif(not installed, reason="installation: btm-cli is only on the path here")
needs_wheel = pytest.mark.skipif(compiled_path() is None, reason="wheel: this is an editable install or a checkout")


@needs_installation
def test_version_has_one_source_and_the_changelog_knows_it(root):
    assert distribution("btm-cli").version == btm_cli.__version__
    assert process("--version").text == f"btm {btm_cli.__version__}\n"
    assert re.search(rf"^## {re.escape(btm_cli.__version__)}\b", (root / "CHANGELOG.md").read_text("utf-8"), re.M)


@needs_installation
def test_the_console_script_and_the_module_are_one_program():
    [script] = [entry for entry in distribution("btm-cli").entry_points if entry.group == "console_scripts"]
    assert script.name == "btm"
    assert script.load() is main


def test_the_package_says_that_it_is_typed():
    assert (Path(btm_cli.__file__).parent / "py.typed").is_file()


def test_compiling_the_standard_loses_nothing(root):
    standard, problems = load_standard(str(root / "standard"))
    assert standard is not None, problems
    assert build_standard(json.loads(compile_standard(str(root / "standard")))) == standard


@needs_wheel
def test_the_wheel_holds_the_standard_as_it_is_in_the_repository(root):
    assert Path(str(compiled_path())).read_text("utf-8") == compile_standard(str(root / "standard"))
    assert_same_files(Path(data_folder("standard")), root / "standard")


@needs_wheel
def test_the_wheel_holds_a_page_for_every_code(root):
    assert_same_files(Path(data_folder("codes")), root / "docs" / "codes")


@needs_wheel
def test_the_wheel_holds_the_examples(root):
    assert_same_files(Path(data_folder("examples")), root / "examples")


@needs_wheel
def test_the_wheel_holds_the_page_of_the_answers_file(root):
    assert Path(data_file("answers-file.md")).read_bytes() == (root / "docs" / "answers-file.md").read_bytes()


def assert_same_files(ours: Path, theirs: Path) -> None:
    names = {path.relative_to(theirs).as_posix() for path in theirs.rglob("*") if path.is_file()}
    assert names == {path.relative_to(ours).as_posix() for path in ours.rglob("*") if path.is_file()}
    assert names
    assert filecmp.cmpfiles(ours, theirs, names, shallow=False)[0] == list(names)


@needs_wheel
def test_the_wheel_holds_every_template_compiled_as_this_jinja_compiles_it(tmp_path, monkeypatch):
    from btm_cli.render.document import templates_env
    from btm_cli.render.report.templates_env import report_templates

    shipped = {path.name: path.read_text("utf-8") for path in Path(templates_env.COMPILED).glob("*.py")}
    assert len(shipped) == len(list(Path(btm_cli.__file__).parent.rglob("*.j2"))) + 1  # and the report's script
    monkeypatch.setattr(templates_env, "COMPILED", str(tmp_path / "none"))  # so that it has the sources alone
    report_templates().compile_templates(tmp_path, zip=None, ignore_errors=False)
    assert shipped == {path.name: path.read_text("utf-8") for path in tmp_path.glob("*.py")}
