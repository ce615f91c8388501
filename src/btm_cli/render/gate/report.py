"""What `btm check` shows in every format: the verdict on each file, its checks at their places and in words.

In: gate results, the documents they speak of. Out: `GateReport`, whose checks are diagnostics like any other problem;
text in which nothing is cut or escaped yet but the list of reasons.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from btm_cli.diagnostics import Diagnostic, Location, Severity
from btm_cli.errors import ExitCode
from btm_cli.gate.result import Check, Outcome
from btm_cli.render.document.subject import who
from btm_cli.render.document.words import words
from btm_cli.scoring.ratings import AssuranceName

if TYPE_CHECKING:
    from btm_cli.gate.policy import Waiver
    from btm_cli.gate.result import GateResult, Reason
    from btm_cli.render.document.labels import Labels
    from btm_cli.scoring.scorecard import Scorecard
    from btm_cli.source import Document

REASONS_SHOWN = 5
NAMED = ("not_applicable", "no_regression", "target_by", "waivers")
"""Rules that a message calls by other words than their own."""


def subject_of(check: Check, labels: Labels | None = None) -> str:
    """What was checked, such as "level of asset-rationalization"; with `labels` by the name of the place."""
    where = labels.place(check.where) if labels is not None else check.where
    return words(f"gate.subject.{check.rule if check.rule in NAMED else 'other'}", rule=check.rule, where=where)


def found(check: Check) -> str:
    """What was found, with the note on it."""
    return words("gate.noted", found=check.found, note=check.note) if check.note else check.found


def message(check: Check) -> str:
    """The check in one sentence: what, expected, found."""
    key = "gate.message-waived" if check.outcome is Outcome.WAIVED else "gate.message"
    return words(key, subject=subject_of(check), expected=check.expected, found=found(check))


def hint(check: Check, rule_place: Location) -> str:
    """Why, who waived it, and where the policy asks for it."""
    parts = [words("gate.why", reasons="; ".join(reasons(check.why)))] if check.why else []
    parts += filter(None, [waiver_text(check)])
    if check.path is not None:
        parts.append(words("gate.required", place=place_text(rule_place)))
    return ". ".join(parts)


def reasons(why: Iterable[Reason], most: int = REASONS_SHOWN, labels: Labels | None = None) -> list[str]:
    """The first reasons, and how many more there are; with `labels` by the names of their places."""
    place = labels.place if labels is not None else str
    said = [f"{place(reason.reference)} {reason.text}" for reason in why]
    return said[:most] + ([words("gate.more-reasons", n=len(said) - most)] if len(said) > most else [])


def waiver_text(check: Check) -> str:
    """Until when and by whom a failure is or was waived; "" without a waiver."""
    if check.waiver is None:
        return ""
    return words("gate.waived" if check.outcome is Outcome.WAIVED else "gate.waiver", **terms(check.waiver))


def terms(waiver: Waiver) -> dict[str, str]:
    """Until when, by whom, why: the values of a text about a waiver."""
    return {"until": waiver.until.isoformat(), "by": waiver.approved_by, "reason": waiver.reason}


def place_text(place: Location) -> str:
    """`file:line:column`."""
    return f"{place.file}:{place.line}:{place.column}"


SEVERITIES = {Outcome.FAILED: Severity.ERROR, Outcome.WARNING: Severity.WARNING}
"""Of a check's diagnostic; every other outcome is a note."""
Verdict = Literal["passed", "failed", "not checked"]
"""What a gate says of one file."""


class PlacedCheck(NamedTuple):
    """One check as a diagnostic, and where the policy asks for it."""

    check: Check
    diagnostic: Diagnostic
    rule_place: Location


class FileReport(NamedTuple):
    """One file's verdict; `result` and `card` are None where `problems` kept it from being assessed.

    `extent` says how much of the standard it is about, "" where that is all of it (`render.document.subject`).
    """

    file: str
    card: Scorecard | None
    result: GateResult | None
    checks: tuple[PlacedCheck, ...]
    problems: tuple[Diagnostic, ...]
    exit_code: ExitCode
    extent: str = ""

    def of(self, outcome: Outcome) -> list[PlacedCheck]:
        """The checks that ended so, by place."""
        found = [placed for placed in self.checks if placed.check.outcome is outcome]
        return sorted(found, key=lambda placed: placed.diagnostic.sort_key)

    def waived(self) -> list[tuple[dict[str, str], list[PlacedCheck]]]:
        """The waived failures, by place; those on the same terms together, behind these terms."""
        groups: dict[str, tuple[dict[str, str], list[PlacedCheck]]] = {}
        for placed in self.of(Outcome.WAIVED):
            if placed.check.waiver is not None:
                group = groups.setdefault(waiver_text(placed.check), (terms(placed.check.waiver), []))
                group[1].append(placed)
        return list(groups.values())

    @property
    def verdict(self) -> Verdict:
        """What the gate says of it."""
        if self.result is None:
            return "not checked"
        return "passed" if self.exit_code is ExitCode.OK else "failed"


