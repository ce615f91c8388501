"""The register of evidence, shown: what does not hold first, all that is known of a piece in every format."""

from __future__ import annotations

import csv
import io
from datetime import date

from btm_cli.answers.model import Evidence
from btm_cli.evidence.register import Entry
from btm_cli.render.document.terminal import written
from btm_cli.render.files.register_page import register_brief, register_page, summary
from btm_cli.render.files.register_wire import register_data, register_rows
from btm_cli.render.wire.rows import to_csv
from support.wire import assert_written_as_described

DAY = date(2026, 11, 24)
HOLDS = Entry("charter", Evidence("Charter", date(2026, 1, 2), url="https://x.test"), "holds", (), (), None)
SOON = Entry(
    "minutes",
    Evidence("Minutes", date(2026, 1, 2), path="m.txt", valid_until=date(2026, 11, 25), owner="Secretary"),
    "expires-soon",
    (),
    tuple(f"a/process/{number}a" for number in range(2, 10)),
    1,
)
ALTERED = Entry(
    "log",
    Evidence("Log", date(2026, 1, 2), path="log.csv", sha256="0" * 64, valid_until=date(2026, 6, 30)),
    "altered",
    ("valid until 2026-06-30", "not the file that was registered"),
    ("b",),
    -147,
)
ENTRIES = (HOLDS, SOON, ALTERED)


def test_what_needs_a_hand_comes_first() -> None:
    assert written(register_page(ENTRIES, DAY), 240).splitlines() == [
        "Evidence",
        "",
        "2 of 3 pieces hold on 2026-11-24; 1 expire within 30 days, 1 do not hold, 1 unused.",
        "",
        "Altered",
        "",
        "  log: Log. log.csv, dated 2026-01-02, valid until 2026-06-30. "
        "Does not hold: valid until 2026-06-30; not the file that was registered. Backs b.",
        "",
        "Expires soon",
        "",
        "  minutes: Minutes. m.txt, dated 2026-01-02, valid until 2026-11-25 (1 day left), kept by Secretary. "
        "Backs a/process/2a, a/process/3a, a/process/4a, a/process/5a, a/process/6a, a/process/7a and 2 more.",
        "",
        "Holds",
        "",
        "  charter: Charter. https://x.test, dated 2026-01-02. Backs nothing.",
    ]
    assert summary((), DAY) == "0 of 0 pieces hold on 2026-11-24; 0 expire within 30 days, 0 do not hold, 0 unused."


def test_data_and_rows_say_the_same_of_every_piece() -> None:
    data = register_data(ENTRIES, "answers.yaml", DAY)
    assert_written_as_described("evidence", data)
    rows = list(csv.DictReader(io.StringIO(to_csv(register_rows(ENTRIES, "answers.yaml", DAY)))))
    assert (
        [row["evidence_key"] for row in rows]
        == [piece["key"] for piece in data["evidence"]]
        == ["charter", "minutes", "log"]
    )
    assert rows[1]["cited_by"].split() == data["evidence"][1]["cited_by"]
    assert rows[2] == {
        "file": "answers.yaml",
        "as_of": DAY.isoformat(),
        "evidence_key": "log",
        "evidence_status": "altered",
        "problems": "valid until 2026-06-30; not the file that was registered",
        "title": "Log",
        "path": "log.csv",
        "url": "",
        "sha256": "0" * 64,
        "dated": "2026-01-02",
        "valid_until": "2026-06-30",
        "days_left": "-147",
        "keeper": "",
        "cited_by": "b",
    }


def test_the_screen_ends_with_how_many_hold_and_what_rests_on_the_others_alone() -> None:
    """The log backs `b` and nothing else does; what the minutes back is held by the minutes."""
    log = ALTERED._replace(cited_by=("b", "a/process/2a"))  # a sentence for what is more than expired
    assert written(register_brief((HOLDS, SOON, log), DAY), 120).splitlines() == [
        "Evidence",
        "",
        "Piece    On 2026-11-24  Valid until  Backs  Kept by",
        "─────────────────────────────────────────────────────",
        "log      altered        2026-06-30       2",
        "minutes  expires soon   2026-11-25       8  Secretary",
        "charter  holds          -                0",
        "",
        "Why not  log: valid until 2026-06-30; not the file that was registered.",
        "         Titles, files, and which answers each backs: --full.",
        "Evidence 2 of 3 pieces hold on 2026-11-24; 1 expire within 30 days, 1 do not hold, 1 unused. "
        "1 answer rests on what does",
        "         not hold, and on nothing else.",
    ]


def test_the_screen_has_what_ends_soonest_and_counts_the_rest() -> None:
    """Of 25 that hold, each ending a day before the one registered before it."""
    many = tuple(
        HOLDS._replace(key=f"k{day}", evidence=HOLDS.evidence._replace(valid_until=date(2027, 1, day)))
        for day in range(25, 0, -1)
    )
    lines = written(register_brief((HOLDS, *many), DAY)).splitlines()
    assert [line.split()[0] for line in lines[4:22]] == [f"k{day}" for day in range(1, 19)]
    assert lines[22] == "And 8 more pieces."
    assert len(lines) <= 36


def test_the_screen_of_an_empty_register_says_how_to_fill_it() -> None:
    assert written(register_brief((), DAY)).splitlines() == [
        "Evidence",
        "",
        "No evidence is registered: btm evidence add registers a piece.",
    ]
