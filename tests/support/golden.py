"""The table of golden outputs: which command line prints which file of tests/golden.

In: nothing. Out: `CASES`, and `produce` to run one. `python tests/golden/update.py` writes the files anew.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from support.run import ROOT, in_process

FOLDER = ROOT / "tests" / "golden"
EXAMPLES = {"meridian": "examples/meridian-insurance/2026-Q4.yaml", "harbor": "examples/harbor-foods/answers.yaml"}
POLICY = "examples/meridian-insurance/policy.yaml"
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
    "diff": ("diff",),
    "trend": ("trend",),
    "migrate": ("migrate",),
    "git-setup": ("git-setup",),
    "check": ("check",),
    "report": ("report",),
    "policy": ("policy",),
    "policy-init": ("policy", "init"),
    "consensus": ("consensus",),
    "rollup": ("rollup",),
    "benchmark": ("benchmark",),
    "standard": ("standard",),
    "init": ("init",),
    "interview": ("interview",),
    "evidence": ("evidence",),
    "evidence-add": ("evidence", "add"),
    "evidence-list": ("evidence", "list"),
    "evidence-verify": ("evidence", "verify"),
    "evidence-request": ("evidence", "request"),
    "export": ("export",),
    "import": ("import",),
    "advise": ("advise",),
    "attest": ("attest",),
    "profile": ("profile",),
    "profile-list": ("profile", "list"),
    "profile-show": ("profile", "show"),
    "profile-apply": ("profile", "apply"),
    "standard-list": ("standard", "list"),
    "standard-show": ("standard", "show"),
    "standard-validate": ("standard", "validate"),
    "standard-schema": ("standard", "schema"),
    "standard-crosswalk": ("standard", "crosswalk"),
}
PAGES = ("text", "markdown", "html", "json")
RESPONDENTS = ("finance", "it-lead", "managing-director", "operations", "sales")
HTML_AS_TEXT = "-html.txt"
"""The end of a golden file that holds what an HTML page says, without its markup."""
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
    "gitlab": "json",
    "html": "html",
}


@dataclass(frozen=True)
class Case:
    """One command line; its standard output (or error) is the file `name`, its working directory `cwd`.

    What it prints is so only where the module `needs` is installed.
    """

    name: str
    arguments: tuple[str, ...]
    code: int = 0
    columns: int = 80
    cwd: Path = ROOT
    stream: str = "out"
    needs: str = "btm_cli"

    @property
    def path(self) -> Path:
        return FOLDER / self.name


def produce(case: Case) -> bytes:
    """What the command prints now. Raises AssertionError for another exit code than the table's."""
    with patch("btm_cli.intake.address.repository", lambda: None):  # whether what is tested was released or not
        ran = in_process(*case.arguments, cwd=case.cwd, COLUMNS=str(case.columns))
    assert ran.code == case.code, f"btm {' '.join(case.arguments)}: exit code {ran.code}, {ran.complaint}"
    if case.name.endswith(HTML_AS_TEXT):
        return page_text(ran.out)
    return ran.out if case.stream == "out" else ran.err


def page_text(page: bytes) -> bytes:
    """What a report's page says before its criteria: a line a piece of text, markup and style left out."""
    body = re.split("<body[^>]*>", page.decode("utf-8"), maxsplit=1)[1].partition('<section id="criteria"')[0]
    pieces = re.split(r"</?(?:p|div|td|th|li|text|desc|dt|dd|h\d|tr|summary|caption)\b[^>]*>", body)
    lines = (" ".join(html.unescape(re.sub(r"<[^>]*>", "", piece)).split()) for piece in pieces)
    return "".join(f"{line}\n" for line in lines if line).encode("utf-8")


