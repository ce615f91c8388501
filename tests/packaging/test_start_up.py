"""Which modules a command leaves alone: start-up guarded by facts, not seconds (docs/decisions/0004-start-up.md)."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec

import pytest
from conftest import INSTALLED

from support.run import LONGEST, plain_environment

BEFORE = "examples/meridian-insurance/2026-Q3.yaml"
ANSWERS = "examples/meridian-insurance/2026-Q4.yaml"
POLICY = "examples/meridian-insurance/policy.yaml"
GATE = ["check", ANSWERS, "-p", POLICY, "--as-of", "2026-11-24", "--exit-zero"]
METADATA = {"email", "zipfile", "hmac"}
"""What `importlib.metadata` and `secrets` load; stand-ins for them do not (`cli/postponed.py`)."""
TOOLS = {"bz2", "lzma", "selectors", "heapq"}
"""What `shutil`, `subprocess` and `difflib` load, which typer imports and no assessment uses."""
COMPARING = {"btm_cli.compare", "btm_cli.intake.comparing"}
GATE_FORMATS = {f"btm_cli.render.gate.{name}" for name in ("junit", "sarif")}
DRIVER = """
import json, sys
sys.argv = ["btm", *json.loads(sys.argv[1])]
import gc
before = set(sys.modules)  # what the interpreter and .pth files of this environment brought along
from btm_cli.__main__ import main
try:
    code = main()
except SystemExit as ended:
    code = ended.code or 0
json.dump([code, sorted(set(sys.modules) - before), gc.get_freeze_count()], sys.stderr)
"""


def loaded_by(root, *arguments: str) -> set[str]:
    """The modules that a process of its own has loaded after running `btm` with these arguments."""
    result = subprocess.run(
        [sys.executable, "-c", DRIVER, json.dumps(arguments)],
        cwd=root,
        env=plain_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=LONGEST,
    )
    code, modules, frozen = json.loads(result.stderr.splitlines()[-1])
    assert code == 0, result.stderr
    assert result.stdout
    assert frozen > 0 or arguments == ("--version",)  # else Python looks through all that is left before it ends
    return set(modules)


@pytest.mark.parametrize(
    ("arguments", "left_out"),
    [
        (["--version"], {"typer", "click", "pydantic", "yaml", "rich", "importlib.metadata", "json", "dataclasses"}),
        (["--help"], {"pydantic", "yaml", "rich", *METADATA, "btm_cli.scoring", "btm_cli.source"}),
        (
            ["assess", ANSWERS, "--format", "json"],
            {
                "rich",
                "jinja2",
                *METADATA,
                *TOOLS,
                "btm_cli.cli.explain",
                "btm_cli.render.scorecard.page",
                "btm_cli.compare",
            },
        ),
        (
            ["assess", ANSWERS],  # no sentence on its screen rests on a plan
            {
                "jinja2",
                "btm_cli.cli.explain",
                "btm_cli.render.wire.json",
                "btm_cli.git",
                "btm_cli.planning.model",
                "btm_cli.standard.readings",
            },
        ),
        (["diff", BEFORE, ANSWERS], {"jinja2", "btm_cli.git", "btm_cli.render.wire.json"}),
        (["diff", BEFORE, ANSWERS, "--format", "json"], {"rich", "btm_cli.git", "btm_cli.render.document.terminal"}),
        (GATE, {"jinja2", "btm_cli.git", "btm_cli.standard.readings", *COMPARING, *GATE_FORMATS}),
        (["report", ANSWERS, "--format", "json"], {"jinja2", "btm_cli.intake.read_back", "btm_cli.git"}),
        (
            [*GATE, "--format", "json"],
            {"rich", "jinja2", "btm_cli.render.document.terminal", *COMPARING, *GATE_FORMATS},
        ),
        (
            ["plan", ANSWERS],
            {"highspy", "numpy", "jinja2", "btm_cli.planning.exact", "btm_cli.render.document.html"},
        ),
        (["export", ANSWERS, "--format", "csv"], {"openpyxl", "zipfile", "zlib", "btm_cli.exchange.unpacking"}),
        (["what-if", ANSWERS, "--set", "approval/process=4"], {"highspy", "numpy", "jinja2", "btm_cli.planning.fast"}),
    ],
    ids=[
        "version",
        "help",
        "assess json",
        "assess text, piped",
        "diff of two files",
        "diff json",
        "check text, piped",
        "report json",
        "check json",
        "plan",
        "export to csv",
        "what-if",
    ],
)
def test_a_command_leaves_out_what_it_does_not_need(arguments, left_out, root):
    assert all(find_spec(name) for name in left_out if name.startswith("btm_cli."))  # none has moved away
    loaded = loaded_by(root, *arguments)
    assert "btm_cli.__main__" in loaded
    assert loaded & left_out == set()


@pytest.mark.skipif(not INSTALLED, reason="a checkout may have to read the standard's YAML")
@pytest.mark.parametrize("form", ["text", "json", "yaml"])
def test_only_the_model_of_an_answers_file_is_made(form, root):
    others = {f"btm_cli.{name}" for name in ("standard.schema", "standard.companion_schema", "gate.policy")}
    assert all(find_spec(name) for name in others)
    loaded = loaded_by(root, "assess", ANSWERS, "--format", form)
    assert "btm_cli.answers.schema" in loaded
    assert loaded & others == set()


HEAVY = {"textual", "openpyxl", "jinja2", "highspy", "numpy", "pyarrow", "multiprocessing", "filelock"}


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["assess", ANSWERS], ["validate", ANSWERS], ["diff", ANSWERS, ANSWERS], ["plan", ANSWERS]],
    ids=lambda arguments: arguments[0],
)
def test_what_one_command_needs_stays_out_of_the_others(arguments, root):
    assert loaded_by(root, *arguments) & HEAVY == set()


def holds_where_modules_wait(asked: str) -> None:
    """Run `asked`, which asserts, in a process of its own that has put its stand-ins up."""
    code = f"from btm_cli.cli.postponed import postpone\npostpone()\n{asked}"
    subprocess.run([sys.executable, "-I", "-c", code], check=True, env=plain_environment())


def test_whoever_asks_for_a_module_that_waits_gets_it():
    holds_where_modules_wait("""
