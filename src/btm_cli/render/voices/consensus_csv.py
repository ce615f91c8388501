"""A consensus as a table: one row an item.

In: a `Consensus` and its `Standard`. Out: CSV text; what single people said has a column for each of them, and none
where they are protected.
"""

from __future__ import annotations

import csv
import io

from btm_cli.render.voices.consensus_data import item_data
from btm_cli.render.wire.rows import field
from btm_cli.standard.model import Standard
from btm_cli.voices.consensus import Consensus


def render_consensus_csv(found: Consensus, standard: Standard) -> str:
    """Every item, in the standard's order."""
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    people = [one.name for one in found.respondents]
    rows = [item_data(item, found, standard) for item in found.items]
    names = ["reference", "scale", "consensus", "respondents", "lowest", "highest", "not_applicable", "r_wg"]
    names += ["disagreement", "standing_out"]
    writer.writerow([field(name) for name in (*names, *people)])
    for row in rows:
        row["standing_out"] = "; ".join(row["standing_out"])
        writer.writerow([field(value) for value in [*(row[name] for name in names), *map(row["said"].get, people)]])
    return output.getvalue()
