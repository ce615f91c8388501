"""Problems as SARIF 2.1.0 (OASIS), for code scanning.

In: diagnostics, and the pages of their codes. Out: JSON text of one run. Code hosts tell runs apart by
`automationDetails.id`, and know a result again by its fingerprints: neither line numbers nor the way a path was typed
are in them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Literal
from urllib.parse import quote

from typing_extensions import TypedDict

from btm_cli import __version__
from btm_cli.diagnostics import Diagnostic, Location, Severity
from btm_cli.digest import content_digest
from btm_cli.render.document.problem import problem_text
from btm_cli.render.wire.code_page import CodePage
from btm_cli.render.wire.json import render_json


class Message(TypedDict):
    """What is said, as plain text."""

    text: str


class Level(TypedDict):
    """How severe a rule is."""

    level: str


class Rule(TypedDict):
    """A code and what it means."""

    id: str
    shortDescription: Message
    fullDescription: Message
    defaultConfiguration: Level
    help: Message


class Artifact(TypedDict):
    """A file."""

    uri: str


class Region(TypedDict):
    """Where in it; lines and columns count characters from 1."""

    startLine: int
    startColumn: int
    endColumn: int


class Physical(TypedDict):
    """A file and where in it."""

    artifactLocation: Artifact
    region: Region


class Place(TypedDict):
    """A location."""

    physicalLocation: Physical


class RelatedPlace(Place):
    """A location beside a result, and what it is to it."""

    message: Message


class Suppression(TypedDict):
    """Why a result does not count."""

    kind: str
    status: str
    justification: str


class More(TypedDict, total=False):
    """What a result has beside its problem."""

    partialFingerprints: dict[str, str]
    relatedLocations: list[RelatedPlace]
    suppressions: list[Suppression]


class Result(More):
    """A problem; its rule by name and by place in the run's list."""

    ruleId: str
    ruleIndex: int
    level: str
    message: Message
    locations: list[Place]


PageOf = Callable[[str], CodePage | None]
"""From a code to its page; None where it has none."""
PathOf = Callable[[str], str]
"""From a path as it was typed to where the file lies in its repository."""
FINGERPRINT = "btmProblem/v1"
LINE_HASH = "primaryLocationLineHash"
"""The fingerprint by which GitHub knows a result again, whatever it is made of."""
RANKS = (Severity.NOTE, Severity.WARNING, Severity.ERROR)


def as_typed(path: str) -> str:
    """A path that is to stay as it was typed."""
    return path


def render_sarif(
    problems: Sequence[Diagnostic],
    page_of: PageOf | None = None,
    path_of: PathOf = as_typed,
    address: str | None = None,
) -> str:
    """Every problem as a result, by file, line and column; its code is the rule. `address`: where btm is from."""
    results = [
        (problem, fingerprint(FINGERPRINT, [problem.code, problem.message, path_of(problem.location.file)]))
        for problem in problems
    ]
    return render_results(results, "validate", page_of, path_of, address=address)


def render_results(
    results: Sequence[tuple[Diagnostic, More]],
    command: Literal["validate", "check"],
    page_of: PageOf | None = None,
    path_of: PathOf = as_typed,
    properties: Mapping[str, object] | None = None,
    address: str | None = None,
) -> str:
    """As `render_sarif`, where each problem brings more keys of its result, and the run has `properties`."""
    ordered = sorted(results, key=lambda entry: entry[0].sort_key)
    codes = list(dict.fromkeys(problem.code for problem, _ in ordered))
    worst = {code: max((each.severity for each, _ in ordered if each.code == code), key=RANKS.index) for code in codes}
    run: dict[str, object] = {
        "tool": {
            "driver": {
                "name": "btm",
                "version": __version__,
                **({"informationUri": address} if address is not None else {}),
                "rules": [_rule(code, worst[code], page_of(code) if page_of else None) for code in codes],
            }
        },
        "automationDetails": {"id": f"btm/{command}/"},
        "columnKind": "unicodeCodePoints",
        "results": [
            _with_line({**_result(problem, codes.index(problem.code), path_of), **more}, line)
            for (problem, more), line in zip(ordered, _lines(problem for problem, _ in ordered), strict=True)
        ],
    }
    if properties:
        run["properties"] = dict(properties)
    return render_json({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]})


def _rule(code: str, worst: Severity, page: CodePage | None) -> Rule:
    """The rule's help, from its page where there is one; its level is the worst it has in this run."""
    more = f"Run `btm explain {code}` for more."
    summary = page.summary if page is not None else f"{code}."
    advice = f"{page.advice} {more}" if page is not None else more
    return {
        "id": code,
        "shortDescription": {"text": summary},
        "fullDescription": {"text": summary},
        "defaultConfiguration": {"level": worst.value},
        "help": {"text": advice},
    }


def _result(problem: Diagnostic, rule: int, path_of: PathOf) -> Result:
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.severity.value,
        "message": {"text": problem_text(problem)},
        "locations": [sarif_location(problem.location, path_of)],
    }


def _lines(problems: Iterable[Diagnostic]) -> Iterable[str]:
    """For each problem a fingerprint of the line it stands in; equal ones of one rule in a file are counted apart."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for problem in problems:
        text = "".join(problem.location.source_line.split())
        found = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        seen[problem.location.file, problem.code, found] += 1
        yield f"{found}:{seen[problem.location.file, problem.code, found]}"


def _with_line(result: Result, line: str) -> Result:
    return {**result, "partialFingerprints": {LINE_HASH: line, **result.get("partialFingerprints", {})}}


def fingerprint(name: str, parts: list[str]) -> More:
    """What a result is known by: a digest of what it says, without its place in the file."""
    return {"partialFingerprints": {name: content_digest(parts)}}


def sarif_location(place: Location, path_of: PathOf = as_typed) -> Place:
    """A place as a SARIF location; lines and columns count characters from 1."""
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(path_of(place.file))},
            "region": {
                "startLine": place.line,
                "startColumn": place.column,
                "endColumn": place.column + place.width,
            },
        }
    }


def _uri(path: str) -> str:
    """A path as a URI reference: relative ones stay relative to the repository."""
    path = path.replace("\\", "/")
    quoted = quote(path, errors="surrogatepass")
    if path.startswith("/"):
        return f"file://{quoted}"
    return f"file:///{quoted}" if path[1:3] == ":/" else quoted
