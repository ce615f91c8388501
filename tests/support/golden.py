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
    "diff": ("diff",),
    "standard": ("standard",),
    "standard-list": ("standard", "list"),
    "standard-show": ("standard", "show"),
    "standard-validate": ("standard", "validate"),
    "standard-schema": ("standard", "schema"),
    "standard-crosswalk": ("standard", "crosswalk"),
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
    """One command line; its standard output is the file `name`, its working directory `cwd`."""

    name: str
    arguments: tuple[str, ...]
    code: int = 0
    columns: int = 80
    cwd: Path = ROOT

    @property
    def path(self) -> Path:
        return FOLDER / self.name


def produce(case: Case) -> bytes:
    """What the command prints now. Raises AssertionError for another exit code than the table's."""
    ran = in_process(*case.arguments, cwd=case.cwd, COLUMNS=str(case.columns))
    assert ran.code == case.code, f"btm {' '.join(case.arguments)}: exit code {ran.code}, {ran.complaint}"
    return ran.out


def _cases() -> list[Case]:
    cases = []
    for name, file in EXAMPLES.items():
        cases += [Case(f"assess-{name}-{columns}.txt", ("assess", file), columns=columns) for columns in (80, 140)]
        cases += [
            Case(f"assess-{name}.{ENDINGS[form]}", ("assess", file, "--format", form))
            for form in ("json", "yaml", "csv", "markdown", "svg")
        ]
    cases += _diff_cases()
    for form in ("text", "json", "sarif", "junit", "github"):
        prefix = "validate-github" if form == "github" else "validate"
        arguments = ("validate", "broken.yaml", "--format", form)
        cases.append(Case(f"{prefix}.{ENDINGS[form]}", arguments, code=3, cwd=FOLDER))
    for form in ("text", "json", "markdown"):
        cases.append(Case(f"standard-list.{ENDINGS[form]}", ("standard", "list", "--format", form)))
        crosswalk = ("standard", "crosswalk", "approval-and-prioritization", "--format", form)
        cases.append(Case(f"standard-crosswalk.{ENDINGS[form]}", crosswalk))
        for kind, reference in SHOWN.items():
            arguments = ("standard", "show", reference, "--format", form)
            cases.append(Case(f"standard-show-{kind}.{ENDINGS[form]}", arguments))
    cases += [Case(f"help-{name}.txt", (*arguments, "--help")) for name, arguments in HELP.items()]
    return cases


def _diff_cases() -> list[Case]:
    """The story of Meridian: the funding process falls back in Q3, evidence runs out in Q4."""
    quarters = [f"examples/meridian-insurance/2026-Q{number}.yaml" for number in (2, 3, 4)]
    cases = []
    for number, pair in ((3, quarters[:2]), (4, quarters[1:])):
        arguments = ("diff", *pair)
        name = f"diff-meridian-q{number}"
        cases += [Case(f"{name}-{columns}.txt", arguments, columns=columns) for columns in (80, 140)]
        cases.append(Case(f"{name}.md", (*arguments, "--format", "markdown")))
    cases.append(Case("diff-meridian-q3.json", ("diff", *quarters[:2], "--format", "json")))
    return cases


CASES = _cases()
