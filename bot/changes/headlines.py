"""Does a headline claim what changes a life: death, release, a transfer, an exchange? Pure.

Rumours of these spread first and are wrong most often, so an alert says whose claim it is. The
words are stems in English, Russian, Ukrainian and German; a false alarm costs one honest line.
"""

from __future__ import annotations

import re

from storage.change_rows import ChangeKind

_STEMS = {
    ChangeKind.DIED: (
        r"dies\b|died\b|dead\b|death\b|killed\b|"
        r"умер(?:ла|ли)?\b|погиб|скончал|смерт|убит|"
        r"помер(?:ла|ли)?\b|загину|"
        r"gestorben\b|stirbt\b|verstorben\b|tot\b|tod\b"
    ),
    ChangeKind.RELEASED: (
        r"released?\b|freed\b|pardon(?:ed|s)?\b|paroled?\b|swap(?:ped|s)?\b|exchanged?\b|"
        r"amnest(?:y|ied)\b|"
        r"освобо[дж]|на свобод|обмен|помилова|амнист|удо\b|"
        r"звільн|обмін|на вол[юі]\b|помилува|амніст|"
        r"freigelassen|entlassen|freilassung|ausgetauscht|austausch|gefangenenaustausch|begnadigt|"
        r"amnestie"
    ),
    ChangeKind.TRANSFERRED: (
        r"transferr?(?:ed|s)?\b|"
        r"этап|перев[её]л[аи]?\b|перевед[её]н|"
        r"перевезл|переведен|"
        r"verlegt|überstellt"
    ),
}
_CLAIMS = {kind: re.compile(rf"\b(?:{stems})", re.IGNORECASE) for kind, stems in _STEMS.items()}


def claimed(text: str) -> tuple[ChangeKind, ...]:
    """What a text claims became of somebody, the gravest first."""
    return tuple(kind for kind, stems in _CLAIMS.items() if stems.search(text))
