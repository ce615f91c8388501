"""The words on a workbook's first sheet.

In: the `Standard` asked about. Out: lines, each a title, a heading or text.
"""

from __future__ import annotations

from btm_cli.answers.model import NOT_APPLICABLE, UNKNOWN
from btm_cli.standard.model import Standard


def instructions(standard: Standard, filled: bool) -> list[tuple[str, str]]:
    """How to fill in a questionnaire for this standard; `filled` says that evidence is registered already."""
    ratings = ", ".join(standard.rating_scale)
    lines = [
        ("title", f"{standard.title}: questionnaire"),
        ("text", f"Edition {standard.edition} ({standard.name}). Fill in the yellow cells; everything else is locked."),
        ("heading", "1. Headline"),
        ("text", "Name the enterprise, the day the answers hold for, and who answers. The rest may stay empty."),
        ("heading", "2. One sheet for each area"),
        (
            "text",
            f"Quick: choose a level ({standard.base} to {standard.top}) in the row of a capability, or in the row of "
            "each of its cells, beside the statements of all levels.",
        ),
        ("text", f"Thorough: leave those rows empty and rate the criteria below them: {ratings}."),
        (
            "text",
            "Answer on one height only: a capability or its cells, a cell or its criteria. Empty means not answered.",
        ),
        ("text", f"What does not exist in this enterprise is {NOT_APPLICABLE}, always with a reason."),
        (
            "text",
            f"What was asked and nobody knows is {UNKNOWN}. A note may stand beside anything, open or not.",
        ),
        ("text", "To see capabilities, cells or criteria only, filter the column Kind."),
        ("heading", "3. Evidence"),
        (
            "text",
            "Give each document a short key and register it on the sheet Evidence, with its title, its date and either "
            "a path or a URL. Cite it by its key in the column Evidence; several keys are separated by commas.",
        ),
        ("heading", "4. Targets and plan"),
        (
            "text",
            "Wishes for areas, capabilities or cells: importance (1 to 5), owner, target, deadline. All optional.",
        ),
        ("heading", "Good to know"),
        (
            "text",
            "Rows are known by their reference: you may filter, sort or delete them. A deleted row changes nothing.",
        ),
        (
            "text",
            "Write values, not formulas. Dates are YYYY-MM-DD. Sheets are protected without a password, against slips.",
        ),
        ("text", "Send the workbook back; `btm import` reads it and names each cell it does not understand."),
    ]
    if filled:
        lines.append(
            ("text", "Answers that are there already come from the answers file. Change them where they are wrong.")
        )
    return lines
