"""What the wire forms of results are typed with, so that mypy checks what fills them and JSON Schemas describe it.

In: nothing. Out: types. Each result's `wire.py` has one `TypedDict` a record, what is written whole decorated with
`record`; nothing is described twice. Whoever reads a form ignores keys it does not know; what is written is checked
strictly by tests.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field, WithJsonSchema, with_config

from btm_cli.validation import coded

record = with_config(ConfigDict(use_attribute_docstrings=True, allow_inf_nan=False))
"""Decorates the record of a whole form: the texts below its keys, and below those of records within, describe them."""


def _is_day(text: str) -> str:
    try:
        if date.fromisoformat(text).isoformat() == text:
            return text
    except ValueError:
        pass
    raise coded("not-a-date", f"there is no day {text}", "dates are YYYY-MM-DD")


Share = Annotated[float, Field(ge=0, le=1)]
Amount = Annotated[float, Field(ge=0)]
Count = Annotated[int, Field(ge=0)]
Rank = Annotated[int, Field(ge=1)]
Importance = Annotated[int, Field(ge=1, le=5)]
Exact = Annotated[
    str,
    Field(pattern=r"^-?[0-9]+(/[1-9][0-9]*)?$", max_length=1000, description="Numerator/denominator, exact"),
]
Digest = Annotated[str, Field(description="SHA-256 (hex) over the canonical content")]
FileDigest = Annotated[str, Field(description="SHA-256 (hex) over the file's bytes")]
Day = Annotated[str, AfterValidator(_is_day), WithJsonSchema({"type": "string", "format": "date"})]
