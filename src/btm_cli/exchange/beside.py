"""What a workbook says beside its cells' values: comments, old and threaded, merged cells, and of .ods formulas.

In: the parts of an .xlsx workbook by name, or the part content.xml of an .ods one. Out: all of it by sheet title; the
libraries that read the values have none of it.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple
from xml.etree import ElementTree as Xml

from btm_cli.exchange.collecting import MOST_COLUMNS, MOST_ROWS, Merged

Comments = dict[tuple[int, int], str]
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z0-9$:]+)[\"']")
_THREADED = "[Threaded comment]"
"""How the stand-in for a threaded comment begins, which older programs show."""


class Beside(NamedTuple):
    """Comments and, where they are not among the values, formulas by row and column from 1, and merged cells."""

    comments: Comments
    merged: list[Merged]
    formulas: dict[tuple[int, int], str]


NOTHING = Beside({}, [], {})


def beside_xlsx(parts: Mapping[str, bytes]) -> dict[str, Beside]:
    """Comments and merged cells of every sheet, by its title. Raises whatever a broken part does to the XML parser."""
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
        ranges = (match[1].decode("ascii").partition(":") for match in _MERGED.finditer(parts.get(path, b"")))
        merged = [Merged(*_cell(first), *_cell(last or first)) for first, _, last in ranges]
        found[title] = Beside(comments, merged, {})
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


def _cell(reference: str) -> tuple[int, int]:
    """Row and column of a reference such as `E4`; 1, 1 for what is none."""
    match = _CELL.fullmatch(reference)
    if match is None:
        return 1, 1
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), column


_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CREATOR: Final = "{http://purl.org/dc/elements/1.1/}creator"
_CELLS: Final = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


def beside_ods(content: bytes) -> dict[str, Beside]:
    """All of every sheet, by its title. Raises ParseError for what is no XML."""
    found: dict[str, Beside] = {}
    for _, element in Xml.iterparse(io.BytesIO(content)):
        if element.tag == f"{_TABLE}table":
            found[element.get(f"{_TABLE}name", "")] = _sheet(element)
            element.clear()
    return found


def _sheet(table: Xml.Element) -> Beside:
    said = Beside({}, [], {})
    row = 1
    for line in table.iter(f"{_TABLE}table-row"):
        if row > MOST_ROWS:
            break
        column = 1
        for cell in line:
            if cell.tag not in _CELLS:
                continue
            _ods_cell(cell, row, column, said)
            column += _number(cell, "number-columns-repeated")
            if column > MOST_COLUMNS:
                break
        row += _number(line, "number-rows-repeated")
    return said


def _ods_cell(cell: Xml.Element, row: int, column: int, said: Beside) -> None:
    formula = cell.get(f"{_TABLE}formula")
    if formula is not None:
        said.formulas[row, column] = formula
    rows, columns = _number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned")
    if rows > 1 or columns > 1:
        said.merged.append(Merged(row, column, row + rows - 1, column + columns - 1))
    for comment in cell.iter(f"{_OFFICE}annotation"):
        text = "\n".join("".join(line.itertext()) for line in comment.iter(f"{_TEXT}p")).strip()
        if text:
            said.comments[row, column] = signed(comment.findtext(_CREATOR, ""), text)


def _number(element: Xml.Element, name: str) -> int:
    said = element.get(f"{_TABLE}{name}", "1")
    return int(said) if said.isdecimal() and len(said) < 8 else 1
