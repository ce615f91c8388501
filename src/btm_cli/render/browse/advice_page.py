"""The advisor's outcome as a page.

In: `Advice`, the advisor's questions, the standard. Out: blocks. Every reason is a sentence of the advisor's own file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from btm_cli.planning.dates import iteration_end
from btm_cli.planning.reach import StateWorks
from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import percent, short_number
from btm_cli.render.document.subject import extent_block
from btm_cli.render.document.words import series, words
from btm_cli.standard.advice import Advice, Reason
from btm_cli.standard.companion_schema import AdvisorFile
from btm_cli.standard.model import Standard


def advice_page(
    advice: Advice, advisor: AdvisorFile, standard: Standard, works: StateWorks | None = None
) -> Iterator[Block]:
    """What is recommended, how close it was, what is ruled out, and the reasons; with `works` what each state takes."""
    labels = Labels(standard)
    texts = {question.id: question.text for question in advisor.questions}
    title, text = headline(advice, labels)
    yield Heading(title)
    yield Paragraph(text)
    yield Paragraph(answered(advice, advisor))
    if works is not None:
        yield from extent_block(works.card, labels)
    if advice.recommended is not None:
        yield from (Paragraph(text) for text in ruled_out(advice, advisor, labels))
        yield Items(tuple((f"{labels.state(state)}:", _standing(state, advice, works)) for state in advice.points))
        if works is not None:
            key = "assumed" if works.settings.capacity_assumed else "capacity"
            yield Paragraph(words(f"browse.advice.{key}", n=short_number(works.settings.capacity)))
        yield from _lifted(advice, advisor, labels)
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


def headline(advice: Advice, labels: Labels) -> tuple[str, str]:
    """What is recommended, and how clear that is."""
    if advice.recommended is None:
        return words("browse.advice.none"), words("browse.advice.too-few", n=advice.least)
    if advice.tied:
        between = words("browse.advice.between", states=series(map(labels.state, advice.tied)))
        return between, words("browse.advice.tied", state=labels.state(advice.recommended))
    title, ahead = labels.state(advice.recommended), percent(advice.ahead)
    if len({bar.state for bar in advice.barred}) + 1 == len(advice.shares) > 1:
        return title, words("browse.advice.only")
    if advice.close:
        return title, words("browse.advice.close", states=series(map(labels.state, advice.close)), ahead=ahead)
    return title, words("browse.advice.ahead", ahead=ahead)


def answered(advice: Advice, advisor: AdvisorFile) -> str:
    """How many questions are."""
    asked = len(advisor.questions)
    return words("browse.advice.answered", n=asked - len(advice.open), asked=asked)


def ruled_out(advice: Advice, advisor: AdvisorFile, labels: Labels) -> Iterator[str]:
    """Which states are for now, by which answer, and until when."""
    said = {(one.id, each.id): each.text for one in advisor.questions for each in one.options}
    for bar in advice.barred:
        answer = said[bar.question, bar.option]
        yield words("browse.advice.ruled-out", state=labels.state(bar.state), answer=answer, until=bar.until)


def _standing(state: str, advice: Advice, works: StateWorks | None) -> str:
    points = words(
        "browse.advice.points", n=advice.points[state], most=advice.most[state], share=percent(advice.shares[state])
    )
    work = works.by_state.get(state) if works is not None else None
    if work is None or works is None:
        return points
    if not work.effort:
        return words("browse.advice.there", points=points)
    day = iteration_end(works.settings, work.iterations).isoformat()
    effort = short_number(work.effort)
    return words("browse.advice.takes", points=points, effort=effort, n=work.iterations, day=day)


def _lifted(advice: Advice, advisor: AdvisorFile, labels: Labels) -> Iterator[Block]:
    if not advice.lifts:
        return
    said = {(one.id, each.id): each.text for one in advisor.questions for each in one.options}
    yield Heading(words("browse.advice.lifts"), 2)
    rows = []
    for lift in advice.lifts:
        because = "; ".join(said[answer] for answer in lift.because)
        text = words("browse.advice.lift", level=lift.target, importance=lift.importance, because=because)
        rows.append((f"{labels.name(lift.capability)}:", text))
    yield Items(tuple(rows))


def _reasons(title: str, reasons: Sequence[Reason], texts: Mapping[str, str]) -> Iterator[Block]:
    if reasons:
        yield Heading(title, 2)
        yield Items(tuple(("", f"{reason.reason} ({texts[reason.question]} {reason.text}.)") for reason in reasons))
