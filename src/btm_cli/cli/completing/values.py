"""What may stand where the cursor is: values with a few words about each.

In: what kind of value, as far as it is typed; the compiled standard as plain data. Out: pairs of a value and a
description, "" for none.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from btm_cli.cli.completing.table import FORMATS, Kind

Value = tuple[str, str]

SAFE = re.compile(r"[\w./@%+,-]+")
"""File names that no shell takes for anything else; others are left to be typed."""


def values(kind: Kind, typed: str, command: str, arguments: Sequence[str]) -> list[Value]:
    """What begins with `typed`; `arguments` are those that stand before it."""
    match kind:
        case Kind.reference:
            found: Iterable[Value] = references(typed)
        case Kind.explained:
            found = [*references(typed), *_explained(typed)]
        case Kind.change:
            found = _changes(typed)
        case Kind.area:
            found = _frame("areas")
        case Kind.capability:
            found = _capabilities()
        case Kind.part:
            found = [*_frame("areas"), *_capabilities()]
        case Kind.state | Kind.target:
            found = [*_frame("states", "meaning"), *(_frame("levels") if kind is Kind.target else [])]
        case Kind.format:
            found = [(name, "") for name in FORMATS.get(command, ())]
        case Kind.answers:
            found = _yaml_files(typed)
        case Kind.key:
            found = [(key, "") for key in _keys_of(arguments[0])] if arguments else []
        case _:
            found = []
    folded = typed.casefold()
    return [(value, about) for value, about in dict(found).items() if value.casefold().startswith(folded)]


@cache
def content() -> Mapping[str, Any]:
    """The standard in use as it was compiled, in a checkout as that keeps it; compiled now where it does not."""
    from btm_cli.standard.bundled import compiled_path, data_folder

    path = compiled_path()
    if path is not None:
        with open(path, encoding="utf-8") as file:
            found: Mapping[str, Any] = json.load(file)
        return found
    from btm_cli.standard.checkout import kept_content

    kept = kept_content(data_folder("standard"))
    if kept is not None:
        return kept
    from btm_cli.standard.load import compile_standard

    compiled: Mapping[str, Any] = json.loads(compile_standard(data_folder("standard")))
    return compiled


def references(typed: str) -> Iterator[Value]:
    """In stages: capabilities, and the parts of the one that is meant already, down to its criteria."""
    head, *rest = typed.casefold().split("/")
    meant = [each for each in content()["capabilities"] if each["id"].startswith(head)]
    exact = [each for each in meant if each["id"] == head]
    if len(exact or meant) == 1:
        yield from _inside((exact or meant)[0], rest)
    elif not rest:
        yield from ((each["id"], each["name"]) for each in meant)


def _inside(capability: Mapping[str, Any], rest: Sequence[str]) -> Iterator[Value]:
    if not rest:
        yield capability["id"], capability["name"]
    names = {each["id"]: each["name"] for each in content()["standard"]["dimensions"]}
    dimensions = [name for name in capability["dimensions"] if not rest or name.startswith(rest[0])]
    for name in dimensions:
        yield f"{capability['id']}/{name}", f"{capability['name']}, {names[name]}"
    if rest and len(dimensions) == 1:
        for number, level in capability["dimensions"][dimensions[0]].items():
            for letter, criterion in level["criteria"].items():
                yield f"{capability['id']}/{dimensions[0]}/{number}{letter}", criterion["claim"]


def _changes(typed: str) -> Iterator[Value]:
    """References, and where one is whole, each with the values it can have."""
    reference, sign, _ = typed.partition("=")
    found = [each for each in references(reference) if each[0].startswith(reference.casefold())]
    for place, about in found:
        if place == reference.casefold() or len(found) == 1:
            ratings = [(word, "") for word in content()["standard"]["rating_scale"]]
            scale = ratings if place.count("/") == 2 else [*_frame("levels")]
            yield from ((f"{place}={value}", said) for value, said in (*scale, ("n/a", "not applicable")))
        if not sign:
            yield place, about


def _explained(typed: str) -> Iterator[Value]:
    """What only `explain` knows; codes once something is typed, since there are many."""
    from btm_cli.intake.glossary import LIST, glossary

    yield from _frame("areas")
    yield from _frame("states", "meaning")
    for part in ("levels", "dimensions", "themes"):
        yield from _frame(part)
    yield from _frame("terms", "meaning")
    yield from glossary().items()
    yield LIST, "every word"
    yield "overall", "the headline"
    if typed:
        from btm_cli.intake.glossary import code_paths

        yield from ((code, "a problem's code") for code in sorted(code_paths()))


def _frame(part: str, about: str = "name") -> Iterator[Value]:
    """What the standard has of a `part` of its frame, with what it says `about` each."""
    name = "level" if part == "levels" else "id"
    return ((str(each[name]), each[about]) for each in content()["standard"][part])


def _capabilities() -> Iterator[Value]:
    return ((each["id"], each["name"]) for each in content()["capabilities"])


def _yaml_files(typed: str) -> Iterator[Value]:
    """YAML files in the folder that is typed, and its folders with a slash; those of the only folder at once."""
    folder, _, begun = typed.rpartition("/")
    prefix = f"{folder}/" if folder or typed.startswith("/") else ""
    try:
        with os.scandir(prefix or ".") as listed:
            found = sorted((each for each in listed if each.name.startswith(begun)), key=lambda each: each.name)
    except OSError:
        return
    found = [each for each in found if SAFE.fullmatch(each.name) and (begun or not each.name.startswith("."))]
    folders = [each for each in found if each.is_dir()]
    files = [each for each in found if each.name.endswith(".yaml") and each.is_file()]
    if len(folders) == 1 and not files:
        yield from _yaml_files(f"{prefix}{folders[0].name}/")
        return
    yield from ((f"{prefix}{each.name}", "") for each in files)
    yield from ((f"{prefix}{each.name}/", "") for each in folders)


def _keys_of(path: str) -> list[str]:
    """The keys of the register of evidence in the file at `path`: its lines alone are read."""
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read(1_000_000)
    except (OSError, UnicodeDecodeError):
        return []
    block = re.search(r"^evidence:[ \t]*(?:#.*)?\n((?:[ \t#].*\n|\n)*)", text, re.M)
    return re.findall(r"^  ([a-z][a-z0-9-]*)[ \t]*:", block[1], re.M) if block else []
