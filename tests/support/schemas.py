"""JSON Schema as implementations that are not ours read it: one in Rust says whether, one in Python what is wrong.

In: a schema, data. Out: a verdict, or every fault with its place. The one in Python takes fifty times as long, so it is
asked only of what the other refuses.
"""

from __future__ import annotations

from typing import Any

import jsonschema
import jsonschema_rs
from jsonschema.validators import validator_for


class Checker:
    """A schema of whichever draft it names; formats count."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self._slow = validator_for(schema)(schema, format_checker=jsonschema.FormatChecker())
        self._fast = jsonschema_rs.validator_for(schema, validate_formats=True)

    def accepts(self, data: Any) -> bool:
        return bool(self._fast.is_valid(data))

    def faults(self, data: Any) -> list[str]:
        """Where and what; [] for what is right."""
        if self.accepts(data):
            return []
        found = [f"{error.json_path}: {error.message[:200]}" for error in self._slow.iter_errors(data)]
        assert found, "one refuses what the other takes"
        return found
