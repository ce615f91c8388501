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

OPTIONS: Final[Mapping[str, Kind]] = {
    "--against": Kind.file,
    "--answer": Kind.free,
    "--answered-by": Kind.free,
    "--answers": Kind.answers,
    "-a": Kind.answers,
    "--area": Kind.area,
    "--as-of": Kind.free,
    "--assessed-on": Kind.free,
    "--assurance": Kind.listed,
    "--baseline": Kind.answers,
    "--capability": Kind.capability,
    "--capacity": Kind.free,
    "--color": Kind.listed,
    "--date": Kind.free,
    "--depth": Kind.listed,
    "--edition": Kind.listed,
    "--enterprise": Kind.free,
    "--every": Kind.listed,
    "--example": Kind.file,
    "--focus": Kind.free,
    "--format": Kind.format,
    "-f": Kind.format,
    "--framework": Kind.free,
    "--from": Kind.answers,
    "--into": Kind.answers,
    "--iteration": Kind.free,
    "--iterations": Kind.free,
    "-n": Kind.free,
    "--jobs": Kind.free,
    "--minimum-group": Kind.free,
    "--months": Kind.free,
    "--old-standard": Kind.file,
    "--output": Kind.file,
    "-o": Kind.file,
    "--owner": Kind.free,
    "--page": Kind.listed,
    "--path": Kind.file,
    "--period": Kind.free,
    "--plan": Kind.file,
    "--policy": Kind.answers,
    "-p": Kind.answers,
    "--population": Kind.file,
    "--profile": Kind.free,
    "--reach": Kind.target,
    "--report": Kind.free,
    "--rows": Kind.listed,
    "--scope": Kind.part,
    "--set": Kind.change,
    "--side": Kind.listed,
    "--since": Kind.free,
    "--soon": Kind.free,
    "--standard": Kind.file,
    "--state": Kind.state,
    "--tag": Kind.free,
    "--target": Kind.target,
    "--title": Kind.free,
    "--to": Kind.free,
    "--top": Kind.free,
    "--unit": Kind.free,
    "--url": Kind.free,
    "--valid-until": Kind.free,
    "--verify": Kind.file,
    "--weights": Kind.file,
}
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
