"""What a reader of a comparison must know beside its numbers, in whole sentences.

In: a `Comparison`. Out: sentences, in the order of reading.
"""

from __future__ import annotations

from btm_cli.compare.comparison import ASSURANCES, Comparison


def notes(compared: Comparison) -> tuple[str, ...]:
    """What to know before believing the numbers, and the evidence that time moved."""
    said = []
    together = {causes for causes in compared.untold.values() if causes}
    for causes in sorted(together):
        which = [name for name in ASSURANCES if compared.untold.get(name) == causes]
        said.append(
            f"Of {_and(which)} scores the causes can't be told apart, since only scorecards are at hand: "
            f"{_and(list(causes))} may have been at work."
        )
    if any(not causes for causes in compared.untold.values()) and compared.overall.moved:
        said.append("These scorecards differ though standard, answers and date are the same: another version?")
    if any(part.in_order for part in compared.parts):
        said.append(
            "In cells with more than eight changed answers these are taken in the standard's order and in the "
            "reverse, not in every order."
        )
    if compared.old.enterprise != compared.new.enterprise:
        said.append(f"These are two enterprises: {compared.old.enterprise} and {compared.new.enterprise}.")
    if compared.old.standard_digest != compared.new.standard_digest and (compared.old.edition == compared.new.edition):
        said.append(f"Both sides say edition {compared.new.edition}, but its content is not the same.")
    if compared.lapsed:
        said.append(f"Evidence that no longer holds: {', '.join(compared.lapsed)}.")
    if compared.arrived:
        said.append(f"Evidence that holds now and did not before: {', '.join(compared.arrived)}.")
    return tuple(said)


def _and(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
