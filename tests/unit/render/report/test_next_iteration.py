"""The plan as a picture: a bar from where a capability's work begins to where it is shown."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from btm_cli.planning.model import Settings
from btm_cli.planning.roadmap import Roadmap
from btm_cli.planning.roadmap_steps import RoadmapStep
from btm_cli.render.report.next_iteration import gantt
from support import render_fixtures as fixtures

STANDARD = fixtures.make_standard()
FIRST, SECOND = (capability.id for capability in list(STANDARD.ordered_capabilities())[:2])


class Each(tuple[int, date]):
    """An iteration, as far as the picture needs it."""

    number = property(lambda self: self[0])
    end = property(lambda self: self[1])


class Plan:
    """A roadmap, as far as the picture needs it."""

    def __init__(self, count: int, *steps: tuple[str, int, int]) -> None:
        self.later: tuple[RoadmapStep, ...] = ()
        self.iterations = [Each((number, date(2027, number, 1))) for number in range(1, count + 1)]
        self.settings = cast(Settings, None)
        self.steps = [self._step(*each) for each in steps]

    @staticmethod
    def _step(capability: str, begun: int, shown: int) -> RoadmapStep:
        values: dict[str, Any] = dict.fromkeys(RoadmapStep._fields)
        return RoadmapStep(**values | {"capability": capability, "begun_in": begun, "shown_in": shown})


def pieces(count: int, *steps: tuple[str, int, int]) -> list[list[tuple[str, str]]]:
    table = gantt(cast(Roadmap, Plan(count, *steps)), STANDARD)
    return [[(cell.run, cell.text) for cell in cells[1:]] for cells, _ in table.squares()]


def test_a_bar_runs_from_begun_to_shown() -> None:
    assert pieces(4, (FIRST, 1, 3), (SECOND, 2, 2)) == [
        [("begins", "1 begins"), ("goes-on", "under way"), ("ends", "1 ends"), ("", "")],
        [("", ""), ("whole", "1 begins, 1 ends"), ("", ""), ("", "")],
    ]


def test_what_is_shown_after_the_plan_runs_on() -> None:
    assert pieces(2, (FIRST, 2, 3)) == [[("", ""), ("begins", "1 begins")]]


def test_steps_of_one_capability_share_a_row() -> None:
    assert pieces(2, (FIRST, 1, 1), (FIRST, 1, 2)) == [[("begins", "2 begin, 1 ends"), ("ends", "1 ends")]]


def test_a_long_plan_has_several_iterations_in_a_column() -> None:
    table = gantt(cast(Roadmap, Plan(6, (FIRST, 1, 1), (FIRST, 5, 6))), STANDARD)
    assert [column.name for column in table.named()[1:]] == [
        "1 to 2: to 1 February 2027",
        "3 to 4: to 1 April 2027",
        "5 to 6: to 1 June 2027",
    ]
    assert [[cell.text for cell in cells[1:]] for cells, _ in table.squares()] == [
        ["1 begins, 1 ends", "", "1 begins, 1 ends"]
    ]


def test_what_is_done_after_the_plan_is_said_below_it() -> None:
    plan = Plan(2, (FIRST, 1, 1), (SECOND, 2, 3))
    plan.later = (plan.steps[1]._replace(due=date(2027, 3, 1)),)
    assert gantt(cast(Roadmap, plan), STANDARD).caption.endswith("One is done after the plan, by 1 March 2027.")
