"""The table of golden outputs: which command line prints which file of tests/golden.

In: nothing. Out: `CASES`, and `produce` to run one. `python tests/golden/update.py` writes the files anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from support.run import ROOT, in_process

FOLDER = ROOT / "tests" / "golden"
EXAMPLES = {"meridian": "examples/meridian-insurance/2026-Q4.yaml", "harbor": "examples/harbor-foods/answers.yaml"}
SHOWN = {
    "capability": "approval-and-prioritization",
    "cell": "approval-and-prioritization/process",
    "criterion": "approval-and-prioritization/process/3a",
    "area": "strategy-and-planning",
    "level": "3",
    "state": "alignment",
}
HELP = {
    "btm": (),
    "assess": ("assess",),
    "validate": ("validate",),
    "explain": ("explain",),
    "plan": ("plan",),
    "what-if": ("what-if",),
    "standard": ("standard",),
    "standard-list": ("standard", "list"),
    "standard-show": ("standard", "show"),
    "standard-validate": ("standard", "validate"),
    "standard-schema": ("standard", "schema"),
}
ENDINGS = {
    "text": "txt",
    "json": "json",
    "yaml": "yaml",
    "csv": "csv",
    "markdown": "md",
    "svg": "svg",
    "sarif": "sarif",
    "junit": "xml",
    "github": "txt",
}


@dataclass(frozen=True)
class Case:
    """One command line; its standard output (or error) is the file `name`, its working directory `cwd`."""

    name: str
    arguments: tuple[str, ...]
    code: int = 0
    columns: int = 80
    cwd: Path = ROOT
    stream: str = "out"

    @property
    def path(self) -> Path:
        return FOLDER / self.name


def produce(case: Case) -> bytes:
    """What the command prints now. Raises AssertionError for another exit code than the table's."""
    ran = in_process(*case.arguments, cwd=case.cwd, COLUMNS=str(case.columns))
    assert ran.code == case.code, f"btm {' '.join(case.arguments)}: exit code {ran.code}, {ran.complaint}"
    return ran.out if case.stream == "out" else ran.err


def _cases() -> list[Case]:
    cases = []
    for name, file in EXAMPLES.items():
        cases += [Case(f"assess-{name}-{columns}.txt", ("assess", file), columns=columns) for columns in (80, 140)]
        cases += [
            Case(f"assess-{name}.{ENDINGS[form]}", ("assess", file, "--format", form))
            for form in ("json", "yaml", "csv", "markdown", "svg")
        ]
    for form in ("text", "json", "sarif", "junit", "github"):
        prefix = "validate-github" if form == "github" else "validate"
        arguments = ("validate", "broken.yaml", "--format", form)
        cases.append(Case(f"{prefix}.{ENDINGS[form]}", arguments, code=3, cwd=FOLDER))
    for form in ("text", "json", "markdown"):
        cases.append(Case(f"standard-list.{ENDINGS[form]}", ("standard", "list", "--format", form)))
        for kind, reference in SHOWN.items():
            arguments = ("standard", "show", reference, "--format", form)
            cases.append(Case(f"standard-show-{kind}.{ENDINGS[form]}", arguments))
    meridian = EXAMPLES["meridian"]
    planned = ("plan", meridian, "--iterations", "2")
    changed = ("what-if", meridian, "--set", "approval/process=4", "--set", "asset/technology/2a=fully")
    infeasible = ("plan", "infeasible.yaml", "--iterations", "2")
    for form in ("json", "markdown", "csv"):
        cases.append(Case(f"plan-meridian.{ENDINGS[form]}", (*planned, "--format", form)))
    for columns in (80, 140):
        cases.append(Case(f"plan-meridian-{columns}.txt", planned, columns=columns))
        cases.append(Case(f"plan-reach-{columns}.txt", ("plan", meridian, "--reach", "sync"), columns=columns))
        cases.append(Case(f"what-if-meridian-{columns}.txt", changed, columns=columns))
        against = ("plan", meridian, "--against", "tests/golden/plan-meridian.json", "--as-of", "2027-03-31")
        cases.append(Case(f"plan-against-{columns}.txt", against, columns=columns))
    cases.append(Case("plan-infeasible.txt", infeasible, code=3, cwd=FOLDER, stream="err"))
    cases.append(Case("plan-reach.json", ("plan", meridian, "--reach", "sync", "--format", "json")))
    cases.append(Case("plan-against.json", (*against, "--format", "json")))
    cases.append(Case("what-if-meridian.json", (*changed, "--format", "json")))
    cases += [Case(f"help-{name}.txt", (*arguments, "--help")) for name, arguments in HELP.items()]
    return cases


CASES = _cases()