def _cases() -> list[Case]:
    cases = []
    for name, file in EXAMPLES.items():
        cases += [Case(f"assess-{name}-{columns}.txt", ("assess", file), columns=columns) for columns in (80, 140)]
        cases.append(Case(f"assess-{name}-full.txt", ("assess", file, "--full")))
        cases += [
            Case(f"assess-{name}.{ENDINGS[form]}", ("assess", file, "--format", form))
            for form in ("json", "yaml", "csv", "markdown", "html", "svg")
        ]
    cases += _diff_cases()
    report = ("report", EXAMPLES["meridian"], "--policy", POLICY, "--plan")
    report = (*report, "--baseline", "examples/meridian-insurance/2026-Q3.yaml", "--format")
    cases.append(Case(f"report-meridian{HTML_AS_TEXT}", (*report, "html")))
    cases.append(Case("report-meridian.md", (*report, "markdown")))
    cases.append(Case("report-meridian-80.txt", (*report, "text")))
    cases.append(Case("report-meridian.json", (*report, "json")))
    cases.append(Case("report-harbor.md", ("report", EXAMPLES["harbor"], "--format", "markdown", "--edition", "board")))
    cases += _trend_cases()
    for form in ("text", "json", "sarif", "junit", "github", "gitlab", "markdown", "csv", "html"):
        # What code hosts read names files from the top of the repository, so it is made there.
        place = ROOT if form in ("sarif", "junit", "github", "gitlab") else FOLDER
        file = (FOLDER / "broken.yaml").relative_to(place).as_posix()
        cases.append(Case(_named("validate", form), ("validate", file, "--format", form), code=3, cwd=place))
    gate = ("check", EXAMPLES["meridian"], "--policy", POLICY, "--as-of", "2026-11-24")
    against = (*gate, "--baseline", "examples/meridian-insurance/2026-Q3.yaml")
    cases.append(Case("check-80.txt", against, code=1))
    cases.append(Case("check-full.txt", (*against, "--full"), code=1))
    cases.append(Case("check-waived.sarif", (*gate, "--format", "sarif", "--waived"), code=1))
    for form in ("json", "sarif", "junit", "github", "gitlab", "markdown", "csv", "html"):
        cases.append(Case(_named("check", form), (*gate, "--format", form), code=1))
    cases.append(Case("policy-init-ratchet.yaml", ("policy", "init", "--from", EXAMPLES["meridian"])))
    cases.append(Case("policy-init-state.yaml", ("policy", "init", "--state", "alignment")))
    for form in ("text", "json", "markdown", "html", "csv"):
        cases.append(Case(f"standard-list.{ENDINGS[form]}", ("standard", "list", "--format", form)))
        cases.append(Case(_named("standard-practice", form), ("standard", "list", "--tag", "dora", "--format", form)))
        cases.append(Case(_named("profile-list", form), ("profile", "list", "--format", form)))
        backwards = ("standard", "crosswalk", "--from", "dora", "article 5", "Article 6", "--format", form)
        cases.append(Case(_named("standard-crosswalk-from", form), (*backwards, "--answers", EXAMPLES["meridian"])))
        crosswalk = ("standard", "crosswalk", "approval-and-prioritization", "--format", form)
        cases.append(Case(f"standard-crosswalk.{ENDINGS[form]}", crosswalk))
    for form in PAGES:
        cases.append(Case(_named("profile-show", form), ("profile", "show", "small-firm", "--format", form)))
        explained = ("explain", SHOWN["cell"], "--answers", EXAMPLES["meridian"], "--format", form)
        cases.append(Case(f"explain-cell.{ENDINGS[form]}", explained))
        asked = ("explain", "synchronization", "--answers", EXAMPLES["harbor"], "--format", form)
        cases.append(Case(f"explain-state.{ENDINGS[form]}", asked))
    for word in ("readiness", "past year", "rating", "effort"):
        name = word.replace(" ", "-")
        cases += [
            Case(f"explain-{name}.{ENDINGS[form]}", ("explain", word, "--format", form)) for form in ("text", "json")
        ]
    for form in ("text", "json", "markdown"):
        for kind, reference in SHOWN.items():
            arguments = ("standard", "show", reference, "--format", form)
            cases.append(Case(f"standard-show-{kind}.{ENDINGS[form]}", arguments))
    meridian = EXAMPLES["meridian"]
    planned = ("plan", meridian, "--iterations", "2")
    changed = ("what-if", meridian, "--set", "approval/process=4", "--set", "asset/technology/2c=fully")
    infeasible = ("plan", "infeasible.yaml", "--iterations", "2")
    for form in ("json", "markdown", "html", "csv"):
        cases.append(Case(f"plan-meridian.{ENDINGS[form]}", (*planned, "--format", form)))
    for columns in (80, 140):
        cases.append(Case(f"plan-meridian-{columns}.txt", planned, columns=columns))
    cases.append(Case("plan-meridian-full.txt", (*planned, "--full")))
    cases.append(Case("plan-reach-full.txt", ("plan", meridian, "--reach", "sync", "--full"), needs="highspy"))
    cases.append(Case("plan-reach-80.txt", ("plan", meridian, "--reach", "sync"), needs="highspy"))
    cases.append(Case("what-if-meridian-80.txt", changed))
    against = ("plan", meridian, "--against", "tests/golden/plan-meridian.json", "--as-of", "2027-03-31")
    cases.append(Case("plan-against-80.txt", against))
    cases.append(Case("plan-infeasible.txt", infeasible, code=3, cwd=FOLDER, stream="err"))
    for form in ("json", "html"):
        reach = ("plan", meridian, "--reach", "sync", "--format", form)
        cases.append(Case(f"plan-reach.{form}", reach, needs="highspy"))
        cases.append(Case(f"plan-against.{form}", (*against, "--format", form)))
        cases.append(Case(f"what-if-meridian.{form}", (*changed, "--format", form)))
    cases += _answering_cases()
    cases += _voices()
    cases.append(Case("attest-meridian.json", ("attest", meridian)))
    cases += _oscal_cases()
    cases += [Case(f"help-{name}.txt", (*arguments, "--help")) for name, arguments in HELP.items()]
    return cases


