"""What a reader of a comparison must know beside its numbers, in whole sentences.

In: a `Comparison`. Out: sentences, in the order of reading.
"""

from __future__ import annotations

from collections.abc import Iterator

from btm_cli.compare.comparison import Comparison
from btm_cli.compare.side import About, differs
from btm_cli.render.document.words import series, words
from btm_cli.scoring.ratings import ASSURANCES


def notes(compared: Comparison) -> Iterator[str]:
    """What to know before believing the numbers, and the evidence that time moved."""
    old, new = compared.old, compared.new
    for causes in sorted({causes for causes in compared.untold.values() if causes}):
        which = [words(f"diff.name.{name}") for name in ASSURANCES if compared.untold.get(name) == causes]
        yield words(
            "diff.untold", which=series(which), causes=series([words(f"diff.by-cause.{cause}") for cause in causes])
        )
    if any(not causes for causes in compared.untold.values()) and compared.overall.moved:
        yield words("diff.another-version")
    if any(part.in_order for part in compared.parts):
        yield words("diff.in-order")
    before, after = About(old.enterprise, old.unit), About(new.enterprise, new.unit)
    what = differs(before, after)
    if what is not None:
        yield words(f"diff.two-subjects.{what}", old=before.name, new=after.name)
    if set(old.scope) != set(new.scope):
        yield words("diff.another.scope")
    if old.another_depth(new):
        yield words("diff.another.depth")
    if old.profiles != new.profiles:
        yield words("diff.another.profiles")
    if old.standard_digest != new.standard_digest and old.edition == new.edition:
        yield words("diff.same-edition", edition=new.edition)
    if compared.lapsed:
        yield words("diff.lapsed", keys=", ".join(compared.lapsed))
    if compared.arrived:
        yield words("diff.arrived", keys=", ".join(compared.arrived))
