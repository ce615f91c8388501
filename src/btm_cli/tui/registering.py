"""A new piece of evidence, as typed into the fields of the screen.

In: the loaded answers and the fields' texts. Out: its key and what the register says of it. Raises UsageProblem with
what is wrong with a field.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from datetime import date

from btm_cli.answers.load import LoadedAnswers
from btm_cli.diagnostics import short
from btm_cli.errors import UsageProblem
from btm_cli.files import DiskFiles

DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def new_evidence(loaded: LoadedAnswers, fields: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The key and entry of the fields key, title, place (path or URL) and date; a file that is there gets its hash."""
    key, place, day = fields["key"], fields["place"], fields["date"]
    if key in loaded.answers.evidence:
        raise UsageProblem(f"the register has a `{short(key)}` already", "choose it from the list")
    try:
        right = DAY.fullmatch(day) is not None and bool(date.fromisoformat(day))
    except ValueError:
        right = False
    if not right:
        raise UsageProblem(f"`{short(day)}` is not a date", "write YYYY-MM-DD")
    entry = {"title": fields["title"]}
    if "://" in place:
        return key, entry | {"url": place, "date": day}
    files = DiskFiles()
    root = posixpath.join(loaded.folder, loaded.answers.evidence_root)
    found = files.resolve_inside(root, place)
    if found is None:
        raise UsageProblem("the path leads out of the evidence root", "name a file below it, or a URL")
    if not files.exists(found):
        raise UsageProblem(f"there is no file {place}", f"paths start at {root}")
    return key, entry | {"path": place, "sha256": files.sha256(found), "date": day}