class GateReport(NamedTuple):
    """One run. `baseline` is the command line's word for it, "" without one."""

    policy: str
    policy_digest: str
    assurance: AssuranceName
    as_of: date
    baseline: str
    strict: bool
    files: tuple[FileReport, ...]

    @property
    def exit_code(self) -> ExitCode:
        """The highest of the files'."""
        return max((file.exit_code for file in self.files), default=ExitCode.OK)

    @property
    def verdict(self) -> Literal["passed", "failed"]:
        """Passed or failed, over all files."""
        return "passed" if self.exit_code is ExitCode.OK else "failed"

    def of(self, *outcomes: Outcome) -> list[PlacedCheck]:
        """The checks of all files that ended so, by place."""
        found = [placed for file in self.files for placed in file.checks if placed.check.outcome in outcomes]
        return sorted(found, key=lambda placed: placed.diagnostic.sort_key)

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """All that somebody may have to act on: every check but the passed and skipped ones, and files' problems."""
        said = self.of(Outcome.FAILED, Outcome.WAIVED, Outcome.WARNING, Outcome.OPEN)
        problems = [problem for file in self.files for problem in file.problems]
        return sorted([*(placed.diagnostic for placed in said), *problems], key=lambda problem: problem.sort_key)


def place_checks(
    result: GateResult, answers: Document, policy: Document, file: str, strict: bool = False
) -> tuple[PlacedCheck, ...]:
    """Every check at its line and column: in the answers, called `file`, or in the policy if only that has a place.

    With `strict` a warning is an error.
    """
    severities = SEVERITIES | ({Outcome.WARNING: Severity.ERROR} if strict else {})
    placed = []
    for check in result.checks:
        rule_place = policy.locate(check.rule_path, at_key=True)
        place = rule_place if check.path is None else answers.locate(check.path, at_key=True)._replace(file=file)
        diagnostic = Diagnostic(
            check.code or check.outcome.value,
            severities.get(check.outcome, Severity.NOTE),
            message(check),
            place,
            hint(check, rule_place),
        )
        placed.append(PlacedCheck(check, diagnostic, rule_place))
    return tuple(placed)


def summary(file: FileReport) -> str:
    """The counts of one file in words."""
    if file.result is None:
        errors = sum(problem.severity is Severity.ERROR for problem in file.problems)
        return words("gate.summary.not-checked", n=errors)
    counts = file.result.counts
    said = [words("gate.summary.failed", n=counts[Outcome.FAILED], checks=len(file.result.checks))]
    failing = any(placed.diagnostic.severity is Severity.ERROR for placed in file.of(Outcome.WARNING))
    for outcome in (Outcome.WAIVED, Outcome.WARNING, Outcome.OPEN, Outcome.SKIPPED, Outcome.PASSED):
        if counts[outcome]:
            strict = "-strict" if failing and outcome is Outcome.WARNING else ""
            said.append(words(f"gate.summary.{outcome.value}{strict}", n=counts[outcome]))
    return ", ".join(said)


def verdict_of(file: FileReport, name: str) -> str:
    """The verdict on one file that is called `name`."""
    return words(f"gate.verdict.{_key(file.verdict)}", name=name)


def verdict_of_all(report: GateReport) -> str:
    """The verdict over several files, with the counts of the files' own."""
    verdicts = [file.verdict for file in report.files]
    known = [verdict for verdict in get_args(Verdict) if verdict in verdicts]
    counts = [words(f"gate.files.{_key(verdict)}", n=verdicts.count(verdict)) for verdict in known]
    return words(f"gate.all.{report.verdict}", files=len(verdicts), counts=", ".join(counts))


def _key(verdict: str) -> str:
    return verdict.replace(" ", "-")


def title(file: FileReport) -> str:
    """Whose assessment it is: enterprise, unit, period."""
    if file.card is None:
        return file.file
    return who(file.card.enterprise, file.card.unit, file.card.period)


def extents(report: GateReport) -> list[Diagnostic]:
    """A note on each file that is about a part of the standard, for formats that have nothing but problems."""
    return [
        Diagnostic("assessed-extent", Severity.NOTE, file.extent, Location(file.file))
        for file in report.files
        if file.extent
    ]


def held_to(report: GateReport) -> str:
    """What the files are held to, and on which date."""
    key = "gate.held-strict" if report.strict else "gate.held"
    held = words(key, policy=report.policy, assurance=report.assurance, day=report.as_of.isoformat())
    return words("gate.held-against", held=held, baseline=report.baseline) if report.baseline else held
