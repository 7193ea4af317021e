"""What Russian courts and prosecutors have held against appeals for those charged with "terrorism".

A call to write letters has itself been punished. The list is what could be cited, and no more: that
it finds nothing does not make a text safe. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.cases.facts import Case

# The crimes that note 2 to article 205.2 of Russia's Criminal Code calls terrorist activity.
_ARTICLES = re.compile(r"\b(?:205|206|208|211|220|221|277|278|279|360|361)(?:\.\d)?\b")

GUIDE = "https://ovdinfo.legal/instruction/kak-sluchayno-ne-opravdat-terrorizm"
"""OVD-Info, 21 May 2025: what is prosecuted under article 205.2, and how to stay clear of it."""
_MENSHIKOVA = (
    "https://newsinukraine.com/journalist-doxa-was-sentenced-in-absentia-to-7-years-for-mailing/"
)


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that were held against somebody."""

    name: str
    """What the locale files tell of it: `call-doubt-wording-NAME`."""
    beginnings: tuple[str, ...]
    """How such words begin, in any case of letters."""
    source: str

    def said_in(self, text: str) -> tuple[str, ...]:
        """Such words of a plain text as they stand there, each once."""
        found = re.findall(rf"(?<!\w)(?:{'|'.join(self.beginnings)})\w*", text, re.IGNORECASE)
        first: dict[str, str] = {}
        for word in found:
            first.setdefault(word.casefold(), word)
        return tuple(first.values())


HELD_AGAINST = (
    Wording(
        "support",
        ("help", "support", "помог", "помощ", "помоч", "поддерж"),
        _MENSHIKOVA,
    ),
    Wording(
        "disagreement",
        (
            "innocen", "unjust", "fabricat", "wrongful", "trumped",
            "невиновн", "несправедлив", "сфабрикован", "незаконн",
        ),
        _MENSHIKOVA,
    ),
    Wording(
        "hero",
        ("hero", "геро"),
        "https://spbnews78.ru/society/2026/01/20/180111.html",
    ),
    Wording(
        "sympathy",
        (
            "sympath", "did right", "did the right", "was right", "were right",
            "сочувств", "симпати", "правильно сделал", "правильно поступил",
        ),
        "https://vytegorskij-r19.gosweb.gosuslugi.ru/ofitsialno/federalnye-organy-vlasti-"
        "territorialnye-podrazdeleniya/prokuratura/prokuratura-vytegorskogo-rayona/"
        "novosti_685.html",
    ),
)  # fmt: skip


def charged_with_terrorism(case: Case) -> bool:
    """Whether a charge of theirs, even one they were acquitted of, names such an article."""
    return any(_ARTICLES.search(charge.text["en"]) for charge in case.charges)
