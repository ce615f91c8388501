"""What must hold inside an advisor, and between it and the standard.

In: a validated `advisor.yaml` and the `Standard`. Out: problems at key paths of the file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from btm_cli.diagnostics import KeyPath, Problem, short
from btm_cli.standard.companion_check import unique
from btm_cli.standard.companion_schema import AdvisorFile
from btm_cli.standard.model import Standard
from btm_cli.validation import did_you_mean, one_of


def check_advisor(advisor: AdvisorFile, standard: Standard) -> Iterator[Problem]:
    """Points go to states one can aim for, each of these can come out ahead, and rules speak of what there is."""
    states = [state.id for state in standard.states if state.target_level is not None]
    yield from unique(advisor.questions, ("questions",))
    known = True
    for q, question in enumerate(advisor.questions):
        yield from unique(question.options, ("questions", q, "options"))
        for o, option in enumerate(question.options):
            for name in option.points:
                if name not in states:
                    known = False
                    hint = did_you_mean(name, states) or (f"states: {one_of(states)}" if states else None)
                    where: KeyPath = ("questions", q, "options", o, "points", name)
                    message = f"no state to aim for is called `{short(name)}`"
                    yield Problem("unknown-state", message, where, hint=hint, at_key=True)
    yield from _bars(advisor, states)
    yield from _lifts(advisor, standard)
    yield from _wordings(advisor, standard)
    if known:
        for state in states:
            if not can_win(advisor, state, states):
                hint = "give it the most points in options that can be chosen together"
                message = f"`{short(state)}` can't win: another state is level or ahead whatever is answered"
                yield Problem("unwinnable-state", message, ("questions",), hint=hint, at_key=True)


def _bars(advisor: AdvisorFile, states: Sequence[str]) -> Iterator[Problem]:
    """The lowest state always stands, so that there is advice whatever is answered."""
    for index, bar in enumerate(advisor.rules_out):
        yield from _option(advisor, bar.question, bar.option, ("rules_out", index))
        for place, name in enumerate(bar.states):
            where: KeyPath = ("rules_out", index, "states", place)
            yield from _unknown("state", name, states, where)
            if states and name == states[0]:
                message = f"`{short(name)}` is the lowest state and can't be ruled out"
                yield Problem("unwinnable-state", message, where, hint="rule out what is above it")


def _lifts(advisor: AdvisorFile, standard: Standard) -> Iterator[Problem]:
    for index, lift in enumerate(advisor.lifts):
        yield from _option(advisor, lift.question, lift.option, ("lifts", index))
        for place, name in enumerate(lift.capabilities):
            yield from _unknown("capability", name, standard.capabilities, ("lifts", index, "capabilities", place))


def _wordings(advisor: AdvisorFile, standard: Standard) -> Iterator[Problem]:
    known = [question.id for question in advisor.questions]
    known += [f"{question.id}/{option.id}" for question in advisor.questions for option in question.options]
    for profile, texts in advisor.wording.items():
        yield from _unknown("profile", profile, standard.profiles, ("wording", profile), at_key=True)
        for name in texts:
            yield from _unknown("reference", name, known, ("wording", profile, name), at_key=True)


def _option(advisor: AdvisorFile, question: str, option: str, where: KeyPath) -> Iterator[Problem]:
    options = {one.id: [each.id for each in one.options] for one in advisor.questions}
    if question in options:
        yield from _unknown("reference", option, options[question], (*where, "option"))
    else:
        yield from _unknown("reference", question, options, (*where, "question"))


def _unknown(
    kind: str, name: str, known: Collection[str], where: KeyPath, *, at_key: bool = False
) -> Iterator[Problem]:
    if name not in known:
        hint = did_you_mean(name, known) or (f"known: {one_of(known)}" if known else None)
        yield Problem(f"unknown-{kind}", f"unknown {kind} `{short(name)}`", where, hint=hint, at_key=at_key)


def can_win(advisor: AdvisorFile, state: str, states: Iterable[str]) -> bool:
    """Whether some choice of one option a question gives `state` a larger share of its points than any other has.

    No option that rules it out is chosen. Walks the questions with the leads over each rival that can be had so far,
    without those that are nowhere better than another.
    """
    rivals = [name for name in states if name != state]
    most = {
        name: sum(max(option.points.get(name, 0) for option in question.options) for question in advisor.questions)
        for name in (state, *rivals)
    }
    barred = {(bar.question, bar.option) for bar in advisor.rules_out if state in bar.states}
    leads = {(0,) * len(rivals)}
    for question in advisor.questions:
        options = [option for option in question.options if (question.id, option.id) not in barred]
        gains = [_leads(option.points, state, rivals, most) for option in options]
        reached = {tuple(map(sum, zip(lead, gain, strict=True))) for lead in leads for gain in gains}
        leads = {lead for lead in reached if not any(other != lead and _at_least(other, lead) for other in reached)}
    return any(min(lead, default=1) > 0 for lead in leads)


def _leads(points: dict[str, int], state: str, rivals: list[str], most: Mapping[str, int]) -> tuple[int, ...]:
    """By how much an option brings a state's share ahead of each rival's, in parts of both wholes; 0 of none is 0."""
    return tuple(
        points.get(state, 0) * max(1, most[rival]) - points.get(rival, 0) * max(1, most[state]) for rival in rivals
    )


def _at_least(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(a >= b for a, b in zip(one, other, strict=True))
