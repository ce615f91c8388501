"""Both planning solvers on the full standard, every cell at one level or at random ones of 1 to 4, against limits.

In: a checkout with the extra `exact`; `python benchmarks/plan.py [--cases N] [--uniform] [--target LEVEL] [--check]`.
Out: a table; with `--check`, exit code 1 where a limit is broken. Eight iterations of 24 points; importance 1 to 5,
or 3 where levels are uniform. Times are processor time of solving alone (the solvers use one thread), for the fast one
the least of several runs; the exact one finds its own plan to begin with, and its gap is read while it works. How far
the fast plan is behind the exact one, and what is proven in the end, are shown twice: as a part of the objective (the
gap that remains, summed), on which the limits are, and as a part of what is won over doing nothing, which is three to
four times as much for the same two plans.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from datetime import date
from fractions import Fraction

from btm_cli.answers.model import Answers, Claimed, Target
from btm_cli.planning.exact import solve_exactly
from btm_cli.planning.fast import solve_fast
from btm_cli.planning.items import build_problem
from btm_cli.planning.model import PlanProblem, Settings
from btm_cli.scoring import assess
from btm_cli.standard.bundled import load_bundled
from btm_cli.standard.model import Standard

DAY = date(2026, 11, 20)
ITERATIONS, CAPACITY = 8, 24
FAST_SECONDS, FAST_BEHIND = 0.2, 0.02
PROVEN = {3: {10: 0.005}, 5: {16: 0.015, 60: 0.005}}
"""By target: after so many seconds the exact solver has proven at most that gap."""


def make_case(standard: Standard, seed: int, target: int, uniform: bool = False) -> PlanProblem:
    """Every cell claimed at a random level, every capability of random importance; or every cell at level `seed`."""
    source = random.Random(seed)
    cells = {
        (capability.id, dimension.id): Claimed(seed if uniform else source.randint(1, 4))
        for capability in standard.ordered_capabilities()
        for dimension in standard.dimensions
    }
    importance = {} if uniform else {name: source.randint(1, 5) for name in standard.capabilities}
    answers = Answers("Benchmark", DAY, cells, target=Target(level=target), importance=importance)
    card = assess(standard, answers, frozenset(), DAY)
    settings = Settings(ITERATIONS, Fraction(CAPACITY), False, DAY, 3)
    return build_problem(standard, answers, card, settings).problem


def main() -> int:
    """Measure every case, print the table, and say whether the limits hold."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=int, default=5)
    options.add_argument("--first", type=int, default=1, help="seed, or level, of the first case (default 1)")
    options.add_argument("--uniform", action="store_true", help="every cell at one level instead of random ones")
    options.add_argument("--target", type=int, choices=PROVEN, default=5)
    options.add_argument("--repeat", type=int, default=5)
    options.add_argument("--check", action="store_true", help="exit with 1 if a limit is broken")
    chosen = options.parse_args()
    standard = load_bundled()
    broken = 0
    limits = PROVEN[chosen.target]
    print("                            fast behind exact             exact proven to         proven after seconds")
    print("case items  fast ms  of objective  of won   exact s  of objective  of won  ", *(f"{at:>9}" for at in limits))
    for seed in range(chosen.first, chosen.first + chosen.cases):
        problem = make_case(standard, seed, chosen.target, chosen.uniform)
        seconds = []
        for _ in range(chosen.repeat):
            begun = time.process_time()
            fast = solve_fast(problem)
            seconds.append(time.process_time() - begun)
        begun = time.process_time()
        gaps = [(0.0, float("inf"))]

        def look(gap: float, begun: float = begun, gaps: list[tuple[float, float]] = gaps) -> bool:
            gaps.append((time.process_time() - begun, gap))
            return False

        exact = solve_exactly(problem, watch=look)
        took = time.process_time() - begun
        if fast is None or exact is None:
            raise SystemExit("a problem without demands has a plan")
        behind, missed = exact.value - fast.value, exact.bound - exact.value
        remains = problem.idle - exact.value
        gaps.append((took, missed / remains))
        proven = {at: next(gap for when, gap in reversed(gaps) if when <= at) for at in limits}
        late = any(proven[at] > most for at, most in limits.items())
        broken += min(seconds) > FAST_SECONDS or behind / remains > FAST_BEHIND or late
        print(
            f"{seed:>4} {len(problem.items):>5} {min(seconds) * 1000:>8.0f} {behind / remains:>13.2%} "
            f"{behind / exact.value:>7.2%} {took:>9.1f} {missed / remains:>13.3%} {missed / exact.bound:>7.2%}  ",
            *(f"{gap:>9.2%}" for gap in proven.values()),
            flush=True,
        )
    print(f"{broken} of {chosen.cases} cases break a limit")
    return 1 if chosen.check and broken else 0


if __name__ == "__main__":
    sys.exit(main())
