"""`btm explain`: what a reference or a diagnostic code means, and how a number of an assessment came about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from btm_cli.cli.options import AnyStandard, AsOfOption, ToPage
from btm_cli.errors import UsageProblem
from btm_cli.intake.choosing import one_file
from btm_cli.intake.opened import Assessment, Standards, assess_file
from btm_cli.render.emit import Result, emit
from btm_cli.validation import did_you_mean

if TYPE_CHECKING:
    from btm_cli.render.explain.beside import Beside
    from btm_cli.scoring.explanation_accounts import Account
    from btm_cli.standard.model import Standard
    from btm_cli.standard.references import Named

HELP = """Explain a capability, cell, criterion, area, dimension, level or state: what it means and what would
prove it; a theme, a word of the claims, `rating` or `effort`; a word of btm's own, such as gap (`words` lists them).
With --answers, also how its number came about, line by line, in exact arithmetic.

Any unambiguous beginning of each part of a reference will do; `overall` is the headline. A diagnostic code
explains a problem.

Examples:

  btm explain approval/process/3a

  btm explain approval/process --answers answers.yaml

  btm explain synchronization

  btm explain gap

  btm explain duplicate-key
"""

OVERALL = "overall"


def explain(
    reference: Annotated[str, typer.Argument(metavar="REF", help="A reference, a diagnostic code, or `overall`.")],
    answers: Annotated[
        str | None,
        typer.Option(
            "--answers",
            "-a",
            metavar="FILE",
            help="Explain how it was scored in this answers file; without FILE, in the newest one here.",
        ),
    ] = None,
    *,
    where: ToPage,
    as_of: AsOfOption = None,
    standards: AnyStandard,
) -> None:
    """A code's page, or the meaning and the account of a reference."""
    if as_of is not None and answers is None:
        raise UsageProblem("--as-of needs --answers", hint="evidence is judged on a date; meanings have none")
    from btm_cli.intake.glossary import code_paths, page_of
    from btm_cli.render.explain.page import code_page, explain_page
    from btm_cli.render.explain.wire import code_data, explain_data

    page = page_of(reference)
    if page is not None:  # every message says `btm explain CODE`, so a code comes before a reference of the same name
        emit(Result(page=lambda: code_page(page), wire=lambda: code_data(page)), where)
        return
    assessment = assess_file(one_file(answers), standards, as_of) if answers is not None else None
    rules = assessment.loaded.standard if assessment is not None else standards.get()
    named = _resolve(reference, rules, code_paths())
    if isinstance(named, str):
        emit(_words(named), where)
        return
    account = _account(named, assessment) if assessment is not None else None
    card = assessment.card if assessment is not None else None
    found = _beside(named, rules, standards, assessment)
    result = Result(
        page=lambda: explain_page(named, rules, account, card, found),
        wire=lambda: explain_data(named, rules, account, card, found),
    )
    emit(result, where)


def _account(named: Named, assessment: Assessment) -> Account | None:
    """How its number came about."""
    from btm_cli.scoring.explanation import Explainer

    loaded, evidence = assessment.loaded, assessment.evidence
    explainer = Explainer(loaded.standard, loaded.answers, assessment.card, evidence.valid, evidence.problems)
    return explainer.explain(named)


def _beside(named: Named, rules: Standard, standards: Standards, assessment: Assessment | None) -> Beside | None:
    """How the profiles of the answers read it, and what would show it today."""
    from btm_cli.render.explain.beside import beside
    from btm_cli.standard.readings import Readings

    if named.kind not in ("cell", "criterion"):
        return None
    readings = standards.readings(assessment.loaded) if assessment is not None else Readings(rules)
    return beside(named, rules, readings, standards.practice(rules, {named.capability or ""}))


def _words(word: str) -> Result:
    """What one word means, or all of them."""
    from btm_cli.intake.glossary import FILE, LIST, file_keys, glossary
    from btm_cli.render.explain.words import word_page, words_data, words_page

    if word == LIST:
        return Result(page=lambda: words_page(glossary()), wire=lambda: words_data(word, glossary()))
    keys = file_keys() if word == FILE else {}
    meaning = glossary()[word]
    return Result(page=lambda: word_page(word, meaning, keys), wire=lambda: words_data(word, {word: meaning}, keys))


def _resolve(reference: str, standard: Standard, codes: dict[str, str]) -> Named | str:
    """What `reference` names, else the word that it is; where it is nothing, the nearest of all is the hint."""
    from btm_cli.intake.glossary import LIST, find_word, glossary
    from btm_cli.standard.references import Named, resolve

    said = reference.casefold().strip()
    if said == OVERALL:
        return Named(OVERALL, OVERALL)
    if said == LIST:
        return LIST
    try:
        return resolve(reference, standard, spoken=True)
    except UsageProblem as problem:
        word = find_word(reference)
        if word is not None:
            return word
        parts = (standard.areas, standard.states, standard.dimensions)
        names = [*standard.capabilities, *(each.id for part in parts for each in part)]
        if "/" in said or any(name.startswith(said) for name in names):
            raise
        hint = did_you_mean(said, [*names, *glossary(), *codes])
        if hint is None:
            raise
        raise UsageProblem(problem.message, hint) from None