import sys
from importlib import metadata
from importlib.metadata import entry_points
import importlib.metadata
import secrets
assert not {"zipfile", "hmac"} & set(sys.modules)
assert len(secrets.token_hex(4)) == 8 and "hmac" in sys.modules
import platform, uuid
stands_in = platform
named = platform.system()
assert stands_in.python_version() == sys.version.split()[0].rstrip("+")
import platform as real_platform
assert real_platform.__file__ and real_platform.system() == named == uuid.platform.system()
assert importlib.metadata.version("typer") == metadata.version("typer") > "0"
assert any(one.name == "pip" or one.group for one in entry_points(group="console_scripts"))
import importlib.metadata as real
assert real is sys.modules["importlib.metadata"] and real.__file__
""")


def test_functions_of_a_module_that_waits_can_be_imported_and_are_the_real_ones_when_called():
    holds_where_modules_wait("""
import sys
from difflib import get_close_matches
from gettext import gettext, ngettext
from shutil import get_terminal_size
import shutil, subprocess
assert not {"bz2", "selectors", "heapq", "locale"} & set(sys.modules)
assert get_close_matches("ratign", ["rating", "level"]) == ["rating"]
assert (gettext("file"), ngettext("file", "files", 2)) == ("file", "files")
assert get_terminal_size((33, 9)).columns > 0
assert subprocess.run([sys.executable, "-c", "print(7)"], capture_output=True, text=True).stdout == "7\\n"
assert shutil.which("sh") or sys.platform == "win32"
import difflib, gettext as translating
assert all(sys.modules[name].__file__ for name in ("difflib", "gettext", "shutil", "subprocess"))
try:
    subprocess.nothing
except AttributeError:
    pass
else:
    raise AssertionError
""")


def test_a_mapping_of_a_module_that_waits_is_the_real_one_once_it_is_looked_into():
    holds_where_modules_wait("""
import sys
from openpyxl import Workbook, load_workbook
from openpyxl.styles.builtins import styles
book = Workbook()
made = lambda: "accent_1" in vars(sys.modules["openpyxl.styles.builtins"])
assert not made()
book.active["A1"].style = "Accent1"
assert "Accent1" in styles and "nothing" not in styles and len(styles) > 40 and "Note" in list(styles)
assert made()
assert book.active["A1"].style == "Accent1"
""")


def test_an_annotation_means_the_same_though_it_is_compiled_late():
    holds_where_modules_wait("""
from typing import ForwardRef, NamedTuple, TypedDict, get_type_hints
class Pair(NamedTuple):
    left: "list[int] | None"
    right: "dict[str, Pair]"
class Wire(TypedDict):
    name: "str"
assert get_type_hints(Pair) == {"left": list[int] | None, "right": dict[str, Pair]}
assert get_type_hints(Wire) == {"name": str}
assert ForwardRef("int") == ForwardRef("int") != ForwardRef("str")
class Wrong(NamedTuple):
    field: "not an expression"
try:
    get_type_hints(Wrong)
except SyntaxError:
    pass
else:
    raise AssertionError
""")


def test_a_data_class_does_the_same_though_its_methods_are_made_late():
    holds_where_modules_wait("""
postpone()
import copy, inspect, pickle
from dataclasses import FrozenInstanceError, asdict, dataclass, field, replace

@dataclass(frozen=True, order=True, slots=True)
class Point:
    x: int
    y: int = 0
    tags: tuple = field(default=(), compare=False)

@dataclass
class Open:
    name: str

    def __repr__(self):
        return "ours"

one, other = Point(1, 2, ("a",)), Point(1, 2)
assert one == other and hash(one) == hash(other) and one != Point(1, 3) and one != (1, 2)
assert one < Point(1, 3) and Point(2) >= one and sorted([Point(2), one])[0] is one
assert repr(one) == "Point(x=1, y=2, tags=('a',))" and repr(Open("n")) == "ours"
assert Open("n") == Open("n") and Open.__hash__ is None
assert replace(one, x=5) == Point(5, 2) and asdict(one) == {"x": 1, "y": 2, "tags": ("a",)}
assert copy.deepcopy(one) == one == pickle.loads(pickle.dumps(one))
assert str(inspect.signature(Point)) == "(x: int, y: int = 0, tags: tuple = ()) -> None"
assert Point.__eq__.__qualname__ == "Point.__eq__" and Point.__eq__.__module__ == "__main__"
for act in (lambda: setattr(one, "x", 3), lambda: delattr(one, "x")):
    try:
        act()
    except FrozenInstanceError:
        continue
    raise AssertionError
""")
