"""The verdict of a gate: every check with what was expected, what was found and why.

In: built by `gate.evaluate`. Out: frozen records and the exit code. Places are key paths; `render.gate.report` makes
lines and columns of them.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from btm_cli.errors import ExitCode

if TYPE_CHECKING:
    from btm_cli.diagnostics import KeyPath
    from btm_cli.gate.policy import Waiver


class Outcome(StrEnum):
    """How one check ended. Only FAILED fails the gate, and with --strict WARNING too."""

    FAILED = "failed"
    WAIVED = "waived"
    WARNING = "warning"
    OPEN = "open"
    SKIPPED = "skipped"
    PASSED = "passed"


class Reason(NamedTuple):
    """One thing that blocks: a criterion, cell or piece of evidence, and what is the matter with it."""

    reference: str
    text: str


class Check(NamedTuple):
    """One rule held to one place.

    `rule` is a key of the policy's `require` (or `waivers`); `where` is `overall`, an area, capability, cell or
    criterion. `path` leads to the place in the answers file, None where only the policy has one, at `rule_path`.
    `limit` and `value` are the exact numbers compared, where there are any. `waiver` is set where one covers the
    failure: it is WAIVED, or FAILED if the waiver has expired.
    """

    rule: str
    where: str
    outcome: Outcome
    expected: str
    found: str
    rule_path: KeyPath
    path: KeyPath | None = None
    code: str = ""
    why: tuple[Reason, ...] = ()
    limit: Fraction | None = None
    value: Fraction | None = None
    note: str = ""
    waiver: Waiver | None = None


class GateResult(NamedTuple):
    """Every check of one answers file, in the policy's order; `as_of` is the date all of it was judged on."""

    assurance: str
    as_of: date
    checks: tuple[Check, ...]

    def of(self, outcome: Outcome) -> tuple[Check, ...]:
        """The checks that ended so."""
        return tuple(check for check in self.checks if check.outcome is outcome)

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many checks ended in which way, every way included."""
        found = Counter(check.outcome for check in self.checks)
        return {outcome: found[outcome] for outcome in Outcome}

    def passed(self, strict: bool = False) -> bool:
        """Whether the gate lets this through; with `strict` warnings are failures."""
        return not self.of(Outcome.FAILED) and not (strict and self.of(Outcome.WARNING))

    def exit_code(self, strict: bool = False) -> ExitCode:
        """OK or CHECK_FAILED (docs/exit-codes.md)."""
        return ExitCode.OK if self.passed(strict) else ExitCode.CHECK_FAILED
