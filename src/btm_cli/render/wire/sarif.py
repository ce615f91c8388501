"""Problems as SARIF 2.1.0 (OASIS), for code scanning.

In: diagnostics, and the pages of their codes. Out: JSON text of one run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from btm_cli import __version__
from btm_cli.diagnostics import Diagnostic, Location
from btm_cli.render.document.problem import problem_text
from btm_cli.render.wire.code_page import CodePage
from btm_cli.render.wire.json import render_json

PageOf = Callable[[str], CodePage | None]
"""From a code to its page; None where it has none."""


def render_sarif(problems: Sequence[Diagnostic], page_of: PageOf | None = None) -> str:
    """Every problem as a result, by file, line and column; its code is the rule."""
    return render_results([(problem, {}) for problem in problems], page_of)


def render_results(
    results: Sequence[tuple[Diagnostic, Mapping[str, Any]]],
    page_of: PageOf | None = None,
    properties: Mapping[str, Any] | None = None,
) -> str:
    """As `render_sarif`, where each problem brings more keys of its result, and the run has `properties`."""
    ordered = sorted(results, key=lambda entry: entry[0].sort_key)
    codes = list(dict.fromkeys(problem.code for problem, _ in ordered))
    run: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "btm",
                "version": __version__,
                "rules": [_rule(code, page_of(code) if page_of else None) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, codes.index(problem.code)) | dict(more) for problem, more in ordered],
    }
    if properties:
        run["properties"] = dict(properties)
    return render_json({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]})


def _rule(code: str, page: CodePage | None) -> dict[str, Any]:
    """The rule's help, from its page where there is one."""
    more = f"Run `btm explain {code}` for more."
    if page is None:
        return {"id": code, "help": {"text": more}}
    return {
        "id": code,
        "shortDescription": {"text": page.summary},
        "help": {"text": f"{page.summary} {page.advice} {more}"},
    }


def _result(problem: Diagnostic, rule: int) -> dict[str, Any]:
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.severity.value,
        "message": {"text": problem_text(problem)},
        "locations": [sarif_location(problem.location)],
    }


def sarif_location(place: Location) -> dict[str, Any]:
    """A place as a SARIF location; lines and columns count characters from 1."""
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(place.file)},
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
