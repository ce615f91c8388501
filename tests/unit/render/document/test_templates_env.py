"""Compiled templates write what their sources write."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from btm_cli.render.document import blocks as b
from btm_cli.render.document import templates_env
from btm_cli.render.document.html import to_html
from btm_cli.render.report.templates_env import report_templates

PAGE = (b.Heading("Title <script>"), b.Paragraph("1 < 2 & \x1b[31mred"), b.Items((("Key", "value"),)))


@pytest.fixture
def compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of compiled templates, where a wheel has them."""
    report_templates().compile_templates(tmp_path, zip=None, ignore_errors=False)
    monkeypatch.setattr(templates_env, "COMPILED", str(tmp_path))
    return tmp_path


def test_a_page_is_the_same_by_compiled_templates(compiled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    by_compiled = to_html(PAGE)
    monkeypatch.setattr(templates_env, "COMPILED", str(compiled / "none"))
    assert to_html(PAGE) == by_compiled
    assert "&lt;script&gt;" in by_compiled
    assert "\x1b" not in by_compiled


def test_compiled_templates_are_what_is_run(compiled: Path) -> None:
    for each in compiled.glob("*.py"):
        source = each.read_text("utf-8")
        each.write_text(source.replace("<main", "<main data-compiled"), "utf-8")
    assert "<main data-compiled" in to_html(PAGE)


def test_another_version_of_jinja_has_a_folder_of_its_own() -> None:
    import jinja2

    assert os.path.basename(templates_env.COMPILED) == jinja2.__version__
