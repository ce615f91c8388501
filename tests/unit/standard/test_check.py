"""What is wrong across a standard's files, each with its exact place, counted in the text of small_standard.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from btm_cli.standard.load import load_standard
from support.small_standard import FILES, FRAME, changed, write_standard

S, A, B, G = "standard.yaml", "north/alpha.yaml", "north/beta.yaml", "south/gamma.yaml"


def problems_of(folder: Path, files: dict[str, str]) -> list[str]:
    standard, problems = load_standard(write_standard(folder, files))
    assert standard is None
    return [
        f"{Path(found.location.file).relative_to(folder).as_posix()}:{found.location.line}:{found.location.column} "
        f"{found.code}: {found.message}"
        for found in problems
    ]


def without(name: str) -> dict[str, str]:
    return {each: text for each, text in FILES.items() if each != name}


CASES = {
    "capability listed twice": (
        changed(S, "[gamma]", "[gamma, alpha]"),
        ["standard.yaml:13:52 duplicate-id: `alpha` is used twice"],
    ),
    "capability called like an area": (
        changed(S, "id: south", "id: beta"),
        ["standard.yaml:13:10 duplicate-id: `beta` is used twice"],
    ),
    "dimension twice": (
        changed(S, "id: people", "id: process"),
        [
            "north/alpha.yaml:16:3 unknown-dimension: unknown dimension `people`",
            "standard.yaml:10:10 duplicate-id: `process` is used twice",
        ],
    ),
    "state twice": (
        changed(S, "id: lively", "id: calm"),
        ["standard.yaml:18:10 duplicate-id: `calm` is used twice"],
    ),
    "two files of one capability": (
        FILES | {"south/beta.yaml": FILES[B]},
        ["south/beta.yaml:1:5 duplicate-id: capability `beta` is also in FOLDER/north/beta.yaml"],
    ),
    "reserved state": (
        changed(S, "id: calm", "id: overall"),
        ["standard.yaml:17:10 reserved-id: `overall` is reserved"],
    ),
    "reserved dimension": (
        changed(S, "id: people", "id: level"),
        [
            "north/alpha.yaml:16:3 unknown-dimension: unknown dimension `people`",
            "standard.yaml:10:10 reserved-id: `level` is reserved",
        ],
    ),
    "a file is missing": (
        without(G),
        ["standard.yaml:13:45 unknown-capability: capability `gamma` has no file"],
    ),
    "a file that no area lists": (
        changed(S, "[alpha, beta]", "[alpha]"),
        ["north/beta.yaml:1:5 unknown-capability: no area lists the capability `beta`"],
    ),
    "a broken file is not missing too": (
        changed(G, "purpose: To be third.", "purpose:"),
        ["south/gamma.yaml:3:1 wrong-type: `purpose` must be text, not nothing"],
    ),
    "an unreadable file is not missing too": (
        changed(G, "name: Gamma", "name: [Gamma"),
        ["south/gamma.yaml:3:8 yaml-syntax: "],
    ),
    "one file broken, another missing": (
        changed(B, "name: Beta", "name: 2", without(G)),
        [
            "north/beta.yaml:2:7 wrong-type: `name` must be text, not the number 2",
            "standard.yaml:13:45 unknown-capability: capability `gamma` has no file",
        ],
    ),
    "scale does not ascend": (
        changed(S, "half: 1/2, yes: 1", "yes: 1, half: 1/2"),
        ["standard.yaml:14:15 wrong-order: the rating scale must ascend from 0 to 1"],
    ),
    "scale does not reach 1": (
        changed(S, "yes: 1}", 'yes: "0.9"}'),
        ["standard.yaml:14:15 wrong-order: the rating scale must ascend from 0 to 1"],
    ),
    "levels with a gap": (
        changed(S, "level: 2", "level: 4"),
        [
            "standard.yaml:6:5 wrong-order: level 4 does not follow level 1",
            "standard.yaml:7:5 wrong-order: level 3 does not follow level 4",
        ],
    ),
    "one level": (
        changed(S, "  - {level: 2, name: Two, meaning: Second.}\n  - {level: 3, name: Three, meaning: Third.}\n", ""),
        ["standard.yaml:5:3 wrong-value: `levels` needs at least 2 entries"],
    ),
    "states out of order": (
        changed(S, 'from: "2.5"', "from: 1"),
        ["standard.yaml:18:38 wrong-order: state `lively` must begin above the one before it"],
    ),
    "levels of a state": (
        changed(S, "floor: 2, target_level: 3", "floor: 0, target_level: 4"),
        [
            "standard.yaml:18:52 level-out-of-range: level 0 is not in 1..3",
            "standard.yaml:18:52 wrong-order: the floor of state `lively` must not be below that of the one before it",
            "standard.yaml:18:69 level-out-of-range: level 4 is not in 1..3",
        ],
    ),
    "every_at_least is no rating": (
        changed(S, "every_at_least: half", "every_at_least: haf"),
        ["standard.yaml:15:17 unknown-rating: `haf` is not a rating"],
    ),
    "nothing can be achieved": (
        FILES | {S: FRAME + "achieved_above: 1\n"},
        ["standard.yaml:19:17 wrong-value: `achieved_above` must be at least 0 and below 1"],
    ),
    "a weight of nothing": (
        changed(S, "weight: 2", "weight: 0"),
        ["standard.yaml:10:40 wrong-value: the number 0 must be more than 0"],
    ),
    "a rule nobody knows": (
        FILES | {S: FRAME + "level_rule: stagged\n"},
        ["standard.yaml:19:13 wrong-value: `level_rule` must be one of staged, cumulative, not the text 'stagged'"],
    ),
    "criteria at the base": (
        changed(A, "1: {statement: Nobody knows.}", "1: {statement: Nobody., criteria: {a: {claim: One knows.}}}"),
        ["north/alpha.yaml:9:39 criteria-at-base: level 1 is the base and has no criteria"],
    ),
    "a level above the top": (
        changed(B, "    2:", "    4:"),
        ["north/beta.yaml:7:5 level-out-of-range: level 4 is not in 1..3"],
    ),
    "a level that is a word": (
        changed(B, "    2:", "    two:"),
        ["north/beta.yaml:7:5 wrong-value: the text 'two' is not a level"],
    ),
    "a criterion without a small letter": (
        changed(B, "criteria: {a:", "criteria: {A:"),
        ["north/beta.yaml:7:45 wrong-value: the text 'A' is not a criterion's letter"],
    ),
    "a field's name in Python is no key": (
        changed(A, "for: 3", "for_level: 3"),
        [
            "north/alpha.yaml:6:5 missing-key: `for` is missing",
            "north/alpha.yaml:6:24 unknown-key: unknown key `for_level`",
        ],
    ),
    "requires something unknown": (
        changed(A, "capability: beta", "capability: betta"),
        ["north/alpha.yaml:6:18 unknown-capability: unknown capability `betta`"],
    ),
    "requires the base, for more than the top": (
        changed(A, "for: 3, needs: 2", "for: 4, needs: 1"),
        [
            "north/alpha.yaml:6:29 level-out-of-range: level 4 is not in 2..3",
            "north/alpha.yaml:6:39 level-out-of-range: level 1 is not in 2..3",
        ],
    ),
    "requires in a circle": (
        # alpha 3 needs beta 2, which needs alpha 3
        changed(B, "weight: 1/3", "requires: [{capability: alpha, for: 2, needs: 3, why: x, basis: source}]"),
        [
            "north/alpha.yaml:6:3 requires-cycle: `requires` runs in a circle: "
            "alpha level 3 needs beta level 2 needs alpha level 3"
        ],
    ),
    "a circle over the levels between": (
        # alpha 2 needs beta 3, which goes through beta 2, which needs alpha 2
        changed(
            A,
            "for: 3, needs: 2",
            "for: 2, needs: 3",
            changed(B, "weight: 1/3", "requires: [{capability: alpha, for: 2, needs: 2, why: x, basis: source}]"),
        ),
        [
            "north/alpha.yaml:6:3 requires-cycle: `requires` runs in a circle: "
            "alpha level 2 needs beta level 3 needs beta level 2 needs alpha level 2"
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_everything_wrong_is_found_at_its_place(name: str, tmp_path: Path) -> None:
    files, expected = CASES[name]
    found = problems_of(tmp_path, files)
    wanted = [line.replace("FOLDER", tmp_path.as_posix()) for line in expected]
    # the words of a syntax error are the parser's own
    assert [
        line.split("yaml-syntax: ")[0] + "yaml-syntax: " if "yaml-syntax" in line else line for line in found
    ] == wanted


def test_circles_that_share_nothing_are_all_told(tmp_path: Path) -> None:
    own = "requires: [{{capability: {0}, for: 2, needs: 2, why: x, basis: source}}]"
    files = changed(B, "weight: 1/3", own.format("beta"))
    files = changed(G, "purpose: To be third.", "purpose: Third.\n" + own.format("gamma"), files)
    assert [line.split(" ")[0] for line in problems_of(tmp_path, files)] == [
        "north/beta.yaml:4:11",
        "south/gamma.yaml:4:11",
    ]


def test_the_small_standard_is_right(tmp_path: Path) -> None:
    standard, problems = load_standard(write_standard(tmp_path))
    assert standard is not None
    assert problems == []
