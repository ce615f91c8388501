"""The faults that are made, and that the list of survivors speaks of the code as it is."""

from __future__ import annotations

from pathlib import Path

from mutation.mutants import mutants

from support.run import ROOT

PACKAGE = ROOT / "src" / "btm_cli"
SOURCE = '''
def f(a: int, b: int = 1) -> int:
    """A docstring, which is 1."""
    if a < 2 and not b:
        raise ValueError(1)
    return min(a + 1, b, *zip([], [], strict=True))
'''


def test_every_kind_of_fault_is_made_once(tmp_path: Path) -> None:
    path = tmp_path / "m.py"
    path.write_text(SOURCE, "utf-8")
    made = {each.name.removeprefix("m.py f: "): each.code for each in mutants(path, tmp_path)}
    assert list(made) == [
        "a < 2 and (not b) -> not (a < 2 and (not b))",
        "a < 2 and (not b) -> a < 2 or not b",
        "a < 2 -> a <= 2",
        "2 -> 3",
        "not b -> b",
        "min(a + 1, b, *zip([], [], strict=True)) -> max(a + 1, b, *zip([], [], strict=True))",
        "a + 1 -> a - 1",
        "1 -> 2",
    ]
    scope: dict[str, object] = {}
    exec(compile(SOURCE, "m.py", "exec"), scope)
    f = scope["f"]
    assert f(5, 9) == 6  # type: ignore[operator]  # it is the function above
    f.__code__ = made["a + 1 -> a - 1"]  # type: ignore[attr-defined]  # as above
    assert f(5, 9) == 4  # type: ignore[operator]  # as above


def test_what_is_listed_is_a_fault_that_can_still_be_made() -> None:
    lines = (ROOT / "tests" / "mutation" / "survivors.txt").read_text("utf-8").splitlines()
    listed = dict(line.rsplit(" | ", 1) for line in lines if not line.startswith("#"))
    files = {PACKAGE / name.partition(" ")[0] for name in listed}
    assert {each.name for file in files for each in mutants(file, PACKAGE, listed)} == set(listed)
    assert all(why.startswith(("equivalent", "missing: ")) for why in listed.values())
