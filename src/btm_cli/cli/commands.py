"""Which commands there are: adding one is adding its file and its line here.

In: nothing. Out: `COMMANDS`. Nothing is imported for it: help and completion name commands without their modules.
"""

from __future__ import annotations

from typing import NamedTuple


class Command(NamedTuple):
    """A command's module, and its line in `btm --help`: shown, and completed, without importing it.

    The module has the command's `HELP`, and a function by the module's own name, or `group` with the commands of one.
    """

    module: str
    summary: str
    hidden: bool = False


COMMANDS = {
    "init": Command("btm_cli.cli.init", "Write a starter answers file."),
    "interview": Command("btm_cli.cli.interview", "Ask what is open, level by level; save after every answer."),
    "validate": Command("btm_cli.cli.validate", "Print everything wrong with answers, policy or standard files."),
    "assess": Command("btm_cli.cli.assess", "Score an answers file: state, level, gaps, what to do next."),
    "explain": Command("btm_cli.cli.explain", "Say what something means, and how its number came about."),
    "plan": Command("btm_cli.cli.plan", "Plan the way to the target: steps, iterations, reasons."),
    "what-if": Command("btm_cli.cli.what_if", "Assess with changed answers, beside today."),
    "diff": Command("btm_cli.cli.diff", "Show what changed between two assessments, and why."),
    "trend": Command("btm_cli.cli.trend", "Show scores over time, from git or from one file a period."),
    "check": Command("btm_cli.cli.check", "Hold answers files to a policy: an audit gate for CI."),
    "evidence": Command("btm_cli.cli.evidence", "Keep the register of evidence."),
    "report": Command("btm_cli.cli.report", "Write the report for the board and the auditor."),
    "export": Command("btm_cli.cli.export", "Write a questionnaire: a workbook or CSV, blank or filled in."),
    "import": Command("btm_cli.cli.import_answers", "Read a filled-in questionnaire into an answers file."),
    "consensus": Command("btm_cli.cli.consensus", "Make one answers file of several people's."),
    "rollup": Command("btm_cli.cli.rollup", "Roll up many units of one enterprise."),
    "benchmark": Command("btm_cli.cli.benchmark", "Show where an enterprise stands among others."),
    "advise": Command("btm_cli.cli.advise", "Advise which state suits this enterprise."),
    "attest": Command("btm_cli.cli.attest", "Write an in-toto statement over a score, or verify one."),
    "profile": Command("btm_cli.cli.profile", "How a kind of enterprise reads the standard."),
    "standard": Command("btm_cli.cli.standard", "Browse the standard, check one, export JSON Schemas."),
    "migrate": Command("btm_cli.cli.migrate", "Carry answers to another edition of the standard."),
    "policy": Command("btm_cli.cli.policy", "Starter policies for the audit gate."),
    "git-setup": Command("btm_cli.cli.git_setup", "Make git's own diff show score changes."),
    "textconv": Command("btm_cli.cli.textconv", "What git's diff shows of an answers file.", hidden=True),
}
"""By name, in the order of `btm --help`."""
