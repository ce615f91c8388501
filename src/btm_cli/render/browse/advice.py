"""The advisor's outcome as a page and as plain data.

In: `Advice`, the advisor's questions, the standard. Out: blocks, or `btm-advice/1`. Every reason is a sentence of the
advisor's own file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph
from btm_cli.render.document.labels import Labels
from btm_cli.standard.advice import Advice, Reason
from btm_cli.standard.companion_schema import AdvisorFile
from btm_cli.standard.model import Standard

SCHEMA = "btm-advice/1"


def advice_page(advice: Advice, advisor: AdvisorFile, standard: Standard) -> Iterator[Block]:
    """What is recommended, how close it was, and the reasons for and against it."""
    labels = Labels(standard)
    texts = {question.id: question.text for question in advisor.questions}
    answered = len(advisor.questions) - len(advice.open)
    if advice.recommended is None:
        yield Heading("No advice yet")
        yield Paragraph("Nothing is answered: answer a question with --answer ID=OPTION.")
    elif advice.tied:
        names = " and ".join(labels.state(state) for state in advice.tied)
        yield Heading(f"Between {names}")
        yield Paragraph(
            f"They are tied. {labels.state(advice.recommended)} comes first because it costs less to reach; "
            "the question that matters most to you may decide."
        )
    else:
        yield Heading(labels.state(advice.recommended))
        yield Paragraph(f"It leads by {advice.ahead} {'point' if advice.ahead == 1 else 'points'}.")
    yield Paragraph(f"{answered} of {len(advisor.questions)} questions are answered.")
    if advice.recommended is not None:
        yield Items(
            tuple(
                (f"{labels.state(s)}:", f"{points} of {advice.most[s]} points") for s, points in advice.points.items()
            )
        )
        yield from _reasons(f"For {labels.state(advice.recommended)}", advice.for_it, texts)
        yield from _reasons(f"Against {labels.state(advice.recommended)}", advice.against_it, texts)
    if advice.open:
        yield Heading("Not answered", 2)
        for question in advisor.questions:
            if question.id in advice.open:
                yield Paragraph(question.text, question.id)
                yield Items(tuple((f"{option.id}:", option.text) for option in question.options))
    yield Paragraph("The start of a conversation: a target is a choice, and this sets none by itself.")


def _reasons(title: str, reasons: Sequence[Reason], texts: dict[str, str]) -> Iterator[Block]:
    if reasons:
        yield Heading(title, 2)
        yield Items(tuple(("", f"{reason.reason} ({texts[reason.question]} {reason.text}.)") for reason in reasons))


def advice_data(advice: Advice, advisor: AdvisorFile, standard: Standard) -> dict[str, Any]:
    """The same as data; `questions` are those still open, with their options."""
    return {
        "schema": SCHEMA,
        "standard": {"id": standard.id, "edition": standard.edition},
        "recommended": advice.recommended,
        "tied": list(advice.tied),
        "ahead": advice.ahead,
        "points": [
            {"state": state, "points": points, "most": advice.most[state]} for state, points in advice.points.items()
        ],
        "for": [_reason(reason) for reason in advice.for_it],
        "against": [_reason(reason) for reason in advice.against_it],
        "open": [
            {
                "id": question.id,
                "text": question.text,
                "why": question.why,
                "options": [{"id": option.id, "text": option.text} for option in question.options],
            }
            for question in advisor.questions
            if question.id in advice.open
        ],
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "question": reason.question,
        "option": reason.option,
        "reason": reason.reason,
        "points": dict(reason.points),
    }
