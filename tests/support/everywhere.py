"""Files with a text in every place that takes free text: answers, policy, a standard with its cycle.

In: the text. Out: `write` makes the files; `texts_of` says which fields of a model hold it, `free_texts` which could.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel

from support.hostile import quoted
from support.quick_yaml import load_yaml
from support.small_standard import FILES

CELL = "approval-and-prioritization/process"


def answers(text: str) -> dict[str, Any]:
    """An answers file for BTM's standard."""
    remark = {"note": text}
    return {
        "standard": "btm 1.1",
        "enterprise": text,
        "unit": {"name": text, "weight": 2},
        "period": text,
        "assessed_on": "2026-11-20",
        "answered_by": {"name": text, "side": "technology", "respondents": [text]},
        "target": "alignment",
        "capacity": 20,
        "owners": {"approval-and-prioritization": text},
        "capacities": {text: 3},
        "terms": {"past-year": text},
        "note": text,
        "report": {
            "prepared_for": text,
            "prepared_by": text,
            "status": text,
            "confidentiality": text,
            "summary_note": text,
            "previous": text,
        },
        "evidence": {
            text: {"title": text, "url": text, "date": "2026-11-01", "owner": text},
            "gone": {"title": text, "path": f"e {text}.pdf", "date": "2026-11-01", "owner": text},
        },
        "answers": {
            "approval-and-prioritization": {
                **remark,
                "process": {
                    "2a": {"rating": "fully", "evidence": [text, "gone"], "verified_by": text, **remark},
                    "2b": {"rating": "n/a", "reason": text, "approved_by": text, **remark},
                },
                "technology": {"rating": "n/a", "reason": text, "approved_by": text, **remark},
                "organization": {"level": 3, "evidence": [text], "verified_by": text, **remark},
            },
            "asset-rationalization": {"rating": "n/a", "reason": text, "approved_by": text, **remark},
            "business-driven-it-strategy": 2,
        },
    }


def policy(text: str) -> dict[str, Any]:
    """A policy that waives what those answers fail."""
    where = {"where": CELL, "until": "2027-03-31", "reason": text, "approved_by": text}
    return {
        "policy": 1,
        "assurance": "evidenced",
        "require": {"score": {"overall": 3, CELL: 3}, "coverage": "0.9", "not_applicable": {"approved": True}},
        "waivers": [{"rule": "score", **where}],
    }


def standard(text: str) -> dict[str, Any]:
    """The files of the small standard and its cycle."""
    files = {name: _filled(load_yaml(content), text) for name, content in FILES.items()}
    files["standard.yaml"]["rating_scale"] = {"no": 0, "half": "1/2", "yes": 1}  # not the booleans of YAML 1.1
    step = {"id": "one", "name": text, "does": text, "artifacts": [text]}
    return files | {"cycle.yaml": {"steps": [step, step | {"id": "two"}]}}


def small_answers(text: str) -> dict[str, Any]:
    """An answers file for it."""
    process = {"2a": {"rating": "yes", "note": text}, "2b": "half"}
    return {
        "standard": "tiny 1",
        "enterprise": text,
        "assessed_on": "2026-11-20",
        "target": 3,
        "capacity": 3,
        "answers": {"alpha": {"process": process}, "beta": 2},
    }


def write(folder: Path, text: str) -> None:
    """`new.yaml`, `old.yaml`, two `unit-*.yaml`, `policy.yaml`, `small.yaml` and the folder `tiny`."""
    files = {"new.yaml": answers(text), "old.yaml": answers(text), "policy.yaml": policy(text)}
    files["old.yaml"]["assessed_on"] = "2026-08-20"
    files["old.yaml"]["answers"]["business-driven-it-strategy"] = 3
    for name in "ab":
        files[f"unit-{name}.yaml"] = answers(text) | {"unit": {"name": f"{text} {name}", "weight": 2}}
    files["small.yaml"] = small_answers(text)
    for name, data in [*files.items(), *((f"tiny/{name}", data) for name, data in standard(text).items())]:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(quoted(data), "utf-8")


FREE = {"title", "name", "meaning", "purpose", "statement", "claim", "why"}


def _filled(data: Any, text: str) -> Any:
    """`data` with `text` where the standard's authors write what they like."""
    if isinstance(data, dict):
        return {key: text if key in FREE else _filled(value, text) for key, value in data.items()}
    return [_filled(each, text) for each in data] if isinstance(data, list) else data


def free_texts(model: type[BaseModel]) -> Iterator[str]:
    """Every field of `model`, and of the models in it, that takes a text: `Model.field`."""
    waiting, seen = [model], {model}
    while waiting:
        here = waiting.pop()
        extra = here.__annotations__.get("__pydantic_extra__")
        kinds = {name: field.annotation for name, field in here.model_fields.items()}
        if extra is not None:
            kinds["*"] = get_args(get_type_hints(here, include_extras=True)["__pydantic_extra__"])[1]
        for name, kind in kinds.items():
            inside = list(_kinds(kind))
            if str in inside:
                yield f"{here.__name__}.{name}"
            for each in inside:
                if issubclass(each, BaseModel) and each not in seen:
                    seen.add(each)
                    waiting.append(each)


def _kinds(annotation: Any) -> Iterator[type]:
    if isinstance(annotation, type) and not get_args(annotation):
        yield annotation
    for each in get_args(annotation):
        if not isinstance(each, str):
            yield from _kinds(each)


def texts_of(value: Any, text: str, field: str = "") -> Iterator[str]:
    """The fields of a validated file that hold `text`, as `Model.field`."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts_of(getattr(value, name), text, f"{type(value).__name__}.{name}")
        for each in (value.__pydantic_extra__ or {}).values():
            yield from texts_of(each, text, f"{type(value).__name__}.*")
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from texts_of(key, text, field)
            yield from texts_of(each, text, field)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts_of(each, text, field)
    elif isinstance(value, str) and text in value:
        yield field
