"""OSCAL documents as whoever receives them sees them: by schema, and with every reference followed.

In: a folder, an answers file, more options. Out: `written` makes the four documents of it under the names they call
each other by; `broken_references` says which references in them lead nowhere. Neither knows how they were made.
"""

from __future__ import annotations

import json
import re
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from support.hostile import HOSTILE
from support.run import ROOT, in_process
from support.schemas import Checker

Document = dict[str, Any]
DOCUMENTS = {
    "catalog.oscal.json": ("export", "oscal-catalog"),
    "assessment-plan.oscal.json": ("export", "oscal-assessment-plan"),
    "assessment-results.oscal.json": ("export", "oscal"),
    "poam.oscal.json": ("plan", "oscal"),
}
"""File name to command and format."""
EVIL = "\n".join(text for text in HOSTILE.values() if len(text) < 500)
"""Hostile text of every kind, but for such that is only long."""
TOKEN = re.compile(r"[^\W\d][\w.\-]*")
OURS = "urn:btm:oscal:1"
IDS_OF_OURS = {"reference", "criterion", "to-reach-target", "out-of-order"}
"""Properties whose values are ids of the catalog."""
CHECK = Checker(json.loads((ROOT / "tests" / "support" / "oscal-1.2.1.json").read_text("utf-8")))


def exported(command: str, form: str, file: str, *more: str, cwd: Path = ROOT) -> Document:
    """What one command writes, which must be valid by the schema: what stands below its one key."""
    ran = in_process(command, file, "--format", form, *more, cwd=cwd)
    assert ran.code == 0, ran.complaint
    data = json.loads(ran.text)
    assert CHECK.faults(data) == []
    [document] = data.values()
    return document


def all_of(file: str, *more: str, cwd: Path = ROOT) -> dict[str, Document]:
    """The four documents of an answers file, by their file names."""
    return {name: exported(*how, file, *more, cwd=cwd) for name, how in DOCUMENTS.items()}


def written(folder: Path, file: str, *more: str, cwd: Path = ROOT) -> None:
    """The same as files."""
    for name, (command, form) in DOCUMENTS.items():
        ran = in_process(command, file, "--format", form, "--output", str(folder / name), *more, cwd=cwd)
        assert ran.code == 0, ran.complaint


def records(value: Any, *path: str) -> Iterator[tuple[tuple[str, ...], Document]]:
    """Every mapping in a document with the keys that lead there."""
    if isinstance(value, dict):
        yield path, value
        for key, part in value.items():
            yield from records(part, *path, key)
    elif isinstance(value, list):
        for part in value:
            yield from records(part, *path)


def uuids(document: Document) -> list[str]:
    """Every UUID that a document gives."""
    return [each["uuid"] for _, each in records(document) if "uuid" in each]


def values(each: Document, name: str) -> list[str]:
    """What a record's properties of that name say."""
    return [one["value"] for one in each.get("props", ()) if one["name"] == name]


def catalog_ids(catalog: Document) -> dict[str, str]:
    """Every id of a catalog, to what it is: group, control, or the name of the part."""
    kinds = {"groups": "group", "controls": "control"}
    found = [
        (each["id"], kinds.get(path[-1]) or each["name"])
        for path, each in records(catalog)
        if "id" in each and path[-1] in ("groups", "controls", "parts")
    ]
    assert len(found) == len(dict(found)), "an id twice"
    return dict(found)


def broken_references(documents: dict[str, Document], only: str | None = None) -> list[str]:
    """What leads nowhere, from any document, or `only` this one, to itself, to the catalog, to another document."""
    ids = catalog_ids(documents["catalog.oscal.json"])
    return [
        f"{name}: {found}"
        for name, document in documents.items()
        if only in (None, name)
        for found in (*_inside(name, document, ids), *_of_others(document, documents))
    ]


def _inside(name: str, document: Document, ids: dict[str, str]) -> Iterator[str]:
    known = set(uuids(document))
    resources = {each["uuid"] for each in document.get("back-matter", {}).get("resources", ())}
    parties = {each["uuid"] for each in document["metadata"].get("parties", ())}
    roles = {each["id"] for each in document["metadata"].get("roles", ())}
    components = {each["uuid"] for path, each in records(document) if path[-1:] == ("components",)}
    places = {"party": parties, "tool": components}
    elsewhere: dict[str, Callable[[str, Document], bool]] = {
        "control-id": lambda one, _: ids.get(one) == "control",
        "statement-ids": lambda one, _: ids.get(one) == "item",
        "objective-id": lambda one, _: ids.get(one) == "assessment-objective",
        "target-id": lambda one, _: ids.get(one) == "assessment-objective",
        "role-id": lambda one, _: one in roles,
        "actor-uuid": lambda one, each: one in places[each["type"]],
        "subject-uuid": lambda one, each: one in places[each["type"]],
        "party-uuids": lambda one, _: one in parties,
        "member-of-organizations": lambda one, _: one in parties,
        "component-uuid": lambda one, _: one in components,
    }
    for path, each in records(document):
        for key, value in each.items():
            for one in value if isinstance(value, list) else [value]:
                if not isinstance(one, str):
                    continue
                if key in elsewhere:
                    found = elsewhere[key](one, each)
                elif key.endswith(("-uuid", "-uuids")):
                    found = one in known
                elif key == "href" and one.startswith("#"):
                    found = one[1:] in resources or (name == "catalog.oscal.json" and one[1:] in ids)
                elif key == "value" and each.get("ns") == OURS and each["name"] in IDS_OF_OURS:
                    # of a criterion's reference to another framework the catalog itself speaks
                    found = one in ids or name == "catalog.oscal.json"
                else:
                    continue
                if not found:
                    yield f"{'/'.join(path)}/{key} {one}"


def _of_others(document: Document, documents: dict[str, Document]) -> Iterator[str]:
    """Resources that stand for another document: the file is there, and it is that document."""
    for each in document.get("back-matter", {}).get("resources", ()):
        for meant in values(each, "document-uuid"):
            [link] = each["rlinks"]
            if documents.get(link["href"], {}).get("uuid") != meant:
                yield f"{link['href']} is not {meant}"


def ill_formed(document: Document) -> list[str]:
    """Ids, names and times that OSCAL does not take, UUIDs of another version, and any that is given twice."""
    found = []
    for _, each in records(document):
        for key in ("id", "name", "class", "group", "rel", "control-id", "target-id", "objective-id", "role-id"):
            party = key == "name" and "type" in each
            if key in each and "identifier-type" not in each and not party and not TOKEN.fullmatch(each[key]):
                found.append(f"{key} {each[key]}")
        for key in ("last-modified", "start", "end", "collected", "date", "deadline"):
            if key in each:
                assert datetime.fromisoformat(each[key]).tzinfo is not None
        lines = [each[key] for key in ("title", "value", "name", "version") if key in each]
        found += [f"{one!r}" for one in lines if "\n" in one or one != one.strip() or not one]
    given = Counter(uuids(document))
    found += [one for one, times in given.items() if uuid.UUID(one).version != 5 or times > 1]
    return found
