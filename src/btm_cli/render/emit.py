"""Where results leave: one registry of formats and one dispatcher for every command.

In: a `Result`, which says what it offers (blocks of a page, a wire form, rows, formats of its own), and `Where` it
goes. Out: text on standard output, or a file written whole or not at all and named on standard error. A format is
imported only when it is asked for; a new one is a writer and a line here.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from btm_cli.errors import UsageProblem
from btm_cli.render.document.words import words

if TYPE_CHECKING:
    from btm_cli.render.document.blocks import Block
    from btm_cli.render.wire.rows import Rows

Written = str | bytes


class Result(NamedTuple):
    """What a result can be written as; each part is worked out only where a format asks for it.

    `page` gives blocks, `wire` plain data, `rows` a table; `own` holds writers of formats that only this result has, or
    has in a way of its own. With `too_long` its Markdown is for comments on code hosts: these words stand in place of
    a folded part that would make it longer than such a host takes. A page that begins without a heading has a `title`
    where it is a document. Of one that is `measured` it is said how many pages and bytes were written.
    """

    page: Callable[[], Iterable[Block]] | None = None
    wire: Callable[[], Mapping[str, Any]] | None = None
    rows: Callable[[], Rows] | None = None
    own: Mapping[str, Callable[[], Written]] = MappingProxyType({})
    too_long: str | None = None
    title: str = ""
    measured: bool = False

    def document(self) -> Iterator[Block]:
        """The page as what is kept or passed on, under its title."""
        from btm_cli.render.document.blocks import Heading

        if self.title:
            yield Heading(self.title)
        if self.page is not None:
            yield from self.page()


class Where(NamedTuple):
    """How and where to write: a format's name, a file's ("-" or None: standard output), colour auto|always|never."""

    format: str
    output: str | None = None
    color: str = "auto"


class Format(NamedTuple):
    """A format: the endings of its files, and what it makes of a result; None where a result does not offer that."""

    endings: tuple[str, ...]
    write: Callable[[Result, Where], Written | None] = lambda result, where: None


def _text(result: Result, where: Where) -> Written | None:
    """Into a file, as a terminal of this width would show it, plain unless colour is asked for."""
    if result.page is None:
        return None
    from btm_cli.render.document.console import columns_of
    from btm_cli.render.document.terminal import written

    return written(result.page(), columns_of(sys.stdout, os.environ), "utf-8", where.color == "always")


def _markdown(result: Result, where: Where) -> Written | None:
    from btm_cli.render.document.markdown import to_markdown

    return None if result.page is None else to_markdown(result.document(), result.too_long)


def _html(result: Result, where: Where) -> Written | None:
    if result.page is None:
        return None
    from btm_cli.render.document.html import to_html

    return to_html(result.document())


def _json(result: Result, where: Where) -> Written | None:
    from btm_cli.render.wire.json import render_json

    return None if result.wire is None else render_json(result.wire())


def _yaml(result: Result, where: Where) -> Written | None:
    from btm_cli.render.wire.yaml import render_yaml

    return None if result.wire is None else render_yaml(result.wire())


def _csv(result: Result, where: Where) -> Written | None:
    if result.rows is None:
        return None
    from btm_cli.render.wire.rows import to_csv

    return to_csv(result.rows())


def _parquet(result: Result, where: Where) -> Written | None:
    if result.rows is None:
        return None
    from btm_cli.render.wire.parquet import to_parquet

    return to_parquet(result.rows())


FORMATS: Mapping[str, Format] = {
    "text": Format((".txt", ".text"), _text),
    "markdown": Format((".md", ".markdown"), _markdown),
    "html": Format((".html", ".htm"), _html),
    "json": Format((".json",), _json),
    "yaml": Format((".yaml", ".yml"), _yaml),
    "csv": Format((".csv",), _csv),
    "parquet": Format((".parquet",), _parquet),
    # Formats that single results have of their own; the registry knows their endings.
    "svg": Format((".svg",)),
    "png": Format((".png",)),
    "pdf": Format((".pdf",)),
    "xlsx": Format((".xlsx",)),
    "sarif": Format((".sarif",)),
    "junit": Format((".xml",)),
    "github": Format(()),
    "gitlab": Format(()),
    "oscal": Format((".json",)),
}
PAGE_OF_PDF = rb"/Type\s*/Page\b"
"""What stands once for each page of a PDF as browsers write it."""
BINARY = frozenset({"parquet", "png", "pdf", "xlsx"})


def choose(asked: str | None, output: str | None, offered: Sequence[str], default: str = "text") -> str:
    """The format: as asked for, else as the output's ending says, else `default`.

    Raises UsageProblem, naming the formats, where ending and option contradict each other, for an ending that no format
    has, for a binary format without a file, and without the extra that a format needs: before any work is done.
    """
    formats = ", ".join(offered)
    by_ending = _by_ending(output, offered, asked)
    if asked is not None and by_ending is not None and asked != by_ending:
        raise UsageProblem(f"--format {asked} contradicts the ending of `{output}`", hint=f"formats: {formats}")
    chosen = asked or by_ending or default
    if chosen in BINARY and output in (None, "-"):
        raise UsageProblem(f"{chosen} needs a file", hint=f"add --output NAME{FORMATS[chosen].endings[0]}")
    if chosen == "parquet":
        _require_pyarrow()
    return chosen


def _require_pyarrow() -> None:
    from importlib.util import find_spec

    if find_spec("pyarrow") is None:
        raise UsageProblem("parquet needs pyarrow", hint="pip install pyarrow")


def _by_ending(output: str | None, offered: Sequence[str], asked: str | None) -> str | None:
    """The format that a file's ending stands for; None for standard output, a device, or a name without an ending."""
    if output is None or output == "-":
        return None
    ending = os.path.splitext(output)[1].lower()
    if not ending:
        return None
    known = [name for name in offered if ending in FORMATS[name].endings]
    if known:
        return asked if asked in known else known[0]
    if asked is not None and not any(ending in each.endings for each in FORMATS.values()):
        return None  # an ending of the user's own, beside a format that was asked for
    formats = ", ".join(f"{name} ({FORMATS[name].endings[0]})" for name in offered if FORMATS[name].endings)
    raise UsageProblem(f"`{output}`: no format of this command ends in {ending}", hint=f"formats: {formats}")


