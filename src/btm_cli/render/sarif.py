"""Problems as SARIF 2.1.0 (OASIS), for code scanning.

In: diagnostics. Out: JSON text of one run.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from btm_cli import __version__
from btm_cli.diagnostics import Diagnostic
from btm_cli.render.diagnostics_text import problem_text
from btm_cli.render.json import render_json


def render_sarif(problems: Sequence[Diagnostic]) -> str:
    """Every problem as a result, by file, line and column; its code is the rule."""
    ordered = sorted(problems, key=lambda problem: problem.sort_key)
    codes = list(dict.fromkeys(problem.code for problem in ordered))
    return render_json(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [
                {
                    "tool": {
                        "driver": {
                            "name": "btm",
                            "version": __version__,
                            "rules": [
                                {"id": code, "help": {"text": f"Run `btm explain {code}` for more."}} for code in codes
                            ],
                        }
                    },
                    "columnKind": "unicodeCodePoints",
                    "results": [_result(problem, codes.index(problem.code)) for problem in ordered],
                }
            ],
        }
    )


def _result(problem: Diagnostic, rule: int) -> dict[str, object]:
    place = problem.location
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.severity.value,
        "message": {"text": problem_text(problem)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(place.file)},
                    "region": {
                        "startLine": place.line,
                        "startColumn": place.column,
                        "endColumn": place.column + place.width,
                    },
                }
            }
        ],
    }


def _uri(path: str) -> str:
    """A path as a URI reference: relative ones stay relative to the repository."""
    path = path.replace("\\", "/")
    quoted = quote(path, errors="surrogatepass")
    if path.startswith("/"):
        return f"file://{quoted}"
    return f"file:///{quoted}" if path[1:3] == ":/" else quoted
