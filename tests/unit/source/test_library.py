"""PyYAML is the same with patterns that wait: they match as ever, and nobody else's wait."""

from __future__ import annotations

import re
import subprocess
import sys

import yaml

from btm_cli.source.library import Reader, WaitingPattern

ALONE = """
import re
now = re.compile
import btm_cli.source.library
import yaml
assert re.compile is now
assert isinstance(yaml.reader.Reader.NON_PRINTABLE, btm_cli.source.library.WaitingPattern)
assert yaml.safe_load("a: [yes, 2026-11-20, 1e3, .5, 0b11, null, 1:30]") == {expected}
assert yaml.reader.Reader.NON_PRINTABLE.search("a\\x00").start() == 1
"""


def test_patterns_that_waited_match_as_ever() -> None:
    text = "a: [yes, 2026-11-20, 1e3, .5, 0b11, null, 1:30]"
    expected = subprocess.run(
        [sys.executable, "-c", f"import yaml; print(repr(yaml.safe_load({text!r})))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    asked = f"import datetime\n{ALONE.replace('{expected}', expected.strip())}"
    subprocess.run([sys.executable, "-c", asked], check=True)


def test_a_pattern_waits_for_its_first_use() -> None:
    made: list[re.Pattern[str]] = []

    def compiled() -> re.Pattern[str]:
        made.append(re.compile("b+"))
        return made[-1]

    pattern = WaitingPattern(compiled)
    assert made == []
    assert [pattern.search("abbc").span(), pattern.search("c")] == [(1, 3), None]
    assert len(made) == 1


def test_what_is_not_printable_is_found_by_the_parser_in_python() -> None:
    assert Reader.NON_PRINTABLE.search("a\x00b").start() == 1
    assert Reader is yaml.reader.Reader
