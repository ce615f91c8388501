"""What a reference on the command line means: `capability[/dimension[/criterion]]`, an area, level, state or dimension.

In: what was typed, where any unambiguous beginning of each part (or an alias) will do. Out: a `Named` with full ids.
Files hold full ids and never come through here.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from btm_cli.diagnostics import short
from btm_cli.errors import UsageProblem
from btm_cli.names import loosely
from btm_cli.standard.model import EMPTY_CELL, Cell, Criterion, Standard
from btm_cli.validation import did_you_mean, one_of


class Named(NamedTuple):
    """Something the standard names.

    `kind` is area, capability, cell, criterion, dimension, level, state, theme, term, rating (the scale's words) or
    effort (the scale of it).

    `id` is the full reference; the parts are set as far as the kind has them.
    """

    kind: str
    id: str
    capability: str | None = None
    dimension: str | None = None
    criterion: str | None = None


def cell_of(named: Named, standard: Standard) -> Cell | None:
    """The cell that `named` is, or is in; None where the standard has nothing there."""
    return standard.cell(named.capability or "", named.dimension or "")


def criterion_of(named: Named, standard: Standard) -> Criterion:
    """The criterion that `named` is."""
    criteria = (cell_of(named, standard) or EMPTY_CELL).all_criteria()
    return next(each for each in criteria if each.id == named.criterion)


def resolve(text: str, standard: Standard, *, spoken: bool = False) -> Named:
    """Find what `text` names; with `spoken` also themes, terms, ratings and effort, which are only ever explained.

    Raises UsageProblem where that is nothing, or more than one thing.
    """
    head, *rest = [part.casefold().strip() for part in text.split("/")]
    if len(rest) > 2 or not head:
        raise UsageProblem(f"`{short(text)}` is not a reference", "write capability[/dimension[/criterion]]")
    if not rest:
        return _single(text, head, standard, spoken)
    capability = pick(head, _capabilities(standard), "capability")
    dimension = pick(rest[0], _dimensions(standard), "dimension")
    cell = f"{capability}/{dimension}"
    if len(rest) == 1:
        return Named("cell", cell, capability, dimension)
    found = standard.cell(capability, dimension)
    known = [criterion.id for criterion in found.all_criteria()] if found else []
    if rest[1] not in known:
        hint = f"criteria there: {one_of(known)}" if known else "no criteria are written there"
        raise UsageProblem(f"{cell} has no criterion `{short(rest[1])}`", hint)
    return Named("criterion", f"{cell}/{rest[1]}", capability, dimension, rest[1])


def resolve_only(texts: Iterable[str], standard: Standard, kind: str) -> list[str]:
    """The ids that `texts` name, all of one kind (area or capability). Raises UsageProblem."""
    names = _areas(standard) if kind == "area" else _capabilities(standard)
    return [pick(text.casefold().strip(), names, kind) for text in texts]


def resolve_parts(texts: Iterable[str], standard: Standard) -> list[str]:
    """The capabilities that `texts` name, themselves or by area, in the standard's order. Raises UsageProblem."""
    areas = {area.id: area.aliases for area in standard.areas}
    names = areas | {name: capability.aliases for name, capability in standard.capabilities.items()}
    named = {pick(text.casefold().strip(), names, "area or capability") for text in texts}
    members = {area.id: area.capabilities for area in standard.areas}
    wanted = {name for part in named for name in members.get(part, (part,))}
    return [capability.id for capability in standard.ordered_capabilities() if capability.id in wanted]


def _single(text: str, word: str, standard: Standard, spoken: bool) -> Named:
    """One word: an exact id or alias of any kind first, then an unambiguous beginning over all kinds."""
    number = word.removeprefix("level-").removeprefix("level ").strip()
    if number.isascii() and number.isdigit() and len(number) < 4:
        if standard.base <= int(number) <= standard.top:
            return Named("level", str(int(number)))
        raise UsageProblem(f"there is no level {number}", f"levels run from {standard.base} to {standard.top}")
    kinds: dict[str, dict[str, tuple[str, ...]]] = {
        "capability": _capabilities(standard),
        "area": _areas(standard),
        "state": {state.id: (state.name,) for state in standard.states},
        "dimension": _dimensions(standard),
        "level": {str(level.level): (level.name,) for level in standard.levels},
    }
    begins = _found(word, kinds)
    words = _words(standard) if spoken else {}
    if not any(_written_out(word, name, kinds[kind]) for kind, name in begins) and (said := _found(word, words)):
        # A word of the claims comes first where it is written out, else only where nothing else is meant.
        begins = said[:1] if _written_out(word, said[0][1], words[said[0][0]]) else begins or said
    if not begins:
        known = [name for names in kinds.values() for name in names]
        lists = "see `btm standard list`" + (" and `btm explain words`" if spoken else "")
        raise UsageProblem(f"nothing here is called `{short(text)}`", did_you_mean(word, known) or lists)
    if len(begins) > 1:
        raise UsageProblem(
            f"`{short(text)}` could be several things", one_of(f"{name} ({kind})" for kind, name in begins)
        )
    kind, name = begins[0]
    capability = name if kind == "capability" else None
    return Named(kind, name, capability=capability, dimension=name if kind == "dimension" else None)


def _words(standard: Standard) -> dict[str, dict[str, tuple[str, ...]]]:
    """What is explained but never referred to: themes before terms of the same name, and the two scales."""
    return {
        "rating": {"rating": ("ratings",)},
        "effort": {"effort": ()} if standard.effort_scale is not None else {},
        "theme": {theme.id: () for theme in standard.themes},
        "term": {term.id: term.also for term in standard.terms},
    }


def _written_out(word: str, name: str, names: Mapping[str, tuple[str, ...]]) -> bool:
    return word == name or _is_alias(word, names[name])


def _found(word: str, kinds: Mapping[str, Mapping[str, tuple[str, ...]]]) -> list[tuple[str, str]]:
    """What `word` is exactly, else what it is a name of, else what it begins."""
    begins = [(kind, name) for kind, names in kinds.items() for name in _meant(word, names)]
    exact = [(kind, name) for kind, name in begins if word == name]
    aliased = [(kind, name) for kind, name in begins if _is_alias(word, kinds[kind][name])]
    by_id = [(kind, name) for kind, name in begins if name.startswith(word)]
    return exact or aliased or by_id or begins


def pick(word: str, names: dict[str, tuple[str, ...]], kind: str) -> str:
    """The one id of `names` (id to aliases) that `word`, in lower case, means or begins. Raises UsageProblem."""
    found = _meant(word, names)
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageProblem(f"`{short(word)}` could be several: {one_of(found)}", "type a little more of it")
    raise UsageProblem(f"unknown {kind} `{short(word)}`", did_you_mean(word, names) or f"known: {one_of(names)}")


def _meant(word: str, names: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The ids that `word` may stand for: the id itself, else those it is a name of, else those it begins, else those
    of which a name begins with it.
    """
    if word in names:
        return [word]
    aliased = [name for name, aliases in names.items() if _is_alias(word, aliases)]
    begins = [name for name in names if word and name.startswith(word)]
    return aliased or begins or [name for name, aliases in names.items() if _begins(word, (name, *aliases))]


def _is_alias(word: str, aliases: tuple[str, ...]) -> bool:
    said = loosely(word)
    return any(said == loosely(alias) for alias in aliases)


def _begins(word: str, aliases: tuple[str, ...]) -> bool:
    said = loosely(word)
    return bool(said) and any(loosely(alias).startswith(said) for alias in aliases)


def _capabilities(standard: Standard) -> dict[str, tuple[str, ...]]:
    return {name: (*each.aliases, each.name) for name, each in standard.capabilities.items()}


def _areas(standard: Standard) -> dict[str, tuple[str, ...]]:
    return {area.id: (*area.aliases, area.name) for area in standard.areas}


def _dimensions(standard: Standard) -> dict[str, tuple[str, ...]]:
    return {dimension.id: (*dimension.aliases, dimension.name) for dimension in standard.dimensions}


def nearest(text: str, standard: Standard) -> str | None:
    """The id of the capability or area that `text` is another way to write; None where it is none, or several."""
    found = {**_areas(standard), **_capabilities(standard)}
    meant = [name for name, aliases in found.items() if _is_alias(text.casefold(), (name, *aliases))]
    return meant[0] if len(meant) == 1 else None
