"""The advisor's outcome as a page.

In: `Advice`, the advisor's questions, the standard. Out: blocks. Every reason is a sentence of the advisor's own file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.words import series, words
from btm_cli.standard.advice import Advice, Reason
from btm_cli.standard.companion_schema import AdvisorFile
from btm_cli.standard.model import Standard


def advice_page(advice: Advice, advisor: AdvisorFile, standard: Standard) -> Iterator[Block]:
    """What is recommended, how close it was, and the reasons for and against it."""
    labels = Labels(standard)
    texts = {question.id: question.text for question in advisor.questions}
    yield from _recommended(advice, labels)
    answered = len(advisor.questions) - len(advice.open)
    yield Paragraph(words("browse.advice.answered", n=answered, asked=len(advisor.questions)))
    if advice.recommended is not None:
        yield Items(
            tuple(
                (f"{labels.state(state)}:", words("browse.advice.points", n=points, most=advice.most[state]))
                for state, points in advice.points.items()
            )
        )
        state = labels.state(advice.recommended)
        yield from _reasons(words("browse.advice.for", state=state), advice.for_it, texts)
        yield from _reasons(words("browse.advice.against", state=state), advice.against_it, texts)
    if advice.open:
        yield Heading(words("browse.advice.open"), 2)
        for question in advisor.questions:
            if question.id in advice.open:
                yield Paragraph(question.text, question.id)
                yield Items(tuple((f"{option.id}:", option.text) for option in question.options))
    yield Paragraph(words("browse.advice.no-more-than-that"))


def _recommended(advice: Advice, labels: Labels) -> Iterator[Block]:
    if advice.recommended is None:
        yield Heading(words("browse.advice.none"))
        yield Paragraph(words("browse.advice.nothing-answered"))
    elif advice.tied:
        yield Heading(words("browse.advice.between", states=series(map(labels.state, advice.tied))))
        yield Paragraph(words("browse.advice.tied", state=labels.state(advice.recommended)))
    else:
        yield Heading(labels.state(advice.recommended))
        yield Paragraph(words("browse.advice.ahead", n=advice.ahead))


def _reasons(title: str, reasons: Sequence[Reason], texts: Mapping[str, str]) -> Iterator[Block]:
    if reasons:
        yield Heading(title, 2)
        yield Items(tuple(("", f"{reason.reason} ({texts[reason.question]} {reason.text}.)") for reason in reasons))
