"""The report as one HTML page that needs nothing else: no network, no other file, no script to be read.

In: `ReportInput`. Out: HTML. Jinja2 escapes all text; style and script lie in the page and are allowed by their
digests alone (Content-Security-Policy), so that nothing a user wrote could ever run.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import groupby
from typing import Any, NamedTuple

from markupsafe import Markup

from btm_cli.render.document.blocks import Block
from btm_cli.render.document.html import described
from btm_cli.render.document.labels import Labels
from btm_cli.render.document.palette import SHADES, shade_of
from btm_cli.render.document.safe import shortened
from btm_cli.render.document.subject import extent, who
from btm_cli.render.document.templates_env import html_templates, security_policy
from btm_cli.render.document.words import words
from btm_cli.render.report.change import change_part
from btm_cli.render.report.evidence import EvidenceRow, evidence_rows
from btm_cli.render.report.given import ReportInput
from btm_cli.render.report.method import method_part
from btm_cli.render.report.path import path_note, state_path
from btm_cli.render.report.radars import radars
from btm_cli.render.report.roadmap import roadmap_part
from btm_cli.render.report.sections import findings_part, gaps_part, left_out_part, policy_part, steps_part
from btm_cli.render.scorecard import headline
from btm_cli.render.scorecard.criteria import CapabilityPart, capability_parts
from btm_cli.render.scorecard.facts import facts
from btm_cli.render.scorecard.figures import MARKS, figures, marks
from btm_cli.render.scorecard.shown import Shown
from btm_cli.scoring.scorecard import CellScore
from btm_cli.standard.model import Standard

FOLDER = os.path.join(os.path.dirname(__file__), "templates")
TITLE_LENGTH = 160
CALCULATIONS = ("claimed", "evidenced", "verified")


class Section(NamedTuple):
    """A part of the page: its id, and either a template of its own or blocks."""

    id: str
    template: str = ""
    blocks: tuple[dict[str, Any], ...] = ()


def report_html(given: ReportInput) -> str:
    """The whole page, the same bytes for the same report."""
    environment = html_templates(FOLDER)
    environment.globals.update(_writers(given), words=words)
    environment.filters["short"] = lambda text: shortened(text, TITLE_LENGTH)
    parts = capability_parts(given.card, given.standard, given.answers, given.evidence)
    evidence, evidence_summary = evidence_rows(given.answers, given.evidence, given.card.as_of, Labels(given.standard))
    links = _links(parts, evidence)
    style = environment.get_template("report.css.j2").render(shades=SHADES)
    script = environment.get_template("report.js").render()
    return environment.get_template("report.html.j2").render(
        **_head(given),
        sections=list(_sections(given, evidence, links)),
        areas=[(area, list(group)) for area, group in groupby(parts, key=lambda part: part.area)],
        links=links,
        path=list(state_path(given)),
        path_note=path_note(given),
        radars=radars(given),
        evidence=evidence,
        evidence_summary=evidence_summary,
        style=Markup(style),
        script=Markup(script),
        policy=security_policy(style, script),
    )


def _head(given: ReportInput) -> Mapping[str, Any]:
    """What the page says of the whole, and the standard's scale."""
    card, standard, labels = given.card, given.standard, Labels(given.standard)
    levels = [
        (shade_of(level.level, standard.base, standard.top), labels.level(level.level)) for level in standard.levels
    ]
    return {
        "title": who(card.enterprise, card.unit, card.period),
        "card": card,
        "standard": standard,
        "dates": headline.dates(card),
        "extent": extent(card, labels),
        "summary": headline.summary(card, standard, labels),
        "calculations": headline.calculations(card, standard, labels),
        "facts": facts(card, labels),
        "notes": list(headline.notes(card, standard, labels)),
        "held_back_by": [(name, labels.name(name)) for name in card.overall.held_back_by],
        "levels": levels,
        "legend": [(mark, words(meaning)) for mark, meaning in MARKS.items()],
    }


def _sections(given: ReportInput, evidence: tuple[EvidenceRow, ...], links: Mapping[str, str]) -> Iterator[Section]:
    """The parts that there are, in the order of reading."""
    card, standard, shown, labels = given.card, given.standard, Shown(given.card), Labels(given.standard)

    def of_blocks(name: str, page: Iterable[Block]) -> Section:
        return Section(name, blocks=tuple(described(page, links, words(f"report.title.{name}"))))

    yield Section("headline", "headline.html.j2")
    if standard.states:
        yield Section("path", "path.html.j2")
    if card.overall.numbers.score is not None:
        yield Section("heat-map", "map.html.j2")
        if radars(given):
            yield Section("radar", "radar.html.j2")
        yield Section("assurance", "assurance.html.j2")
    if shown.gaps():
        yield of_blocks("gaps", gaps_part(shown, labels))
    if given.plan is not None:
        yield of_blocks("roadmap", roadmap_part(given.plan.roadmap, standard))
    elif shown.steps():
        yield of_blocks("next", steps_part(shown, labels))
    if given.comparison is not None:
        yield of_blocks("change", change_part(given.comparison, standard, given.comparison_labels))
    if given.gate is not None:
        yield of_blocks("policy", policy_part(given.gate))
    if card.findings:
        yield of_blocks("findings", findings_part(shown))
    if shown.not_assessed() or card.not_applicable or card.to_find_out or card.remarks:
        yield of_blocks("left-out", left_out_part(shown, labels))
    if shown.capabilities:
        yield Section("criteria", "criteria.html.j2")
    if evidence:
        yield Section("evidence", "evidence.html.j2")
    yield of_blocks("method", method_part(card, standard, given.answers))


def _links(parts: Iterable[CapabilityPart], evidence: Iterable[EvidenceRow]) -> Mapping[str, str]:
    """Every reference that can be jumped to, and the name of that place in the page."""
    links = {row.key: f"e:{row.key}" for row in evidence}
    for part in parts:
        cells = [cell.score.reference for cell in part.cells]
        criteria = [row.reference for cell in part.cells for row in cell.criteria]
        links |= {name: f"r:{name}" for name in (part.area.id, part.score.id, *cells, *criteria)}
    return links


def _writers(given: ReportInput) -> Mapping[str, Any]:
    """How the page writes what is exact."""
    standard, labels = given.standard, Labels(given.standard)

    def square(cell: CellScore) -> str:
        return figures(cell.numbers, labels).score if cell.assessed else cell.basis.replace("-", " ")

    return {
        "figures": lambda numbers: figures(numbers, labels),
        "marks": marks,
        "shade": lambda level: shade_of(level, standard.base, standard.top),
        "square": square,
        "share": lambda score: _share(score, standard),
        "three": CALCULATIONS,
    }


def _share(score: Fraction | None, standard: Standard) -> str:
    """How much of the scale, in hundredths; nothing where there is no score."""
    return "0" if score is None else f"{float((score - standard.base) / (standard.top - standard.base) * 100):.1f}"
