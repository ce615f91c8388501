"""The audit gate: is an assessment good enough for a policy? Pure: records in, a verdict with its exit code out."""

from btm_cli.gate.evaluate import evaluate
from btm_cli.gate.result import Check, GateResult, Outcome, Reason

__all__ = ["Check", "GateResult", "Outcome", "Reason", "evaluate"]
