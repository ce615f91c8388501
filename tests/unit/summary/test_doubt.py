"""What leaving out without approval does to the score, worked out by hand and by a file that says `not` instead."""

from __future__ import annotations

from fractions import Fraction as F
from pathlib import Path
from typing import Any

from btm_cli.answers.model import Claimed, NotApplicable
from btm_cli.intake.opened import Standards, assess_file
from btm_cli.intake.summing_up import summary_of
from btm_cli.scoring import assess
from btm_cli.summary.doubt import left_out
from btm_cli.summary.given import Given
from support import build

ALONE = NotApplicable("no such thing")
AGREED = NotApplicable("no such thing", approved_by="Audit")
STANDARD = build.standard(
    {"north": [build.capability("alpha", {"process": build.cell("2a", "3a", "3b"), "people": build.cell("2a")})]}
)


def effect(cells: dict[str, Any], **more: Any) -> tuple[tuple[str, ...], F] | None:
    """What is left out without approval, and the score that it would make."""
    answers = build.answers(cells, **more)
    found = list(left_out(Given(assess(STANDARD, answers, frozenset(), build.DAY), STANDARD, answers, frozenset())))
    return (found[0].values["which"], found[0].values["score"]) if found else None  # type: ignore[return-value]  # an entry holds values of any kind


def test_a_claim_counts_as_not_met_and_a_cell_as_at_the_lowest_level() -> None:
    met = build.ratings("2a:f 3a:f 3b:f")
    # With 3b left out the cell is at 3 by 3a; with 3b not met half of level 3 is achieved: 2.5.
    assert effect({"alpha/process": {**met, "3b": ALONE}}) == (("alpha/process/3b",), F(5, 2))
    # The other cell at 1 beside one at 3.
    assert effect({"alpha/process": Claimed(3), "alpha/people": ALONE}) == (("alpha/people",), F(2))
    # Both: 2.5 and 1.
    both = effect({"alpha/process": {**met, "3b": ALONE}, "alpha/people": ALONE})
    assert both == (("alpha/process/3b", "alpha/people"), F(7, 4))


def test_what_is_approved_stays_left_out() -> None:
    met = build.ratings("2a:f 3a:f 3b:f")
    assert effect({"alpha/process": {**met, "3b": AGREED}, "alpha/people": AGREED}) is None
    assert effect({"alpha/process": {**met, "3b": ALONE}, "alpha/people": AGREED}) == (("alpha/process/3b",), F(5, 2))


def test_a_whole_capability_without_approval_is_at_the_lowest_level() -> None:
    written = {"process": build.cell("2a", "3a"), "people": build.cell("2a")}
    standard = build.standard({"north": [build.capability("alpha", written), build.capability("beta", written)]})
    cells = {("alpha", "process"): Claimed(3), ("beta", "process"): ALONE, ("beta", "people"): ALONE}
    answers = build.answers()._replace(cells=cells, capability_not_applicable={"beta": ALONE})
    card = assess(standard, answers, frozenset(), build.DAY)
    [entry] = left_out(Given(card, standard, answers, frozenset()))
    assert entry.values == {"n": 1, "which": ("beta",), "score": F(2)}  # 3 and 1


def test_the_example_with_its_two_claims_rated_not(root: Path, tmp_path: Path) -> None:
    folder = root / "examples" / "meridian-insurance"
    today = assess_file(str(folder / "2026-Q4.yaml"), Standards())
    [entry] = [each for each in summary_of(today) if each.id == "unknown.unapproved"]
    place = "consolidation-and-standardization/process"
    assert entry.values["which"] == (f"{place}/2b", f"{place}/3b")
    lines = (folder / "2026-Q4.yaml").read_text("utf-8").splitlines()
    start = next(
        n for n, line in enumerate(lines) if line.startswith("  consolidation-and-standardization:") and n > 60
    )
    for name in ("2b:", "3b:"):
        number = next(n for n in range(start, len(lines)) if lines[n].strip().startswith(name))
        assert "n/a" in lines[number]
        lines[number] = f"{lines[number].partition(':')[0]}: not"
    changed = tmp_path / "2026-Q4.yaml"
    changed.write_text("\n".join(lines), "utf-8")
    assert assess_file(str(changed), Standards()).card.overall.numbers.score == entry.values["score"]
