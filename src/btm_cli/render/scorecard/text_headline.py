"""The first lines of an assessment: who, when, how good, how sure.

In: a `View` and a `Typesetter`. Out: lines.
"""

from __future__ import annotations

from btm_cli.render.document.typeset import Line, Typesetter, width
from btm_cli.render.scorecard.view import Assurance, Headline, View

LABEL = 11
NOTE_LINES = 6


def headline(view: View, page: Typesetter) -> list[Line]:
    """The headline; where nothing is assessed, what to do about it instead of empty numbers."""
    head = view.headline
    lines = [_title(head, page), *_plain(page, head.standard), *_plain(page, f"{head.dates}.")]
    if head.scope:
        lines += _plain(page, f"Only in scope: {head.scope}.")
    lines.append([])
    if not view.assessed:
        return lines + _nothing_yet(page)
    lines += [[(line, "title")] for line in page.wrap(head.summary, page.columns, 2)]
    lines += [[], *_assurances(head.assurances, page)]
    for label, text in head.facts:
        wrapped = page.wrap(text, page.columns - LABEL, 2)
        for position, line in enumerate(wrapped):
            lines.append([(page.left("" if position else label, LABEL), "strong"), (line, "")])
    if head.notes:
        lines.append([])
    for note in head.notes:
        lines += _plain(page, note)
    return lines


def _title(head: Headline, page: Typesetter) -> Line:
    """Enterprise, unit and period on one line, each cut to its share."""
    rest = "".join(f" · {page.cut(part, page.columns // 4)}" for part in (head.unit, head.period) if part)
    rest = page.clean(rest)
    rest = f" {rest}" if rest else ""
    return [(page.cut(head.enterprise, page.columns - width(rest)) + rest, "title")]


def _assurances(assurances: tuple[Assurance, ...], page: Typesetter) -> list[Line]:
    """Claimed, evidenced and verified side by side; one below the other where the page is narrow."""
    share = min(34, (page.columns - LABEL) // len(assurances))
    if share < 16:
        texts = (" · ".join(filter(None, (each.score, each.level, each.state))) for each in assurances)
        return [
            [(page.left(each.name, LABEL), "strong"), (page.cut(text, page.columns - LABEL), "")]
            for each, text in zip(assurances, texts, strict=True)
        ]
    rows = [
        ("", [each.name for each in assurances]),
        ("Score", [each.score for each in assurances]),
        ("Level", [each.level for each in assurances]),
        ("State", [each.state for each in assurances]),
    ]
    return [
        [(page.left(label, LABEL), "strong"), ("".join(page.left(text, share - 1) + " " for text in texts), "")]
        for label, texts in rows
        if any(texts)
    ]


def _nothing_yet(page: Typesetter) -> list[Line]:
    return [
        [(page.cut("Nothing is assessed yet, so there is no score.", page.columns), "title")],
        *_plain(
            page,
            "Answer something in the file (a level for each capability is enough to begin with), then run the same "
            "command again. What helps:",
        ),
        [],
        *(
            [(page.left(command, 26), "strong"), (page.cut(purpose, page.columns - 26), "")]
            for command, purpose in (
                ("btm standard show", "what can be answered"),
                ("btm explain CAPABILITY", "what each of its levels means"),
            )
        ),
    ]


def _plain(page: Typesetter, text: str) -> list[Line]:
    return [[(line, "")] for line in page.wrap(text, page.columns, NOTE_LINES)]
