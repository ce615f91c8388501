"""What the file models of a standard are made of: its kinds of keys and texts, and records that gained keys.

In: parsed YAML. Out: annotated types and base models for `schema`.
"""

from functools import partial
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    BeforeValidator,
    Field,
    PlainValidator,
    SerializerFunctionWrapHandler,
    StrictInt,
    WithJsonSchema,
    model_serializer,
)

from btm_cli.fields import FileModel, Text
from btm_cli.validation import coded, describe


def _one_or_many(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


_ONE_OR_MANY: dict[str, Any] = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}


def _whole_key(value: Any, what: str) -> int:
    """A whole number as a key; `01` beside `1` would be the same key twice."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 3 and str(int(value)) == value:
        return int(value)
    raise coded("wrong-value", f"{describe(value)} is not {what}")


def _letter(value: Any) -> str:
    if isinstance(value, str) and len(value) == 1 and "a" <= value <= "z":
        return value
    raise coded("wrong-value", f"{describe(value)} is not a criterion's letter", "use a, b, c, ...")


Words = list[Text]
LevelKey = Annotated[int, PlainValidator(partial(_whole_key, what="a level")), WithJsonSchema({"type": "integer"})]
PointsKey = Annotated[
    int, PlainValidator(partial(_whole_key, what="a number of points")), WithJsonSchema({"type": "integer"})
]
FormerIds = Annotated[Words, BeforeValidator(_one_or_many), WithJsonSchema(_ONE_OR_MANY)]
"""The ids that a criterion took the place of; one may stand without a list."""
CriterionLetter = Annotated[str, PlainValidator(_letter), WithJsonSchema({"type": "string", "pattern": "^[a-z]$"})]


Basis = Literal["source", "derived"]
SHORTEST_NAME = 21
"""Characters of a `short` name at most, for narrow places."""
Short = Annotated[Text, Field(max_length=SHORTEST_NAME)]
Months = Annotated[StrictInt, Field(ge=0, le=120)]


class GrownModel(FileModel):
    """A record that has gained keys since the format's first edition: one that is left out leaves no trace in the
    canonical content, so that a standard which does not use it keeps its digest.
    """

    LATER: ClassVar[frozenset[str]] = frozenset()

    @model_serializer(mode="wrap")
    def _without_unused(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        fields = type(self).model_fields
        unused = {
            name for name in self.LATER if getattr(self, name) == fields[name].get_default(call_default_factory=True)
        }
        data: dict[str, Any] = handler(self)
        return {key: value for key, value in data.items() if key not in unused}


class NamedModel(GrownModel):
    """What has a name: in short for narrow places, and whether the name is a source's or derived, with a note."""

    LATER = frozenset({"short", "basis", "note"})

    short: Short | None = None
    basis: Basis | None = None
    note: Text | None = None
