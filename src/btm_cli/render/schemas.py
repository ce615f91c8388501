"""The JSON Schemas of every file format, generated from the models that check the files.

In: a name of `SCHEMAS`. Out: the schema as plain data. What is committed in `standard/schema/` is this, and a test
says when it is not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) called `name`; KeyError for any other name."""
    title, make = SCHEMAS[name]
    body = make()
    body.pop("title", None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:btm:{name}:1",
        "title": title,
        **body,
    }


def _standard() -> dict[str, Any]:
    from btm_cli.standard.schema import StandardFile

    return StandardFile.model_json_schema(by_alias=True)


def _capability() -> dict[str, Any]:
    from btm_cli.standard.schema import CapabilityFile

    return CapabilityFile.model_json_schema(by_alias=True)


def _answers() -> dict[str, Any]:
    from btm_cli.answers.schema import AnswersFile

    return AnswersFile.model_json_schema(by_alias=True)


def _policy() -> dict[str, Any]:
    from btm_cli.gate.policy import PolicyFile

    return PolicyFile.model_json_schema(by_alias=True)


def _scorecard() -> dict[str, Any]:
    from btm_cli.render.contract import scorecard_schema

    return scorecard_schema()


def _diff() -> dict[str, Any]:
    from btm_cli.render.diff_contract import diff_schema

    return diff_schema()


SCHEMAS: dict[str, tuple[str, Callable[[], dict[str, Any]]]] = {
    "standard": ("btm standard.yaml", _standard),
    "capability": ("btm capability file", _capability),
    "answers": ("btm answers file", _answers),
    "policy": ("btm policy file", _policy),
    "scorecard": ("btm scorecard (btm-scorecard/1)", _scorecard),
    "diff": ("btm comparison (btm-diff/1)", _diff),
}
