"""What the schema for editors says of itself, and of standards that have little."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema

from btm_cli.digest import content_digest
from btm_cli.render.starter.editor_schema import FORM, About, about
from btm_cli.standard.load import load_standard
from support.answers_files import tiny
from support.editor_schemas import STANDARDS, schema_of
from support.schemas import Checker
from support.small_standard import FILES, write_standard

RULES = "e6bd2eada6299c7d"
TEXTS = {"description", "enumDescriptions", "errorMessage", "$comment", "title"}
FILE: dict[str, Any] = {"standard": "tiny 1", "enterprise": "A", "assessed_on": "2026-11-20"}


def rules(schema: Any) -> Any:
    """A schema without what only people read; keys of files that are called so stay."""
    if isinstance(schema, list):
        return [rules(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: rules(part) for key, part in schema.items() if key not in TEXTS or isinstance(part, dict)}


def test_whoever_changes_the_rules_raises_the_form() -> None:
    """A schema that is there is only told from a new one by this number."""
    found = content_digest(rules(schema_of(tiny())))
    assert found[:16] == RULES, "raise FORM where an older schema is wrong now, and put this digest in"


def test_it_names_its_edition() -> None:
    standard = STANDARDS.get()
    schema = schema_of(standard)
    assert schema["title"] == standard.name
    assert about(schema) == About(standard.name, standard.digest, FORM)
    assert about(schema_of(standard, hover=True)) == About(standard.name, standard.digest, FORM, hover=True)


def test_what_is_not_ours_is_not_told_apart() -> None:
    assert about({"$id": "https://schema.example/answers"}) is None
    assert about([]) is None
    assert about({"$id": "urn:btm:answers:1"}) == About("", "", 0), "the general one, of no edition"


def test_it_is_a_schema_of_the_dialect_that_editors_read() -> None:
    for standard in (tiny(), STANDARDS.get()):
        jsonschema.Draft7Validator.check_schema(schema_of(standard, hover=True))


def test_hover_texts_change_no_verdict() -> None:
    assert rules(schema_of(tiny(), hover=True)) == rules(schema_of(tiny()))


def test_claims_are_in_it_only_where_asked_for() -> None:
    claim = "A list of those who know is kept."
    assert claim not in str(schema_of(tiny()))
    assert claim in str(schema_of(tiny(), hover=True))


def test_a_standard_without_states_terms_or_profiles_has_none_to_name(tmp_path: Path) -> None:
    frame = FILES["standard.yaml"].partition("states:")[0]
    standard, problems = load_standard(write_standard(tmp_path, FILES | {"standard.yaml": frame}))
    assert standard is not None, problems
    accepts = Checker(schema_of(standard)).accepts
    assert accepts(FILE | {"answers": {"gamma": {"process": 3}}, "target": 3, "terms": {}, "profiles": []})
    for key, value in {"target": "calm", "terms": {"critical": "so"}, "profiles": ["small"], "depth": "core"}.items():
        assert not accepts(FILE | {"answers": {}, key: value}), key


def test_a_cell_that_the_standard_lacks_is_no_answer() -> None:
    accepts = Checker(schema_of(tiny())).accepts
    assert accepts(FILE | {"answers": {"beta": {"process": {"2a": "yes"}}}})
    assert not accepts(FILE | {"answers": {"beta": {"people": 2}}})
    assert accepts(FILE | {"answers": {"gamma": {"people": 2}}}), "what is not written can be claimed"
    assert not accepts(FILE | {"answers": {"gamma": {"people": {"2a": "yes"}}}})
