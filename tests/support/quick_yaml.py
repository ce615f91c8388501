"""YAML by PyYAML's own reader, in C where it was built so: ten times as fast, and as little ours.

In: text. Out: data, by YAML 1.1.
"""

from __future__ import annotations

from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def load_yaml(text: str | bytes) -> Any:
    return yaml.load(text, Loader=LOADER)
