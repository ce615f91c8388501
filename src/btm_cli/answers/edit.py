"""Changes to an answers file that keep everything else of its text: comments, order, quoting, line breaks.

In: a text and what is to change, by key path. Out: the new text, in which one changed answer is one changed line. New
text is spliced in at the parser's marks; then it is parsed again and compared with what was meant.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from btm_cli.answers.delta import Remove, changed, delta_between, same
from btm_cli.answers.splice import Splicer
from btm_cli.diagnostics import KeyPath, has_errors
from btm_cli.errors import BtmError, ExitCode
from btm_cli.source import Document, parse
from btm_cli.source.outline import comments

REMOVE: Final = Remove()
"""As a change's value: the key goes."""

Order = Sequence[Sequence[str]]
"""Lists of names: keys of one mapping that stand in one of them are put in its order."""


_LEAF: Final = frozenset({"rating", "level", "title", "name"})
"""A mapping with one of these is an entry, which stands on one line."""
DEEPEST_PARTS: Final = 4
"""`answers`, capability, cell, criterion."""


class Change(NamedTuple):
    """The value at `path` (keys of mappings only) becomes `value`, plain data as `parse` gives it, or `REMOVE`."""

    path: KeyPath
    value: Any


def changes_between(old: Mapping[str, Any], new: Mapping[str, Any], path: KeyPath = ()) -> list[Change]:
    """The changes that make `new` of `old`, each as deep as it goes, so that `edit` touches no more than it must.

    A key that stands open stays. What is new and made of parts (a capability with cells, say) is one change a part,
    each on its own line.
    """
    gone = (name for name, value in old.items() if name not in new and _pruned(value) not in (None, {}))
    found = [Change((*path, name), REMOVE) for name in gone]
    for name, value in new.items():
        former = old.get(name)
        if name in old and same(former, value):
            continue
        here = (*path, name)
        parts = isinstance(value, Mapping) and value and not _LEAF & value.keys()
        if isinstance(value, Mapping) and (isinstance(former, Mapping) or (parts and len(here) < DEEPEST_PARTS)):
            found += changes_between(former if isinstance(former, Mapping) else {}, value, here)
        else:
            found.append(Change(here, value))
    return found


class EditRefused(BtmError):
    """The text is such that a change could do more, or less, than was meant; nothing is changed."""

    exit_code = ExitCode.INVALID


def edit(text: str, changes: Sequence[Change], file: str = "the file", order: Order = ()) -> str:
    """The text with all `changes` made; later ones win. Raises EditRefused, also where the text is not valid YAML.

    A byte order mark stays. `order` says where a new key goes among its neighbours; a commented line `# key:` is filled
    in place. A mapping that loses its last key stays as an empty value, which means the same.
    """
    mark, body = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    before = _read(body, file).data or {}
    meant = before
    for change in changes:
        if not change.path or not all(isinstance(part, str) for part in change.path):
            raise EditRefused(f"{file}: a change needs a path of keys, not {change.path!r}")
        meant = changed(meant, [str(part) for part in change.path], change.value)
    if same(meant, before):
        return text
    parents = {tuple(map(str, change.path[:depth])) for change in changes for depth in range(1, len(change.path))}
    splicer = Splicer(body, order)
    result = splicer.apply(delta_between(before, meant, parents))
    if result is None and len(changes) > 1:  # two of them touch the same place
        for change in changes:
            text = edit(text, [change], file, order)
        return text
    if result is None or not _same(_read(result, file, again=True).data, meant):
        raise EditRefused(
            f"{file}: this change can't be made without changing more than was meant; nothing is written",
            hint="make the change in an editor, then go on",
        )
    _keeps_comments(body, result, splicer.filled, file)
    return mark + result


def _keeps_comments(old: str, new: str, filled: Sequence[str], file: str) -> None:
    """Raises EditRefused, with their lines, where comments would be lost that did not wait for a key."""
    kept = Counter(new[start:end].rstrip() for start, end in comments(new))
    kept.update(text.rstrip() for text in filled)
    lost = []
    for start, end in comments(old):
        text = old[start:end].rstrip()
        kept[text] -= 1
        if kept[text] < 0:
            lost.append(old.count("\n", 0, start) + 1)
    if lost:
        noun, lines = ("line", lost[0]) if len(lost) == 1 else ("lines", ", ".join(map(str, lost[:10])))
        raise EditRefused(
            f"{file}: comments would be lost ({noun} {lines}); nothing is written",
            hint="move them out of what is changed, or make the change in an editor",
        )


def _read(text: str, file: str, *, again: bool = False) -> Document:
    document, problems = parse(text.encode("utf-8", "surrogatepass"), file)
    if document is None or has_errors(problems):
        first = problems[0]
        if again:
            raise EditRefused(
                f"{file}: this change would make the file unreadable (line {first.location.line}: {first.message}); "
                "nothing is written",
                hint="make the change in an editor, then go on",
            )
        raise EditRefused(f"{file}:{first.location.line}: {first.message}", hint=f"btm validate {file}")
    return document


def _same(data: Any, other: Any) -> bool:
    """Whether two files mean the same; a file without a value is one without keys."""
    return same(_pruned(data) or {}, _pruned(other) or {})


def _pruned(data: Any) -> Any:
    """`data` without what means nothing: keys with null, and mappings with nothing in them."""
    if not isinstance(data, Mapping):
        return list(map(_pruned, data)) if isinstance(data, (list, tuple)) else data
    found = {key: _pruned(value) for key, value in data.items()}
    return {key: value for key, value in found.items() if value is not None and value != {}}
