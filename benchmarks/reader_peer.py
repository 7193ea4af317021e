"""lemon24/reader updating the same feeds as `benchmarks.feeds` does.

    python reader_peer.py DATABASE < addresses, one a line

Run by a Python that has reader installed, which the bot's own environment does not. Prints, for
each of three updates, the process's CPU seconds and how many feeds were updated without a fault.
"""

from __future__ import annotations

import importlib
import sys
import time

CYCLES = 3
WORKERS = 16


def main() -> None:
    reader = importlib.import_module("reader").make_reader(sys.argv[1])
    for address in sys.stdin.read().split():
        reader.add_feed(address)
    for _ in range(CYCLES):
        began = time.process_time()
        reader.update_feeds(scheduled=False, workers=WORKERS)
        spent = time.process_time() - began
        well = sum(feed.last_exception is None for feed in reader.get_feeds())
        print(spent, well, flush=True)
    reader.close()


if __name__ == "__main__":
    main()