def _oscal_cases() -> list[Case]:
    """Of a small standard and the answers to it: whole documents that can still be read."""
    folder = FOLDER.parent / "cases" / "standards" / "workshop"
    forms = {
        "catalog": ("export", "oscal-catalog"),
        "assessment-plan": ("export", "oscal-assessment-plan"),
        "assessment-results": ("export", "oscal"),
        "poam": ("plan", "oscal"),
    }
    return [
        Case(f"oscal-{name}.json", (command, "answers.yaml", "--standard", "standard", "-f", form), cwd=folder)
        for name, (command, form) in forms.items()
    ]


ADVISED = {
    "market-pace": "two-to-five-years",
    "partners": "suppliers",
    "technology-revenue": "a-fifth-to-a-half",
    "new-ventures": "three-or-more",
    "information-intensity": "goods-with-information",
    "role-of-technology": "improve-today",
    "cost-pressure": "case-by-case",
    "cost-of-delay": "missed-plan",
}
ADVISE = ("advise", *(part for said in ADVISED.items() for part in ("--answer", "=".join(said))))
"""Enough answers for an advice."""


def _answering_cases() -> list[Case]:
    headline = ("--enterprise", "Acme", "--period", "2026-Q4", "--target", "alignment", "--scope", "approval")
    cases = [
        Case(f"init-{depth}.yaml", ("init", *headline, "--depth", depth))
        for depth in ("capability", "cell", "core", "criteria")
    ]
    carried = ("init", "--from", EXAMPLES["meridian"], "--period", "2027-Q1", "--as-of", "2026-11-24")
    cases.append(Case("init-from.yaml", carried))
    for form in ("text", "json", "junit", "markdown", "csv", "html"):
        arguments = (EXAMPLES["meridian"], "--as-of", "2026-11-24", "--format", form)
        cases.append(Case(_named("evidence-list", form), ("evidence", "list", *arguments)))
    for form in ("text", "json", "markdown", "html", "csv"):
        asked = ("evidence", "request", EXAMPLES["meridian"], "--as-of", "2026-11-24", "--owner", "Controlling")
        cases.append(Case(_named("evidence-request", form), (*asked, "--format", form)))
    for form in ("text", "json", "junit"):
        arguments = (EXAMPLES["meridian"], "--as-of", "2026-11-24", "--format", form)
        cases.append(Case(f"evidence-verify.{ENDINGS[form]}", ("evidence", "verify", *arguments), code=1))
    listed = ("evidence", "list", EXAMPLES["meridian"], "--as-of", "2026-11-24", "--full")
    cases += [Case("evidence-list-full.txt", listed), Case("advise-full.txt", (*ADVISE, "--full"))]
    cases += [Case(f"advise.{ENDINGS[form]}", (*ADVISE, "--format", form)) for form in PAGES]
    return cases


