"""How much faster than its input each dimension grows: the exponent of its last doubling.

In: a checkout; `python benchmarks/growth.py [NAME...] [--time] [--check]`. Out: a table; with `--check`, code 1 where
one grows faster than its limit. A command runs with one, two and four times a size; what it costs to begin with is in
all of them and falls out: the exponent is log2 of the second difference by the first. 1 is linear, 2 is quadratic.
Inputs are those of `tests/support/growth.py`.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
import tempfile
from pathlib import Path

from measure import ROOT, Command, Limit, Meter, install_wheel, print_table

AT_MOST = 1.2


def main() -> int:
    """Measure every dimension, print the table, and say whether the limits hold."""
    sys.path.insert(0, str(ROOT / "tests"))
    from support.growth import GROWING  # type: ignore[import-not-found,unused-ignore]  # tests are not type-checked

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("names", nargs="*", help=f"only these: {', '.join(GROWING)}")
    options.add_argument("--repeat", type=int, default=5, help="runs where time is taken (default 5)")
    options.add_argument("--time", action="store_true", help="take CPU time although valgrind is there")
    options.add_argument("--check", action="store_true", help="exit with 1 if a limit is missed")
    chosen = options.parse_args()
    meter = Meter(chosen.repeat, count=False if chosen.time else None)
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        python = install_wheel(folder)
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        for what in chosen.names or GROWING:
            growing = GROWING[what]
            commands = {}
            for times in (1, 2, 4):
                place = folder / f"{what}-{times}"
                place.mkdir()
                arguments = growing.write(place, times * growing.size)
                commands[str(times)] = Command([python, python.with_name("btm"), *arguments], expected=growing.expected)
            costs = meter.measure(commands)
            first, second = costs["2"] - costs["1"], costs["4"] - costs["2"]
            print(f"{what}: {', '.join(f'{cost:.0f}' for cost in costs.values())} {meter.unit}", flush=True)
            sizes = f"{what}, {growing.size} to {4 * growing.size}"
            rows.append((Limit(sizes, "exponent", AT_MOST), math.log2(max(second, 1) / max(first, 1))))
    missed = print_table(rows)
    return 1 if chosen.check and missed else 0


if __name__ == "__main__":
    sys.exit(main())
