"""Which option and which argument takes what, for the tab key; the tests hold it to the commands themselves.

In: nothing. Out: kinds of values, by option, by argument and by command.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Final


class Kind(Enum):
    """What may stand in a place."""

    reference = "a part of the standard, in stages"
    explained = "what `explain` knows"
    change = "REF=VALUE"
    area = "an area"
    capability = "a capability"
    part = "an area or a capability"
    state = "a state"
    target = "a state or a level"
    format = "a format of the command"
    answers = "a YAML file"
    key = "a key of the register of evidence of the file before it"
    file = "any file"
    free = "anything"
    listed = "one of a few words, which typer knows"


PAGE = ("text", "markdown", "html", "json")
ROWS = (*PAGE, "csv", "parquet")
FORMATS: Final[Mapping[str, tuple[str, ...]]] = {
    "validate": (*ROWS, "junit", "sarif", "github", "gitlab"),
    "assess": (*PAGE, "yaml", "csv", "parquet", "svg"),
    "explain": PAGE,
    "plan": (*ROWS, "oscal"),
    "what-if": PAGE,
    "diff": ROWS,
    "trend": ROWS,
    "check": (*ROWS, "junit", "sarif", "github", "gitlab"),
    "evidence list": (*ROWS, "junit"),
    "evidence request": (*ROWS, "xlsx"),
    "evidence verify": (*ROWS, "junit"),
    "report": ("html", "text", "markdown", "json", "pdf", "csv", "parquet", "svg", "png"),
    "export": ("xlsx", "csv", "oscal", "oscal-assessment-plan", "oscal-catalog"),
    "consensus": (*ROWS, "yaml"),
    "rollup": ROWS,
    "benchmark": PAGE,
    "advise": PAGE,
    "profile list": ROWS,
    "profile show": PAGE,
    "profile apply": ROWS,
    "standard list": ROWS,
    "standard show": PAGE,
    "standard crosswalk": ROWS,
    "migrate": (*PAGE, "csv"),
}
"""The formats of each command that has some."""

TAKING: Final[Mapping[Kind, str]] = {
    Kind.answers: "--answers -a --baseline --from --into --policy -p",
    Kind.area: "--area",
    Kind.capability: "--capability",
    Kind.change: "--set",
    Kind.file: (
        "--against --example --old-standard --output -o --path --plan --population --standard --verify --weights"
    ),
    Kind.format: "--format -f",
    Kind.free: (
        "--answer --answered-by --as-of --assessed-on --capacity --date --enterprise --focus --framework --iteration "
        "--iterations -n --jobs --minimum-group --months --owner --period --profile --report --since --soon --tag "
        "--title --to --top --unit --url --valid-until"
    ),
    Kind.listed: "--assurance --color --depth --edition --every --page --rows --side",
    Kind.part: "--scope",
    Kind.state: "--state",
    Kind.target: "--reach --target",
}
OPTIONS: Final = {name: kind for kind, names in TAKING.items() for name in names.split()}
"""Every option that takes a value, whatever the command."""

ELSEWHERE: Final[Mapping[tuple[str, str], Kind | None]] = {
    ("report", "--plan"): None,
    ("what-if", "--reach"): Kind.state,
    ("standard crosswalk", "--from"): Kind.free,
    ("standard schema", "--edition"): Kind.free,
}
"""Options that are another thing with one command; None for a flag."""

ARGUMENTS: Final[Mapping[str, tuple[Kind, ...]]] = {
    "explain": (Kind.explained,),
    "standard show": (Kind.reference,),
    "standard crosswalk": (Kind.capability,),
    "standard validate": (Kind.file,),
    "standard init": (Kind.file,),
    "standard schema": (Kind.listed,),
    "profile show": (Kind.listed,),
    "evidence add": (Kind.answers, Kind.key),
    "import": (Kind.file,),
}
"""What the arguments of a command are, the last kind for all that follow; YAML files for every other."""
