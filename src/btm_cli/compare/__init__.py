"""What changed between two assessments, and why: pure, exact, the same in both directions (`scoring.md`)."""

from btm_cli.compare.compare import compare
from btm_cli.compare.side import Side

__all__ = ["Side", "compare"]
