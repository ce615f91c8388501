"""An answers file as YAML text, with comments.

In: `Answers`, their `Standard`, and lines to put above references and above the whole. Out: YAML that loads to the same
`Answers`. Values are written as JSON, which is YAML too: quoting never depends on what somebody wrote; plain words of
the format stay plain. The claim stands above each criterion's answer, as in every answers file (`formats.md`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from btm_cli.answers.model import Answers
from btm_cli.render.answers_data import answers_data, head_data
from btm_cli.render.typeset import visible
from btm_cli.render.yaml import flow
from btm_cli.standard.model import Standard

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(?: [A-Za-z0-9-]+)*|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]+[a-z]")
_NOT_TEXT = re.compile(r"null|true|false|yes|no|on|off|y|n", re.IGNORECASE)  # to YAML 1.1 as well
BLOCKS = ("target", "importance", "owners", "plan", "evidence")
"""Keys of the head that have a line for each entry."""


def render_answers(
    answers: Answers, standard: Standard, head: Sequence[str], notes: Mapping[str, Sequence[str]]
) -> str:
    """The whole file."""
    lines = [f"# {visible(line)}" for line in head]
    for key, value in head_data(answers).items():
        if key in BLOCKS:
            lines += ["", f"{key}:", *(f"  {_value(name)}: {_value(part)}" for name, part in value.items())]
        else:
            lines.append(f"{key}: {_value(value)}")
    said = answers_data(answers, standard)
    lines += ["", "answers:" if said else "answers: {}"]
    lines += _answers(said, standard, notes)
    return "\n".join(lines) + "\n"


def _answers(said: Mapping[str, Any], standard: Standard, notes: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for capability, answer in said.items():
        yield from _comments(notes, capability, 2)
        if not isinstance(answer, dict) or {"level", "rating"} & answer.keys():
            yield f"  {capability}: {_value(answer)}"
            continue
        yield f"  {capability}:"
        for dimension, cell_answer in answer.items():
            reference = f"{capability}/{dimension}"
            yield from _comments(notes, reference, 4)
            if not isinstance(cell_answer, dict) or {"level", "rating"} & cell_answer.keys():
                yield f"    {dimension}: {_value(cell_answer)}"
                continue
            yield f"    {dimension}:"
            cell = standard.cell(capability, dimension)
            claims = {one.id: one.claim for one in cell.all_criteria()} if cell is not None else {}
            for criterion, rating in cell_answer.items():
                yield f"      # {criterion} {visible(claims.get(criterion, ''))}"
                yield from _comments(notes, f"{reference}/{criterion}", 6)
                yield f"      {criterion}: {_value(rating)}"


def _comments(notes: Mapping[str, Sequence[str]], reference: str, indent: int) -> Iterator[str]:
    return (f"{' ' * indent}# {visible(line)}" for line in notes.get(reference, ()))


def _value(value: Any) -> str:
    """A value in flow style; text stays plain where nothing could take it for something else."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_value(key)}: {_value(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, str) and (value == "n/a" or (_PLAIN.fullmatch(value) and not _NOT_TEXT.fullmatch(value))):
        return value
    return flow(value)