def emit(result: Result, where: Where) -> None:
    """Write `result`.

    Raises UnreadableFile where the place can't be written.
    """
    to_file = where.output is not None and where.output != "-"
    if where.format == "text" and not to_file and result.page is not None and "text" not in result.own:
        _print(result.page(), where.color)
        return
    own = result.own.get(where.format)
    content = own() if own is not None else FORMATS[where.format].write(result, where)
    if content is None:
        raise AssertionError(f"this result has no {where.format}")
    put(content, where.output, where.format, measured=result.measured)


def put(content: Written, output: str | None, form: str = "", *, measured: bool = False) -> None:
    """Write what is written already, in the format `form`: to standard output, or to a file that stderr then names."""
    from btm_cli.render.document.console import note, quiet_broken_pipe, write_document

    if output is not None and output != "-":
        from btm_cli.saving import write_atomic

        write_atomic(output, content)
        note(_wrote(output, content) if measured else words("emit.wrote", file=output))
        return
    if isinstance(content, bytes):
        raise AssertionError("bytes are not for a terminal")
    with quiet_broken_pipe():
        write_document(content, sys.stdout, form)


def _wrote(file: str, content: Written) -> str:
    """That `file` was written: pages where it has some, and its size."""
    raw = content if isinstance(content, bytes) else content.encode("utf-8")
    size = words("emit.kilobytes", n=max(1, round(len(raw) / 1000)))
    pages = len(re.findall(PAGE_OF_PDF, raw)) if raw.startswith(b"%PDF") else 0
    if pages:
        return words("emit.wrote-pages", file=file, n=pages, size=size)
    return words("emit.wrote-size", file=file, size=size)


def _print(page: Iterable[Block], color: str) -> None:
    """Blocks on standard output, as wide as the terminal is."""
    from btm_cli.render.document.console import quiet_broken_pipe
    from btm_cli.render.document.terminal import print_blocks

    with quiet_broken_pipe():
        print_blocks(page, sys.stdout, color)
