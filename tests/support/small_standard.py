"""A small standard as the files it is made of, to be changed and broken by tests."""

from __future__ import annotations

from pathlib import Path

FRAME = """\
id: tiny
edition: "1"
title: Tiny Standard
levels:
  - {level: 1, name: One, meaning: First.}
  - {level: 2, name: Two, meaning: Second.}
  - {level: 3, name: Three, meaning: Third.}
dimensions:
  - {id: process, name: Process, aliases: [way], meaning: What is done.}
  - {id: people, name: People, weight: 2, meaning: Who does it.}
areas:
  - {id: north, name: North, capabilities: [alpha, beta]}
  - {id: south, name: South, capabilities: [gamma]}
rating_scale: {no: 0, half: 1/2, yes: 1}
every_at_least: half
states:
  - {id: calm, name: Calm, from: 1, floor: 1, meaning: Quiet.}
  - {id: lively, name: Lively, from: "2.5", floor: 2, target_level: 3, meaning: Not quiet.}
"""

ALPHA = """\
id: alpha
name: Alpha
purpose: To be first.
aliases: [first]
requires:
  - {capability: beta, for: 3, needs: 2, why: Beta feeds alpha., basis: derived}
dimensions:
  process:
    1: {statement: Nobody knows.}
    2:
      statement: Some know.
      criteria:
        a: {claim: A list of those who know is kept., evidence: [the list], effort: 2}
        b: {claim: The list is dated., weight: "0.5"}
    3: {statement: All know., criteria: {a: {claim: Nobody is missing from the list., effort: "1.5"}}}
  people:
    2: {statement: One knows., criteria: {a: {claim: One person answers for the list.}}}
"""

BETA = """\
id: beta
name: Beta
purpose: To be second.
weight: 1/3
dimensions:
  process:
    2: {statement: It is tried., criteria: {a: {claim: One trial is on record.}}}
"""

GAMMA = """\
id: gamma
name: Gamma
purpose: To be third.
"""

FILES = {
    "standard.yaml": FRAME,
    "north/alpha.yaml": ALPHA,
    "north/beta.yaml": BETA,
    "south/gamma.yaml": GAMMA,
}


def write_standard(folder: Path, files: dict[str, str] = FILES) -> str:
    """Write the files below `folder`; out: the folder as the loaders take it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder.as_posix()


def changed(name: str, old: str, new: str, files: dict[str, str] = FILES) -> dict[str, str]:
    """The files with `old`, which stands in `name` once, replaced."""
    assert files[name].count(old) == 1, f"{old!r} is not once in {name}"
    return files | {name: files[name].replace(old, new)}
