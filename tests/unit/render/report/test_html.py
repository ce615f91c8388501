"""What the report's page makes of text that could end its style sheet."""

from __future__ import annotations

import re

import pytest

from btm_cli.render.report.templates_env import css_text


@pytest.mark.parametrize("text", ["Meridian · Group", 'a"b', "</style><script>", "a\\b", "a\nb", "*/ }", "日本"])
def test_text_in_a_style_sheet_is_a_string_and_nothing_else(text):
    found = css_text(text)
    assert re.fullmatch(r'"(?:[A-Za-z0-9]|\\[0-9a-f]{6})*"', found)
    back = re.sub(r"\\([0-9a-f]{6})", lambda each: chr(int(each[1], 16)), found[1:-1])
    assert back == " ".join(text.split())
