"""What stands beside a criterion: the words that its standard settles, each once, as the claim says them."""

from __future__ import annotations

from btm_cli.render.document.blocks import Heading, Items
from btm_cli.render.explain.beside import beside, beside_data, beside_page
from btm_cli.standard.model import Standard
from btm_cli.standard.readings import Readings
from btm_cli.standard.references import Named
from btm_cli.standard.vocabulary import Term
from support.firms import STANDARD

SAMPLE = Term("sample", ("drawn",), "Drawn by the assessor.")
LARGEST = Term("largest", ("costliest",), "By money spent.")
UNUSED = Term("milestone", (), "A dated outcome.")


def settled() -> tuple[Named, Standard]:
    """A standard whose first criterion says "costliest" in its claim and "drawn" in its evidence."""
    standard = STANDARD
    name, capability = next(iter(standard.capabilities.items()))
    dimension, cell = next(iter(capability.cells.items()))
    level, (first, *others) = next(iter(cell.criteria.items()))
    said = first._replace(claim="The Costliest files are read.", evidence=("ten files, drawn",), evidence_kinds=())
    changed = cell._replace(criteria={**cell.criteria, level: (said, *others)})
    capabilities = {**standard.capabilities, name: capability._replace(cells={**capability.cells, dimension: changed})}
    place = f"{name}/{dimension}"
    named = Named("criterion", f"{place}/{said.id}", name, dimension, said.id)
    return named, standard._replace(capabilities=capabilities, terms=(SAMPLE, LARGEST, UNUSED))


def test_a_criterion_has_the_settled_words_of_its_claim_and_its_evidence() -> None:
    named, standard = settled()
    found = beside(named, standard, Readings(standard, ()), ())
    assert found.terms == (("costliest", LARGEST), ("drawn", SAMPLE))
    heading, items = beside_page(found)
    assert isinstance(heading, Heading)
    assert heading.text == "Words that the standard settles"
    assert isinstance(items, Items)
    assert items.items == (("costliest:", "By money spent."), ("drawn:", "Drawn by the assessor."))
    assert beside_data(found)["terms"] == [
        {"word": "costliest", "term": "largest", "meaning": "By money spent."},
        {"word": "drawn", "term": "sample", "meaning": "Drawn by the assessor."},
    ]


def test_a_cell_and_a_capability_leave_the_words_to_their_criteria() -> None:
    named, standard = settled()
    cell = Named("cell", f"{named.capability}/{named.dimension}", named.capability, named.dimension)
    for other in (cell, Named("capability", str(named.capability), named.capability)):
        assert beside(other, standard, Readings(standard, ()), ()).terms == ()
