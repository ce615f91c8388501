"""What is asked for, and what comes of each choice.

In: a `Board`. Out: blocks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from btm_cli.planning.roadmap import Roadmap
from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Column, Row, Table
from btm_cli.render.document.columns import columns
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.subject import at_depth
from btm_cli.render.document.words import few, series, words, written_day
from btm_cli.render.report.board import Amounts, Board
from btm_cli.render.report.front import said
from btm_cli.scoring.exact import hundredths
from btm_cli.summary.doubt import expired
from btm_cli.summary.entry import Entry
from btm_cli.summary.options import Option

COLUMNS = ("choice", "score", "range", "evidenced", "below", "state")


def asked_table(board: Board) -> Table:
    """The decisions with what they take, and their sum."""
    named = columns("report.asked", ("decision", "owner", "done"), whole=("done",))
    heads = (*named, *(Column(name, right=True) for name in board.amounts.headings))
    rows: list[Row | tuple[str, ...]] = []
    for number, decision in enumerate(board.decisions, 1):
        text = words("report.asked.numbered", number=number, said=said(board, decision.entry))
        owner, by = _owner(board, decision.entry), _done_by(board, decision.entry)
        rows.append((text, owner, by, *board.amounts.texts(decision.amount)))
    amounts = [decision.amount for decision in board.decisions]
    summed = [str(number) for number, amount in enumerate(amounts, 1) if amount is not None]
    if len(summed) > 1:
        total = board.amounts.texts(board.amounts.together(amounts))
        rows.append(Row((words("report.asked.together", which=series(summed)), "", "", *total)))
    rows += _whole_plan(board)
    without = words("report.asked.no-effort") if None in amounts and any(amounts) else ""
    caption = (_decide_by(board), board.amounts.basis(), board.amounts.without_cost(), without)
    return Table(heads, tuple(rows), " ".join(filter(None, caption)))


def _whole_plan(board: Board) -> Iterator[Row]:
    """What all iterations take, so that nobody takes the next one for everything."""
    plan, given = board.roadmap, board.given
    if plan is None or len(plan.steps) == len(plan.iterations[0].steps):
        return
    groups = (*(each.steps for each in plan.iterations), plan.later)
    amounts = [Amounts(steps, given.standard, given.answers).of(steps) for steps in groups if steps]
    labels, ends = Labels(given.standard), plan.iterations[-1].card
    text = words(
        "report.asked.plan",
        n=len(plan.steps),
        iterations=words("plan.iterations", n=plan.settings.iterations),
        score=at_depth(write.short_score(ends.overall.numbers.score, labels.thresholds), ends, labels),
    )
    last = written_day(max(step.due for step in plan.steps))
    yield Row((text, "", last, *board.amounts.texts(board.amounts.together(amounts))), "quiet")


def _owner(board: Board, entry: Entry) -> str:
    """Who sees to it; owners are named by those who are asked."""
    owners, report = entry.values.get("owners"), board.given.answers.report
    if isinstance(owners, tuple):
        return few(owners or (words("report.nobody"),))
    return (report.prepared_for if report and entry.id.startswith("ask.owner") else "") or write.NOTHING


def _done_by(board: Board, entry: Entry) -> str:
    """By when it is done; a day that does not lie ahead asks for it at once."""
    done = entry.values.get("done_by")
    if not isinstance(done, date):
        return write.NOTHING
    return written_day(done) if done > board.given.card.as_of else words("report.asked.at-once")


def _decide_by(board: Board) -> str:
    """When it is to be decided, as the engine says, and what hangs on that day where steps are asked for."""
    when, day, start = board.deciding
    steps = board.roadmap is not None and board.roadmap.iterations[0].steps
    key = f"report.asked.decide.{when}" if steps else f"report.asked.decide.without-steps.{when}"
    return words(key, day=written_day(day) if day else "", start=written_day(start))


def options_heading(board: Board) -> str:
    """The heading of the choices, with the day that they are seen from."""
    return words("report.options.title", day=written_day(board.options[0].day))


def options_table(board: Board) -> Table:
    """What comes of each choice."""
    labels, standard = Labels(board.given.standard), board.given.standard
    ranged = any(each.low != each.high for each in board.options)
    shown = {"range": ranged, "below": any(each.below for each in board.options), "state": bool(standard.states)}
    names = [name for name in COLUMNS if shown.get(name, True)]
    rows = []
    for each in board.options:
        texts = {
            "choice": words(f"report.options.{each.choice}", n=_first(board)),
            "score": at_depth(write.short_score(each.score, labels.thresholds), board.given.card, labels),
            "range": words("report.options.between", **_ends(each, labels)),
            "evidenced": write.short_score(_with_evidence(each, board), labels.thresholds),
            "below": str(each.below),
            "state": _state(each, board),
        }
        rows.append(tuple(texts[name] for name in names))
    heads = columns("report.options", names, right=COLUMNS[1:-1])
    return Table(heads, tuple(rows), " ".join(_options_caption(board)))


def _state(each: Option, board: Board) -> str:
    """The state, and on what it depends where the open cells can take it away."""
    standard = board.given.standard
    state = Labels(standard).state(each.state)
    return state if each.risk == "none" else words("report.options.state-open", state=state)


def _with_evidence(each: Option, board: Board) -> Fraction | None:
    """The score with evidence, None where nothing is cited, neither today nor by a step."""
    cited = board.given.card.overall.counts.evidence_cited or each.steps
    return each.evidenced if cited else None


def _ends(each: Option, labels: Labels) -> dict[str, str]:
    """Where a score can end with all that is open."""
    limits = labels.thresholds
    return {"low": write.short_score(each.low, limits), "high": write.short_score(each.high, limits)}


def _first(board: Board) -> int:
    """Which decision the option of a single one is about."""
    return next((n for n, each in enumerate(board.decisions, 1) if each.amount is not None), 1)


def _options_caption(board: Board) -> Iterator[str]:
    """What the score with evidence counts, why a range grows, what is not shown by then, and what the plan leaves."""
    yield words("report.options.evidence-counts")
    if any(decision.entry.id == "ask.proof" for decision in board.decisions):
        yield words("report.options.uncited")
    yield from _run_out(board)
    yield from _by_evidence(board)
    yield from _just_under(board)
    if _spread(board.options[-1]) > _spread(board.options[0]):
        yield words("report.options.wider")
    roadmap = board.roadmap
    if roadmap is None:
        return
    later = sum(step.due > board.options[0].day for step in roadmap.iterations[0].steps)
    if later:
        yield words("report.options.later", n=later)
    yield from _left_below(roadmap)


def _run_out(board: Board) -> Iterator[str]:
    """What the documents take that run out on the way and that no choice renews."""
    answers, today, nothing = board.given.answers, board.given.card, board.options[0]
    now, then = today.overall.numbers.evidenced, nothing.evidenced
    ending = set(expired(answers, nothing.day)) - set(expired(answers, today.as_of))
    if ending and now is not None and then is not None and then < now:
        taken = write.number(Fraction(hundredths(now) - hundredths(then), 100))
        yield words("report.options.run-out", n=len(ending), now=write.number(now), taken=taken)


def _by_evidence(board: Board) -> Iterator[str]:
    """The state that evidence alone gives, where the one by answers is another in any row."""
    labels = Labels(board.given.standard)
    if all(each.state == each.evidenced_state for each in board.options):
        return
    names = [labels.state(each.evidenced_state) for each in board.options]
    if len(set(names)) == 1:
        yield words("report.options.by-answers", state=names[0])
    else:
        yield words("report.options.by-answers-each", states=", ".join(names))


def _just_under(board: Board) -> Iterator[str]:
    """What "<" means, where a score of the table has it."""
    labels, standard = Labels(board.given.standard), board.given.standard
    shown = {text for each in board.options for text in _ends(each, labels).values() if text.startswith("<")}
    for state in standard.states:
        score = write.number(state.from_score)
        if f"<{score}" in shown:
            yield words("report.options.just-under", score=score)


def _spread(option: Option) -> Fraction:
    """How far above its score a choice can end."""
    return Fraction(0) if option.high is None or option.score is None else option.high - option.score


def _left_below(roadmap: Roadmap) -> Iterator[str]:
    """The cells that the plan leaves below their targets: those under way at its end, and why the others are not."""
    unclosed = roadmap.unclosed
    under_way = len(roadmap.left_over) - len(unclosed)
    why: dict[str, int] = {"under-way": under_way} if under_way else {}
    why |= Counter(each.reason for each in unclosed)
    done = written_day(max(step.due for step in roadmap.later)) if roadmap.later else ""
    if len(why) == 1:
        [alone] = why
        reason = words(f"report.options.why-alone.{alone}", day=done)
        yield words("report.options.left-alone", n=len(roadmap.left_over), reason=reason)
    elif why:
        reasons = "; ".join(words(f"report.options.why.{reason}", n=n, day=done) for reason, n in why.items())
        yield words("report.options.left", n=len(roadmap.left_over), reasons=reasons)
