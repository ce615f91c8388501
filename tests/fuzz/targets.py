"""What is fed with damaged files, and what must hold whatever is in them.

In: a folder to work in. Out: `Target`s: whole files to begin with, the damage, and a check that raises AssertionError
where a file makes btm fail, or say two things.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from fuzz import mutators

from btm_cli.answers.edit import REMOVE, Change, EditRefused, edit
from btm_cli.diagnostics import has_errors
from btm_cli.errors import InvalidFiles
from btm_cli.intake.checking import check_file
from btm_cli.intake.opened import Standards, assess_file
from btm_cli.source import Document, parse
from btm_cli.source.outline import comments
from support import everywhere
from support.run import ROOT, in_process

MERIDIAN = ROOT / "examples" / "meridian-insurance"
HARBOR = ROOT / "examples" / "harbor-foods"
Damage = Callable[[bytes, Random], bytes]


class Target(NamedTuple):
    """`share` of all inputs go to it; `check` takes the damaged content and chance."""

    name: str
    share: int
    whole: list[bytes]
    damage: list[Damage]
    check: Callable[[bytes, Random], None]


def targets(folder: Path) -> list[Target]:
    """All of them, working in `folder`."""
    everywhere.write(folder, "a text")
    files = [path.read_bytes() for path in (MERIDIAN / "2026-Q1.yaml", HARBOR / "answers.yaml", folder / "new.yaml")]
    policies = [(MERIDIAN / "policy.yaml").read_bytes(), (folder / "policy.yaml").read_bytes()]
    yamls = [mutators.text, mutators.structure]
    return [
        Target("source", 40, [*files, *policies], [mutators.text], alike),
        Target("edit", 20, [each[:3000].rpartition(b"\n")[0] + b"\n" for each in files], [mutators.text], edited),
        Target("answers", 14, files, yamls, lambda raw, _: assessed(folder, raw)),
        Target("policy", 10, policies, yamls, lambda raw, _: checked(folder / "p.yaml", raw)),
        Target(
            "standard", 6, [(folder / "tiny" / "standard.yaml").read_bytes()], yamls, lambda raw, _: read(folder, raw)
        ),
        *(_given(folder, *each) for each in GIVEN),
    ]


ANEW = ("--output", "imported.yaml", "--force")
"""Each time: where a file is there already, the questionnaire is not even read."""
GIVEN: tuple[tuple[str, int, str, tuple[str, ...], tuple[str, ...], Damage], ...] = (
    ("csv", 3, "q.csv", ("export", "new.yaml", "-o"), ("import", "q.csv", *ANEW), mutators.text),
    ("xlsx", 2, "q.xlsx", ("export", "new.yaml", "-o"), ("import", "q.xlsx", *ANEW), mutators.zip_parts),
    ("card", 2, "c.json", ("assess", "old.yaml", "-o"), ("diff", "c.json", "new.yaml"), mutators.of_json),
    ("plan", 1, "p.json", ("plan", "new.yaml", "-o"), ("plan", "new.yaml", "--against", "p.json"), mutators.of_json),
    (
        "statement",
        2,
        "s.json",
        ("attest", "new.yaml", "-o"),
        ("attest", "new.yaml", "--verify", "s.json"),
        mutators.of_json,
    ),
)
"""Files that btm writes and reads again: name, share, file, what writes it, what reads it, the damage."""


def _given(
    folder: Path, name: str, share: int, file: str, made: tuple[str, ...], read: tuple[str, ...], how: Damage
) -> Target:
    ran = in_process(*made, file, cwd=folder)
    assert ran.code == 0, ran.complaint

    def check(raw: bytes, chance: Random) -> None:
        (folder / file).write_bytes(raw)
        refused = in_process(*read, cwd=folder, BTM_TRACEBACK="")
        assert refused.code in (0, 1, 2, 3, 4), refused.complaint

    return Target(name, share, [(folder / file).read_bytes()], [how], check)


def alike(raw: bytes, chance: Random) -> None:
    """Both parsers give the same data, the same places and the same report."""
    native, found = parse(raw, "f")
    pure, also = parse(raw, "f", pure=True)
    assert found == also
    assert seen(native) == seen(pure)


def seen(document: Document | None) -> Any:
    """All there is to a document: values with their kinds and places."""
    return None if document is None else [*_seen(document, document.data, ())]


def _seen(document: Document, value: Any, path: tuple[Any, ...]) -> Any:
    yield path, type(value), None if isinstance(value, dict | list) else value, document.locate(path)
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from _seen(document, part, (*path, key))


def edited(raw: bytes, chance: Random) -> None:
    """A change gives what was meant and loses no comment, or nothing is changed."""
    document, problems = parse(raw, "f")
    if document is None or problems or not isinstance(document.data, dict):
        return
    before = raw.decode("utf-8")
    names, here = [], document.data
    while isinstance(here, dict) and here and chance.random() < 0.8:
        names.append(chance.choice(list(here)))
        here = here[names[-1]]
    if not names:
        return
    value = chance.choice([REMOVE, "fully", 3, {"level": 2}, ["a"], "# x: y"])
    try:
        after = edit(before, [Change(tuple(names), value)])
    except EditRefused:
        return
    changed, problems = parse(after.encode("utf-8"), "f")
    assert changed is not None
    assert not problems
    there: Any = changed.data
    for name in names:
        there = there.get(name) if isinstance(there, dict) else None
    assert there == (None if value is REMOVE else value)
    kept = [after[start:end].strip() for start, end in comments(after)]
    for start, end in comments(before):
        remark = before[start:end].strip()
        assert remark in kept or remark.endswith(":"), remark


SHIPPED = Standards()


def checked(path: Path, raw: bytes) -> list[Any]:
    """Problems have places in the file."""
    path.write_bytes(raw)
    problems = check_file(str(path), SHIPPED, None)
    assert all(problem.location.line >= 1 and problem.location.column >= 1 for problem in problems)
    assert all(problem.message.strip() and "\n" not in problem.message for problem in problems)
    return problems


def assessed(folder: Path, raw: bytes) -> None:
    """A file without errors is scored, one with errors is refused."""
    path = folder / "a.yaml"
    problems = checked(path, raw)
    try:
        assess_file(str(path), SHIPPED)
        refused = False
    except InvalidFiles:
        refused = True
    assert refused == has_errors(problems)


def read(folder: Path, raw: bytes) -> None:
    """A standard is read or refused."""
    (folder / "tiny" / "standard.yaml").write_bytes(raw)
    check_file(str(folder / "tiny"), SHIPPED, None)
