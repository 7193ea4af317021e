"""Does a headline claim what changes a life: death, release, a transfer, an exchange? Pure.

Rumours of these spread first and are wrong most often, so an alert says whose claim it is. The
words are stems in English, Russian, Ukrainian and German; a false alarm costs one honest line.
"""

from __future__ import annotations

import re

_STEMS = (
    # English
    r"dies\b|died\b|dead\b|death\b|killed\b|released?\b|freed\b|pardon(?:ed|s)?\b|paroled?\b|"
    r"swap(?:ped|s)?\b|exchanged?\b|transferr?(?:ed|s)?\b|amnest(?:y|ied)\b",
    # Russian
    r"умер(?:ла|ли)?\b|погиб|скончал|смерт|убит|освобо[дж]|на свобод|обмен|этап|перев[её]л[аи]?\b|"
    r"перевед[её]н|помилова|амнист|удо\b",
    # Ukrainian
    r"помер(?:ла|ли)?\b|загину|звільн|обмін|перевезл|переведен|на вол[юі]\b|помилува|амніст",
    # German
    r"gestorben\b|stirbt\b|verstorben\b|tot\b|tod\b|freigelassen|entlassen|freilassung|ausgetauscht|"
    r"austausch|gefangenenaustausch|verlegt|überstellt|begnadigt|amnestie",
)
_CLAIM = re.compile(rf"\b(?:{'|'.join(_STEMS)})", re.IGNORECASE)


def claims_a_turn(text: str) -> bool:
    return _CLAIM.search(text) is not None
