from __future__ import annotations

from fractions import Fraction
from typing import Any

from btm_cli.answers.model import Claimed, Evidence, NotApplicable, Rated, Target
from btm_cli.evidence import EvidenceProblem
from btm_cli.scoring import assess
from btm_cli.scoring.findings import MANY_CELLS
from btm_cli.scoring.scorecard import Finding
from btm_cli.standard.model import Standard
from support import build

FULL = {"process": build.full_cell(), "people": build.full_cell()}


def findings(standard: Standard, cells: dict[str, Any], code: str = "", **changes: Any) -> list[Finding]:
    """All findings, or those with `code`."""
    changes.setdefault("target", Target(level=2))
    found = assess(standard, build.answers(cells, **changes), frozenset(), build.DAY).findings
    return [finding for finding in found if code in ("", finding.code)]


def test_out_of_order_names_the_cell_and_its_criteria() -> None:
    standard = build.standard({"north": [build.capability("alpha-one", FULL)]})
    (found,) = findings(standard, {"alpha-one/process": build.ratings("2a:f 2b:n 3a:f 4a:f 4b:l")}, "out-of-order")
    assert (found.severity, found.reference) == ("warning", "alpha-one/process")
    assert found.message == (
        "Process of Alpha One is practised above its foundation: "
        "nothing is added by 3a, 4a, 4b until level 2 is achieved."
    )


def test_imbalance_starts_at_the_limit() -> None:
    standard = build.standard({"north": [build.capability("alpha", FULL)]}, imbalance_at=Fraction(2))
    assert findings(standard, {"alpha/process": Claimed(3), "alpha/people": Claimed(2)}, "imbalance") == []
    (found,) = findings(standard, {"alpha/process": Claimed(4), "alpha/people": Claimed(2)}, "imbalance")
    assert found.reference == "alpha"
    assert "Process at 4.00 and People at 2.00 are 2.00 apart" in found.message


def test_a_target_that_needs_more_of_a_prerequisite_than_its_own_target() -> None:
    beta = build.capability("beta", FULL, requires=[("alpha", 4, 3)])
    standard = build.standard({"north": [build.capability("alpha", FULL), beta]})
    two = {f"{name}/{side}": Claimed(2) for name in ("alpha", "beta") for side in FULL}
    aims = Target(level=2, levels={"beta": 4})
    (found,) = findings(standard, two, "implied-target", target=aims)
    assert found.reference == "beta"
    assert found.message == ("The target of Beta, level 4, needs Alpha at level 3, but its own target is only level 2.")
    assert findings(standard, two, "implied-target", target=Target(level=3)) == []  # level 4 is not aimed at
    enough = Target(level=2, levels={"beta": 4, "alpha": 3})
    assert findings(standard, two, "implied-target", target=enough) == []
    there = two | {"alpha/process": Claimed(3), "alpha/people": Claimed(3)}
    assert findings(standard, there, "implied-target", target=aims) == []  # nothing left to raise


def test_levels_without_criteria_are_named_once_a_capability() -> None:
    standard = build.standard({"north": [build.capability("alpha", written=False)]})
    claimed = {"alpha/process": Claimed(2), "alpha/people": Claimed(3)}
    (found,) = findings(standard, claimed, "criteria-not-written", target=Target(level=4))
    assert (found.severity, found.reference) == ("note", "alpha")
    assert "Process level 3, People level 4" in found.message
    assert findings(standard, claimed, "criteria-not-written", target=Target(level=2)) == []


def test_evidence_cited_by_very_many_cells() -> None:
    names = [f"cap-{number}" for number in range(MANY_CELLS + 1)]
    standard = build.standard({"north": [build.capability(name, FULL) for name in names]})
    cells: dict[str, Any] = {f"{name}/process": Claimed(2, ("charter",)) for name in names[1:]}
    assert findings(standard, cells, "overcited-evidence") == []
    cells["cap-0/process"] = {"2a": Rated("fully", ("charter",)), "2b": Rated("fully", ("charter", "minutes"))}
    register = {"charter": Evidence("Board charter", build.DAY, url="https://example.org")}
    (found,) = findings(standard, cells, "overcited-evidence", evidence=register)
    assert found.reference == "charter"
    assert found.message.startswith('"Board charter" (charter) is cited by 13 cells')


def test_evidence_problems_become_findings_by_key() -> None:
    problems = [
        EvidenceProblem("evidence-missing", "gone", "minutes"),
        EvidenceProblem("evidence-expired", "old", "charter"),
    ]
    card = assess(build.one_cell(build.full_cell()), build.answers(), frozenset(), build.DAY, problems)
    assert card.findings == (
        Finding("evidence-expired", "warning", "old", "charter"),
        Finding("evidence-missing", "warning", "gone", "minutes"),
    )


def test_findings_follow_the_standard_s_order() -> None:
    standard = build.standard({"south": [build.capability("zulu", FULL)], "north": [build.capability("alpha", FULL)]})
    askew = {"process": build.ratings("3a:f"), "people": Claimed(4)}
    cells = {f"{name}/{side}": said for name in ("alpha", "zulu") for side, said in askew.items()}
    assert [(found.code, found.reference) for found in findings(standard, cells)] == [
        ("imbalance", "zulu"),
        ("out-of-order", "zulu/process"),
        ("imbalance", "alpha"),
        ("out-of-order", "alpha/process"),
    ]


def test_the_highest_target_counts_for_what_is_needed_and_the_lowest_for_what_is_reached() -> None:
    beta = build.capability("beta", FULL, requires=[("alpha", 4, 3)])
    standard = build.standard({"north": [build.capability("alpha", FULL), beta]})
    two = {f"{name}/{side}": Claimed(2) for name in ("alpha", "beta") for side in FULL}

    def implied(standard: Standard = standard, cells: dict[str, Any] = two, **levels: int) -> list[str]:
        target = Target(level=2, levels={name.replace("_", "/"): level for name, level in levels.items()})
        return [found.message for found in findings(standard, cells, "implied-target", target=target)]

    said = "The target of Beta, level 4, needs Alpha at level 3, but its own target is only level 2."
    assert implied(beta_people=4) == [said]
    assert implied(beta_people=4, alpha_process=4) == [said]  # people of alpha stay at 2
    # by means alpha comes to 3, which is enough
    assert implied(standard._replace(capability_level="mean"), beta_people=4, alpha_process=4) == []
    # a cell that is n/a has no target to reach
    without = two | {"alpha/people": NotApplicable("none")}
    assert implied(cells=without, beta_people=4, alpha_process=3) == []
    assert implied(cells=two | {"beta/people": NotApplicable("none")}, beta_people=4) == []


def test_imbalance_is_between_the_scores_and_leaves_out_what_has_none() -> None:
    """Highest and lowest by number, not by name, whichever of three dimensions is not assessed."""
    cells = dict.fromkeys(("process", "people", "technology"), build.full_cell())
    standard = build.standard({"north": [build.capability("alpha", cells)]}, dimensions=tuple(cells))
    (found,) = findings(standard, {"alpha/process": Claimed(2), "alpha/people": Claimed(4)}, "imbalance")
    assert "People at 4.00 and Process at 2.00 are 2.00 apart" in found.message
    (found,) = findings(standard, {"alpha/people": Claimed(5), "alpha/technology": Claimed(1)}, "imbalance")
    assert "People at 5.00 and Technology at 1.00 are 4.00 apart" in found.message
