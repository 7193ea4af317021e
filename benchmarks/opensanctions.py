"""Names held against each other by OpenSanctions' nomenklatura and rigour.

    PYTHON benchmarks/opensanctions.py

PYTHON has nomenklatura installed, which is no part of this project: benchmarks/lookup.py starts it.
The first line it reads is a JSON object, names by slug; every other one is a query, a JSON string,
answered by a line: slugs with scores from 0 to 1, the best first, and the seconds of CPU it took.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any

_ALGORITHM = "logic-v2"
_LEAST = 0.5
"""Of the score: worse ones are not shown."""


def main() -> None:
    compare = _comparison()
    names = json.loads(sys.stdin.readline())
    known = {slug: _person(f"known-{slug}", written) for slug, written in names.items()}
    for number, line in enumerate(sys.stdin):
        started = time.process_time()
        query = _person(f"query-{number}", [json.loads(line)])
        scores = ((compare(query, person), slug) for slug, person in known.items())
        best = sorted(((score, slug) for score, slug in scores if score >= _LEAST), reverse=True)
        answer = [[(slug, score) for score, slug in best], time.process_time() - started]
        sys.stdout.write(f"{json.dumps(answer)}\n")
        sys.stdout.flush()


def _comparison() -> Callable[[Any, Any], float]:
    """Its first use reads the tables it needs, which takes seconds."""
    algorithm = import_module("nomenklatura.matching").get_algorithm(_ALGORITHM)
    config = algorithm.default_config()

    def compare(query: Any, known: Any) -> float:
        return float(algorithm.compare(query, known, config).score)

    compare(_person("one", ["Ivan Ivanov"]), _person("two", ["Иван Иванов"]))
    return compare


def _person(identity: str, names: list[str]) -> Any:
    """Identities are never used twice: what was found out of one is remembered by it."""
    proxy = import_module("followthemoney.proxy").EntityProxy
    facts = {"id": identity, "schema": "Person", "properties": {"name": names}}
    return proxy.from_dict(facts)


if __name__ == "__main__":
    main()
