"""The scoring engine: pure, exact, the same for every standard in the format (`scoring.md`)."""

from btm_cli.scoring.assessment import DEFAULT_IMPORTANCE, Measured, assess, measure

__all__ = ["DEFAULT_IMPORTANCE", "Measured", "assess", "measure"]