def _diff_cases() -> list[Case]:
    """The story of Meridian: the funding process falls back in Q3, evidence runs out in Q4."""
    quarters = [f"examples/meridian-insurance/2026-Q{number}.yaml" for number in (2, 3, 4)]
    cases = []
    for number, pair in ((3, quarters[:2]), (4, quarters[1:])):
        arguments = ("diff", *pair)
        name = f"diff-meridian-q{number}"
        cases += [Case(f"{name}-{columns}.txt", arguments, columns=columns) for columns in (80, 140)]
        cases.append(Case(f"{name}-full.txt", (*arguments, "--full")))
        cases.append(Case(f"{name}.md", (*arguments, "--format", "markdown")))
    for form in ("json", "csv", "html"):
        cases.append(Case(f"diff-meridian-q3.{form}", ("diff", *quarters[:2], "--format", form)))
    return cases


def _trend_cases() -> list[Case]:
    quarters = [f"examples/meridian-insurance/2026-Q{number}.yaml" for number in (1, 2, 3, 4)]
    cases = [Case(f"trend-{columns}.txt", ("trend", *quarters), columns=columns) for columns in (80, 140)]
    cases.append(Case("trend-full.txt", ("trend", *quarters, "--full")))
    cases += [Case(f"trend.{form}", ("trend", *quarters, "--format", form)) for form in ("csv", "html")]
    arguments = ("textconv", EXAMPLES["harbor"])
    dry = ("migrate", "examples/meridian-insurance/2026-Q3.yaml", "--dry-run")
    cases.append(Case("export-harbor.csv", ("export", EXAMPLES["harbor"], "--format", "csv")))
    migrated = [Case(_named("migrate", form), (*dry, "--format", form)) for form in ("text", "json", "markdown", "csv")]
    return [*cases, Case("textconv-harbor.txt", arguments), *migrated]


def _named(name: str, form: str) -> str:
    """A golden file's name: of GitHub's commands a text file, of a page what it says, of hosts' formats theirs."""
    if form == "html":
        return f"{name}{HTML_AS_TEXT}"
    host = f"-{form}" if form in ("github", "gitlab") else ""
    return f"{name}{host}.{ENDINGS[form]}"


def _voices() -> list[Case]:
    """Many voices, many units, and one among others; the population is the roll-up that is itself a golden file."""
    folder = "examples/harbor-foods"
    people = [f"{folder}/responses/{name}.yaml" for name in RESPONDENTS]
    units = [f"{folder}/units/{name}.yaml" for name in ("north-quay", "old-harbor", "south-dock")]
    population = ("--population", "tests/golden/rollup.json")
    commands = {
        "consensus": (("consensus", *people), ("text", "markdown", "json", "yaml", "csv", "html")),
        "consensus-anonymous": (("consensus", *people, "--anonymous"), ("text", "json", "yaml", "html")),
        "rollup": (("rollup", *units, "--no-cache"), ("text", "markdown", "json", "csv", "html")),
        "benchmark": (("benchmark", EXAMPLES["meridian"], *population), ("text", "markdown", "json", "html")),
    }
    return [
        Case("rollup-full.txt", ("rollup", *units, "--no-cache", "--full")),
        Case("consensus-full.txt", ("consensus", *people, "--full")),
        Case("benchmark-full.txt", ("benchmark", EXAMPLES["meridian"], *population, "--full")),
        Case("assess-units.txt", ("assess", *units)),
        *(
            Case(f"{name}.{ENDINGS[form]}", (*arguments, "--format", form))
            for name, (arguments, forms) in commands.items()
            for form in forms
        ),
    ]


CASES = _cases()
