"""The advisor's outcome as a page, and on one screen.

In: `Advice`, the advisor's questions, the standard. Out: blocks. Every reason is a sentence of the advisor's own file;
a screen has the strongest, and counts what has no room.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from btm_cli.planning.dates import iteration_end
from btm_cli.planning.reach import StateWorks
from btm_cli.render.document.blocks import Block, Heading, Items, Paragraph, Sentences, Table
from btm_cli.render.document.columns import columns
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.numbers import NOTHING, percent, short_number
from btm_cli.render.document.sentences import listed_names
from btm_cli.render.document.subject import extent_block
from btm_cli.render.document.words import series, words
from btm_cli.standard.advice import Advice, Reason
from btm_cli.standard.companion_schema import AdvisorFile
from btm_cli.standard.model import Standard

MOST_REASONS, MOST_LIFTS = 2, 2


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
            yield Paragraph(_capacity(works))
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
    effort, _, day = _takes(state, works)
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


def advice_brief(
    advice: Advice, advisor: AdvisorFile, standard: Standard, works: StateWorks | None = None
) -> Iterator[Block]:
    """The advice; where there is none yet, what can be answered."""
    labels = Labels(standard)
    yield Heading(words("browse.advice.title"))
    if works is not None:
        yield from extent_block(works.card, labels)
    if advice.recommended is None:
        yield Items(
            tuple(
                (f"{question.id}:", ", ".join(option.id for option in question.options))
                for question in advisor.questions
                if question.id in advice.open
            )
        )
    else:
        yield _states(advice, works, labels)
    yield Sentences(tuple(_said(advice, advisor, labels)))


def _states(advice: Advice, works: StateWorks | None, labels: Labels) -> Table:
    """A row a state: its points, and with `works` what it takes that every assessed cell is there."""
    names, rows = ["state", "points", "share"], []
    for state in advice.points:
        points = words("browse.advice.of", n=advice.points[state], most=advice.most[state])
        work = _takes(state, works) if works is not None else ()
        rows.append((labels.state(state), points, percent(advice.shares[state]), *work))
    if works is not None:
        names += ["effort", "quarters", "day"]
    caption = f"{words('browse.advice.every-cell')} {_capacity(works)}" if works is not None else ""
    return Table(columns("browse.advice.table", names, names[1:]), tuple(rows), caption)


def _takes(state: str, works: StateWorks) -> tuple[str, str, str]:
    """Effort, iterations and the day of a state, "-" for what can't be told."""
    work = works.by_state.get(state)
    if work is None:
        return (NOTHING,) * 3
    day = iteration_end(works.settings, work.iterations).isoformat() if work.effort else NOTHING
    return short_number(work.effort), str(work.iterations), day


def _capacity(works: StateWorks) -> str:
    key = "assumed" if works.settings.capacity_assumed else "capacity"
    return words(f"browse.advice.{key}", n=short_number(works.settings.capacity))


def _strongest(reasons: Sequence[Reason]) -> str:
    """The strongest ones, and how many more there are."""
    more = len(reasons) - MOST_REASONS
    counted = [words("browse.advice.more", n=more)] if more > 0 else []
    return " ".join([*(reason.reason for reason in reasons[:MOST_REASONS]), *counted])


def _said(advice: Advice, advisor: AdvisorFile, labels: Labels) -> Iterator[tuple[str, str]]:
    """What it rests on and leaves open, and last the advice."""
    if advice.recommended is not None:
        for label, reasons in (("for", advice.for_it), ("against", advice.against_it)):
            if reasons:
                yield words(f"browse.advice.label.{label}"), _strongest(reasons)
        for text in ruled_out(advice, advisor, labels):
            yield words("browse.advice.label.ruled-out"), text
        if advice.lifts:
            lifted = [
                words(
                    "browse.advice.lifted",
                    capability=labels.name(lift.capability),
                    level=lift.target,
                    importance=lift.importance,
                )
                for lift in advice.lifts
            ]
            yield words("browse.advice.label.lifts"), words("gate.sentence", text=listed_names(lifted, MOST_LIFTS))
        if advice.open:
            yield words("browse.advice.open"), words("gate.sentence", text=listed_names(advice.open, len(advice.open)))
    yield "", words("browse.advice.full")
    title, text = headline(advice, labels)
    ends = [words("gate.sentence", text=title), text, answered(advice, advisor)]
    if advice.recommended is not None:
        ends.append(words("browse.advice.no-more-than-that"))
    yield words("browse.advice.label.advice"), " ".join(ends)
