"""How many bytes an object and all that it alone leads to take up. Pure."""

from __future__ import annotations

import gc
import sys
from types import FunctionType, ModuleType

_SHARED = (type, FunctionType, ModuleType)
"""Code is no part of anybody's data."""


def size_of(root: object, but: type) -> int:
    """Each object counted once, however often it is referred to; those of a type ``but``, which
    belong to somebody else, and what they lead to not at all."""
    shared = (*_SHARED, but)
    seen = {id(root)}
    waiting = [root]
    total = 0
    while waiting:
        one = waiting.pop()
        total += sys.getsizeof(one)
        for other in gc.get_referents(one):
            if id(other) not in seen and not isinstance(other, shared):
                seen.add(id(other))
                waiting.append(other)
    return total
