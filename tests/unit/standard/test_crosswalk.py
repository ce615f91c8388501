"""A crosswalk read backwards: items in natural order, each with all that leads to it."""

from __future__ import annotations

import pytest

from btm_cli.errors import UsageProblem
from btm_cli.standard.companion_schema import CrosswalkFile
from btm_cli.standard.crosswalk import backwards
from support.build import capability, standard

TOY = standard({"finance": [capability("loans"), capability("cards")]})
LISTED = [
    ("cards", "Article 10", 4),
    ("cards", "Article 9", None),
    ("loans", "Article 9", 3),
    ("loans", "Article 5(10)", None),
    ("loans", "Article 5(4)", None),
    ("loans", "Article 5", None),
]
CROSSWALK = CrosswalkFile.model_validate(
    {
        "frameworks": [{"id": name, "title": name, "publisher": "A"} for name in ("act", "other")],
        "mappings": [
            *(
                {"capability": name, "level": level, "framework": "act", "id": item, "confidence": "read"}
                for name, item, level in LISTED
            ),
            {"capability": "loans", "framework": "other", "id": "Article 1", "confidence": "read"},
        ],
    }
)


def test_items_stand_in_natural_order_with_what_leads_to_them() -> None:
    items = backwards(CROSSWALK, TOY, "act")
    assert [item.id for item in items] == ["Article 5", "Article 5(4)", "Article 5(10)", "Article 9", "Article 10"]
    assert [(one.capability, one.level) for one in items[3].mappings] == [("loans", 3), ("cards", None)]


def test_only_the_items_asked_for() -> None:
    assert [item.id for item in backwards(CROSSWALK, TOY, "act", ["article  10", "ARTICLE 5"])] == [
        "Article 5",
        "Article 10",
    ]


@pytest.mark.parametrize(
    ("typed", "hint"),
    [("Artikle 9", "did you mean `Article 9`?"), ("xyz", "btm standard crosswalk --from act lists all")],
)
def test_an_item_that_is_not_mapped_has_a_hint(typed: str, hint: str) -> None:
    with pytest.raises(UsageProblem) as raised:
        backwards(CROSSWALK, TOY, "act", [typed])
    assert raised.value.hint == hint
