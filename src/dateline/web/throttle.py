"""Tries at a password, slowed down: each that fails makes the next wait longer, by name and by where it comes from."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

#: So many may fail before anybody has to wait; then 2, 4, 8 … seconds, at most 15 minutes.
FREE_TRIES = 5
MOST_WAIT_S = 900.0
#: After so long without a try, all is forgotten.
FORGET_S = 3600.0
_MOST_KNOWN = 10_000


@dataclass(slots=True)
class _Tries:
    failed: int = 0
    until: float = 0.0
    last: float = 0.0


@dataclass(slots=True)
class Throttle:
    """Counts what failed, in memory alone."""

    clock: Callable[[], float] = time.monotonic
    _tries: OrderedDict[str, _Tries] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait_s(self, *keys: str) -> float:
        """How long all of those still have to wait, in seconds."""
        now = self.clock()
        with self._lock:
            known = [self._tries[key] for key in keys if key in self._tries]
            return max((one.until - now for one in known if now - one.last < FORGET_S), default=0.0)

    def failed(self, *keys: str) -> None:
        """Takes in that a try failed."""
        now = self.clock()
        with self._lock:
            for key in keys:
                one = self._tries.setdefault(key, _Tries())
                if now - one.last >= FORGET_S:
                    one.failed = 0
                one.failed, one.last = one.failed + 1, now
                over = one.failed - FREE_TRIES
                one.until = now + min(MOST_WAIT_S, 2.0**over) if over >= 0 else 0.0
                self._tries.move_to_end(key)
            while len(self._tries) > _MOST_KNOWN:
                self._tries.popitem(last=False)

    def succeeded(self, *keys: str) -> None:
        """Forgets what failed before."""
        with self._lock:
            for key in keys:
                self._tries.pop(key, None)
