"""How thoroughly the tests look: Hypothesis's profiles, chosen by the environment's HYPOTHESIS_PROFILE.

`quick`, the default, is for whoever waits: a tenth of the usual examples, and no LibreOffice. `ci` tries half of them,
for every change (.ci/run). Both try the same ones every time, so that what passes here passes everywhere. `thorough`
tries many, other ones each time: for the nights, and for whoever changes a rule. `faults` is `ci` for `tests.mutation`:
no smaller example is looked for there.

In: nothing. Out: the profile's name, and how many examples a test tries.
"""

from __future__ import annotations

import os
import sys
from fractions import Fraction
from typing import Any, Final

from hypothesis import Phase, settings

PROFILE: Final = os.environ.get("HYPOTHESIS_PROFILE", "quick")
SHARES: Final = {"quick": Fraction(1, 10), "ci": Fraction(1, 2), "thorough": Fraction(10), "faults": Fraction(1, 2)}
FEWEST: Final = 5


def examples(usual: int) -> int:
    """How many examples a test tries under this profile that tries `usual` where nobody hurries."""
    return max(FEWEST, round(usual * SHARES[PROFILE]))


if PROFILE not in SHARES:
    raise ValueError(f"HYPOTHESIS_PROFILE is `{PROFILE}`: choose from {', '.join(SHARES)}")
settings.register_profile("ci", deadline=None, print_blob=True, max_examples=examples(100), derandomize=True)
settings.register_profile("quick", settings.get_profile("ci"))
settings.register_profile("thorough", deadline=None, print_blob=True, max_examples=examples(100))
settings.register_profile("faults", settings.get_profile("ci"), phases=(Phase.explicit, Phase.generate))
settings.load_profile(PROFILE)
providers: Any = sys.modules.get("hypothesis.internal.conjecture.providers")  # where this version of Hypothesis has it
if PROFILE != "thorough" and hasattr(providers, "_get_local_constants"):
    # Hypothesis would also try the numbers and texts of whichever of our modules are imported: other examples in every
    # selection of tests, and a second of reading every module once more.
    providers._get_local_constants = lambda: providers._local_constants
