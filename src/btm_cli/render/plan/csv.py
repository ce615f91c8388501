"""A roadmap as a table: one row a criterion to meet, ready for a planning tool.

In: the data of a plan (`plan_data`). Out: CSV text; text is made harmless for spreadsheets as in the scorecard's CSV.
"""

from __future__ import annotations

import csv
import io
from typing import Any

from btm_cli.render.wire.rows import field

COLUMNS = (
    "iteration",
    "start",
    "end",
    "capability",
    "dimension",
    "from_level",
    "to_level",
    "step_effort",
    "owner",
    "pinned",
    "criterion",
    "claim",
    "evidence",
    "unlocks",
)


def render_plan_csv(data: dict[str, Any]) -> str:
    """Every criterion of every step, in the order of the plan."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(COLUMNS)
    for iteration in data["iterations"]:
        for step in iteration["steps"]:
            for criterion in step["criteria"]:
                row = (
                    iteration["number"],
                    iteration["start"],
                    iteration["end"],
                    step["capability"],
                    step["dimension"],
                    step["from_level"],
                    step["to_level"],
                    step["effort"],
                    step["owner"],
                    "yes" if step["pinned"] else "no",
                    criterion["reference"],
                    criterion["claim"],
                    "; ".join(criterion["evidence"]),
                    "; ".join(f"{each['capability']} {each['level']}" for each in step["unlocks"]),
                )
                writer.writerow([field(value) for value in row])
    return output.getvalue()
