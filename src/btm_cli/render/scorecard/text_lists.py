"""The lists below the heat map: gaps, priorities, what is not assessed or not applicable, findings.

In: a `View` and a `Typesetter`. Out: lines, none for an empty list. Each list ends by saying how much it left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from btm_cli.render.document.safe import encodable
from btm_cli.render.document.typeset import Line, Typesetter
from btm_cli.render.scorecard.view import CriterionView, FindingView, View

CRITERIA_SHOWN = 3
ENTRIES_SHOWN = 12
ALIKE_SHOWN = 3
INDENT = 4


def gaps(view: View, page: Typesetter) -> list[Line]:
    """The cells furthest below their target, with the first criteria still to meet."""
    lines: list[Line] = []
    for gap in view.gaps:
        numbers = f"{gap.figures.score:>5} \u2192 {gap.figures.target:>5}  gap {gap.figures.gap:>5}"
        lines += [*_entry(gap.place, numbers, page), *_criteria(gap.criteria, gap.reference, page, 2)]
    return lines + _more(view.more_gaps, "gaps", page, "--top N shows more")


def priorities(view: View, page: Typesetter) -> list[Line]:
    """The next steps, best first, each with the factors of its priority and what is in its way."""
    lines: list[Line] = []
    for step in view.priorities:
        factors = dict(step.factors)
        why = (
            f"({factors['gain']} gain + {factors['lift']} lift + {factors['enables']} enables) "
            f"× {factors['importance']} importance / {factors['effort']} effort"
        )
        lines += _entry(f"{step.rank}. {step.place}", f"level {step.step}  priority {step.priority:>5}", page)
        lines += _indented(why, page, 2)
        if step.reasons:
            lines += _indented("; ".join(step.reasons), page, 2)
        for blocker in step.blockers:
            lines += _indented(f"blocked: {blocker}", page, 2, "warning")
        lines += _criteria(step.criteria, step.reference, page, 1)
    return lines + _more(view.more_priorities, "steps", page, "--top N shows more")


def not_assessed(view: View, page: Typesetter) -> list[Line]:
    """Capabilities with dimensions that nobody has answered."""
    return _pairs(view.not_assessed, page)


def left_out(view: View, page: Typesetter) -> list[Line]:
    """What is not applicable, each with its reason."""
    return _pairs(view.not_applicable, page)


def findings(view: View, page: Typesetter) -> list[Line]:
    """What a reader must know beside the numbers: a few of each kind, so that no kind hides another."""
    by_code: defaultdict[str, list[FindingView]] = defaultdict(list)
    for found in view.findings:
        by_code[found.code].append(found)
    lines: list[Line] = []
    for code, alike in by_code.items():
        for found in alike[:ALIKE_SHOWN]:
            mark = page.left(found.severity, 8)
            for position, line in enumerate(page.wrap(found.message, page.columns - 9, 4)):
                lines.append([("         ", "") if position else (f"{mark} ", found.severity), (line, "")])
        lines += _more(len(alike) - ALIKE_SHOWN, f"{code} findings", page)
    return lines


def _entry(name: str, numbers: str, page: Typesetter) -> list[Line]:
    """A name on the left, its numbers on the right; below it where the page is too narrow for both."""
    numbers = encodable(numbers, page.encoding)
    room = page.columns - len(numbers) - 2
    if room < page.columns // 3:
        return [[(page.cut(name, page.columns), "strong")], *_indented(numbers, page, 2)]
    return [[(page.left(name, room), "strong"), (f"  {numbers}", "")]]


def _criteria(criteria: Sequence[CriterionView], reference: str, page: Typesetter, height: int) -> list[Line]:
    """The first criteria, each claim on at most `height` lines."""
    lines: list[Line] = []
    for criterion in criteria[:CRITERIA_SHOWN]:
        identifier = page.left(criterion.id, 4)
        for position, line in enumerate(page.wrap(criterion.claim, page.columns - INDENT - 5, height)):
            lines.append([(" " * INDENT, ""), ("     " if position else f"{identifier} ", "strong"), (line, "")])
    if len(criteria) > CRITERIA_SHOWN:
        lines += _indented(f"and {len(criteria) - CRITERIA_SHOWN} more: btm explain {reference}", page, 1)
    return lines


def _pairs(pairs: Sequence[tuple[str, str]], page: Typesetter) -> list[Line]:
    lines: list[Line] = []
    for name, text in pairs[:ENTRIES_SHOWN]:
        wrapped = page.wrap(f"{name}: {text}", page.columns - INDENT, 3)
        lines += [[("  " if position == 0 else "    ", ""), (line, "")] for position, line in enumerate(wrapped)]
    return lines + _more(len(pairs) - ENTRIES_SHOWN, "entries", page)


def _indented(text: str, page: Typesetter, lines: int, style: str = "") -> list[Line]:
    wrapped = page.wrap(text, page.columns - INDENT, lines)
    return [[(" " * INDENT, ""), (line, style)] for line in wrapped]


def _more(count: int, noun: str, page: Typesetter, where: str = "--format json lists all") -> list[Line]:
    if count <= 0:
        return []
    return _indented(f"... and {count} more {noun} ({where})", page, 1)
