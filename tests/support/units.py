"""Answers files of many small units, good and bad, on disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

CAPABILITIES = (
    "strategic-and-tactical-governance",
    "compliance-and-risk-management",
    "approval-and-prioritization",
    "asset-rationalization",
)
BAD = {
    "corrupt": b"standard: btm 1.0\nenterprise: [\xff\xfe\n",
    "empty": b"",
    "torn": b"standard: btm 1.0\nenterprise: Acme\nassessed_on: 2026-11-",
    "another-format": b'{"schema": "btm-scorecard/1"}',
    "misspelt": b"standard: btm 1.0\nenterprise: Acme\nassessed_on: 2026-11-20\nanswers:\n  asset-rationalisation: 2\n",
}
"""Each of them is wrong in a way of its own; `huge` is added by `write_units`."""


def answers_text(number: int, *, weight: int | None = 1, period: str = "2026-Q4") -> str:
    """A file of a few lines; levels differ from unit to unit."""
    unit = f"{{name: Unit {number}, weight: {weight}}}" if weight is not None else f"Unit {number}"
    levels = "".join(f"  {name}: {1 + (number + place) % 4}\n" for place, name in enumerate(CAPABILITIES))
    head = f"standard: btm 1.0\nenterprise: Acme\nunit: {unit}\nperiod: {period}\nassessed_on: 2026-11-20\n"
    return f"{head}answers:\n{levels}"


def write_units(folder: Path, count: int, *, bad: bool = False) -> list[Path]:
    """`count` good files in sub-folders, and with `bad` one of each bad kind, a huge one and a copy among them."""
    written = list(_good(folder, range(count)))
    if bad:
        for name, content in BAD.items():
            (folder / f"{name}.yaml").write_bytes(content)
        with (folder / "huge.yaml").open("wb") as huge:
            huge.truncate(11 * 1024 * 1024)
        (folder / "copy.yaml").write_bytes(written[0].read_bytes())
    return written


def _good(folder: Path, numbers: range) -> Iterator[Path]:
    for number in numbers:
        path = folder / f"division-{number % 7}" / f"unit-{number:05}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(answers_text(number), "utf-8")
        yield path
