"""How thoroughly the tests look.

In: the environment's HYPOTHESIS_PROFILE. Out: its name.
"""

from __future__ import annotations

import os

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "ci")
