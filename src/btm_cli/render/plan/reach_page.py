"""What a target takes, as a page, and on one screen.

In: a `Reach` with its settings and scorecard. Out: blocks.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.planning.model import Settings
from btm_cli.planning.reach import Reach, RuleReach
from btm_cli.render.document import numbers as write
from btm_cli.render.document.blocks import Block, Cell, Column, Heading, Items, Paragraph, Table, listed
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.subject import extent_block, who
from btm_cli.render.document.words import words
from btm_cli.scoring.scorecard import Scorecard
from btm_cli.standard.model import Standard

MOST_STEPS = 8


def reach_page(found: Reach, goal: str, card: Scorecard, settings: Settings, standard: Standard) -> Iterator[Block]:
    """Effort, iterations, capacity, the longest chain, what is out of reach; `goal` is the state or level asked for."""
    labels = Labels(standard)
    yield _title(goal, card, labels)
    yield _today(card, standard, labels)
    yield from extent_block(card, labels)
    if found.rule is not None:
        yield Heading(words("reach.rule", state=labels.state(goal)), 2)
        yield from _rule(found.rule, settings, labels)
    yield Heading(words("reach.every-cell", level=found.level), 2)
    facts = (
        ("effort", words("reach.points", n=found.steps, effort=write.short_number(found.effort))),
        ("iterations", _iterations(found.iterations, found.iterations_least, settings)),
        ("capacity", words("reach.within", n=settings.iterations, points=_capacity(found))),
    )
    yield Items(tuple((words(f"reach.fact.{name}"), text) for name, text in facts))
    if found.chain:
        yield Heading(words("reach.chain"), 3)
        yield _chain(found, labels)
    if found.unreachable:
        yield Heading(words("reach.unreachable"), 3)
        yield listed(f"{labels.place(reference)}: {why}" for reference, why in found.unreachable)
    if found.assess_first:
        yield Paragraph(words("reach.assess-first", n=len(found.assess_first)))


def reach_brief(found: Reach, goal: str, card: Scorecard, settings: Settings, standard: Standard) -> Iterator[Block]:
    """The same on one screen: the first steps of the rule, then what each reading of the goal takes."""
    labels = Labels(standard, short=True)
    yield _title(goal, card, labels)
    yield from extent_block(card, Labels(standard))
    yield _today(card, standard, labels)
    if found.rule is not None and found.rule.steps:
        by_iteration = sorted(found.rule.steps, key=lambda step: step.iteration or 0)
        table = _steps(found.rule._replace(steps=tuple(by_iteration)), labels)
        more = len(by_iteration) - MOST_STEPS
        caption = words("plan.brief.more-steps", n=more) if more > 0 else ""
        yield Table(table.columns, table.rows[:MOST_STEPS], caption)
    every = [
        words("reach.points", n=found.steps, effort=write.short_number(found.effort)),
        _iterations(found.iterations, found.iterations_least, settings),
    ]
    ends = [("", words("document.full")), (f"{words('reach.every-cell', level=found.level)}:", "; ".join(every))]
    if found.rule is not None:
        pairs = [text for block in _rule(found.rule, settings, labels) for text in _texts(block)]
        ends.append((f"{words('reach.rule', state=labels.state(goal))}:", "; ".join(pairs)))
    yield Items(tuple(ends))


def _title(goal: str, card: Scorecard, labels: Labels) -> Heading:
    return Heading(words("reach.title", goal=labels.state(goal), who=who(card.enterprise, card.unit, card.period)))


def _today(card: Scorecard, standard: Standard, labels: Labels) -> Paragraph:
    """Where the file stands."""
    numbers = card.overall.numbers
    score, gap = write.score(numbers.score, labels.thresholds), write.gap(numbers.gap, numbers.score, numbers.target)
    said = {"standard": standard.title, "edition": card.edition, "day": card.as_of, "score": score, "gap": gap}
    return Paragraph(words("reach.today", **said))


def _texts(block: Block) -> Iterator[str]:
    """What a block says outside a table."""
    if isinstance(block, Items):
        yield from (text for _, text in block.items)
    elif isinstance(block, Paragraph):
        yield block.text


def _rule(rule: RuleReach, settings: Settings, labels: Labels) -> Iterator[Block]:
    """The least that makes the rule true, and when."""
    if rule.effort is None or rule.effort_least is None:
        yield Paragraph(words("reach.rule-impossible"))
        yield listed(rule.obstacles)
        return
    if not rule.effort:
        yield Paragraph(words("reach.rule-true"))
        return
    effort = words("reach.points", n=len(rule.steps), effort=write.short_number(rule.effort))
    least = write.short_number(rule.effort_least)
    key = "reach.rule-least" if rule.effort == rule.effort_least else "reach.rule-found"
    facts = [("effort", words(key, points=effort, least=least, method=rule.method))]
    if rule.at_least is not None:
        facts.append(("iterations", _iterations(rule.iterations, rule.at_least, settings)))
    yield Items(tuple((words(f"reach.fact.{name}"), text) for name, text in facts))
    yield _steps(rule, labels)


def _steps(rule: RuleReach, labels: Labels) -> Table:
    """The steps that make the rule true."""
    columns = (
        Column(words("plan.cell")),
        Column(words("plan.level")),
        Column(words("reach.criteria")),
        Column(words("reach.fact.effort"), right=True),
        Column(words("reach.iteration"), right=True),
    )
    rows = tuple(
        (
            Cell(labels.place(step.reference), about=step.reference),
            f"{step.from_level} → {step.to_level}",
            ", ".join(step.criteria),
            write.short_number(step.effort),
            write.whole(step.iteration),
        )
        for step in rule.steps
    )
    return Table(columns, rows)


def _iterations(found: int | None, least: int, settings: Settings) -> str:
    """How many iterations it takes at the capacity; None: more than can be planned."""
    key = "reach.at-assumed" if settings.capacity_assumed else "reach.at"
    needed = words("reach.too-many") if found is None else _proven(found, least, "reach.needed")
    return words(key, capacity=write.short_number(settings.capacity), iterations=needed)


def _capacity(found: Reach) -> str:
    if found.capacity is None:
        return words("reach.no-capacity", n=len(found.chain))
    return _proven(int(found.capacity), int(found.capacity_least), "reach.points-needed")


def _proven(found: int, least: int, key: str) -> str:
    """A figure that was found, and whether it is proven that less can't do."""
    return words(f"{key}-least" if found == least else key, n=found, least=least)


def _chain(found: Reach, labels: Labels) -> Table:
    rows = tuple(
        (
            str(link.iteration),
            labels.place(link.reference),
            f"{link.from_level} → {link.to_level}",
            write.short_number(link.effort),
        )
        for link in found.chain
    )
    columns = (
        Column(words("reach.iteration"), right=True),
        Column(words("plan.cell")),
        Column(words("plan.level")),
        Column(words("reach.fact.effort"), right=True),
    )
    return Table(columns, rows)
