"""What an .xlsx workbook says beside its cells' values: comments, old and threaded, and merged cells.

In: the parts of a workbook by name. Out: both by sheet title. openpyxl's fast reader has neither.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from xml.etree import ElementTree as Xml

from btm_cli.exchange.grid import Merged

Comments = dict[tuple[int, int], str]
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z0-9$:]+)[\"']")
_THREADED = "[Threaded comment]"
"""How the stand-in for a threaded comment begins, which older programs show."""


class Beside(NamedTuple):
    """Comments by row and column, and merged cells, of one sheet."""

    comments: Comments
    merged: list[Merged]


def beside(parts: Mapping[str, bytes]) -> dict[str, Beside]:
    """Both of every sheet, by its title. Raises whatever a broken part does to the parser of XML."""
    people = {
        person.get("id", ""): person.get("displayName", "")
        for name in parts
        if name.startswith("xl/persons/")
        for person in _all(parts[name], "person")
    }
    found = {}
    for title, path in _sheets(parts):
        comments: Comments = {}
        for kind, target in _related(parts, path):
            if target not in parts:
                continue
            if kind == "threadedComment":
                comments = {**comments, **_threads(parts[target], people)}
            elif kind == "comments":
                comments = {**_notes(parts[target]), **comments}
        merged = [Merged(*_cell(first), *_cell(last or first)) for first, last in _ranges(parts.get(path, b""))]
        found[title] = Beside(comments, merged)
    return found


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _all(raw: bytes, name: str) -> Iterator[Xml.Element]:
    return (element for element in Xml.fromstring(raw).iter() if _local(element.tag) == name)


def _sheets(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Titles with the part that each sheet is in."""
    paths = {}
    for element in _all(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"), "Relationship"):
        paths[element.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", element.get("Target", "")))[1:]
    for element in _all(parts.get("xl/workbook.xml", b"<none/>"), "sheet"):
        identity = next((value for key, value in element.attrib.items() if _local(key) == "id" and "}" in key), "")
        if identity in paths:
            yield element.get("name", ""), paths[identity]


def _related(parts: Mapping[str, bytes], path: str) -> Iterator[tuple[str, str]]:
    """The kinds and paths of what belongs to a sheet."""
    folder, name = posixpath.split(path)
    for element in _all(parts.get(f"{folder}/_rels/{name}.rels", b"<none/>"), "Relationship"):
        target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", "")))[1:]
        yield element.get("Type", "").rpartition("/")[2], target


def _text(element: Xml.Element, name: str) -> str:
    """The text of every `name` inside, one after the other."""
    return "".join(part.text or "" for part in element.iter() if _local(part.tag) == name)


def _notes(raw: bytes) -> Comments:
    """Comments as every version writes them; stand-ins for threaded ones are left out."""
    authors = [author.text or "" for author in _all(raw, "author")]
    found: Comments = {}
    for comment in _all(raw, "comment"):
        said, number = _text(comment, "t").strip(), comment.get("authorId", "")
        author = authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
        if said and not said.startswith(_THREADED):
            found[_cell(comment.get("ref", ""))] = signed(author, said)
    return found


def _threads(raw: bytes, people: Mapping[str, str]) -> Comments:
    """Threaded comments: the first and its answers, one on a line."""
    found: Comments = {}
    for comment in _all(raw, "threadedComment"):
        at, said = _cell(comment.get("ref", "")), _text(comment, "text").strip()
        if said:
            one = signed(people.get(comment.get("personId", ""), ""), said)
            found[at] = f"{found[at]}\n{one}" if at in found else one
    return found


def signed(author: str, said: str) -> str:
    """A comment with who made it, which programs also write into its first line."""
    author = " ".join(author.split())
    if not author or author.startswith("tc=") or said.startswith(author):
        return said
    return f"{author}: {said}"


def _ranges(raw: bytes) -> Iterator[tuple[str, str]]:
    for match in _MERGED.finditer(raw):
        first, _, last = match[1].decode("ascii").partition(":")
        yield first, last


def _cell(reference: str) -> tuple[int, int]:
    """Row and column of a reference such as `E4`; 1, 1 for what is none."""
    match = _CELL.fullmatch(reference)
    if match is None:
        return 1, 1
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column
