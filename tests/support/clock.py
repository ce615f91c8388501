"""A clock for tests of waiting."""

from __future__ import annotations

from collections.abc import Callable


class Clock:
    """Time that passes by sleeping alone, so that a busy machine changes nothing; `then` is called after each sleep."""

    def __init__(self, then: Callable[[float], object] = lambda now: None) -> None:
        self.now = 0.0
        self._then = then

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self._then(self.now)
