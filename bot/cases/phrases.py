"""How texts speak of prison and of courts without a word of either, in six languages. Pure."""

from __future__ import annotations

import re

_TERMS = (
    r"serv(?:es|ed|ing) (?:out )?(?:a|his|her|their) (?:\w+ )?(?:term|sentence)",
    r"(?:years|Jahre|ans|a[nñ]os) (?:for|für|pour|por) ",
    r"years (?:left )?to serve|Jahre vor sich|sitzt (?:seit|noch|wegen|weiter)|absitzen",
    r"ans a purger|purge \w+ ans|(?:por delante \w+ a[nñ]os|a[nñ]os (?:\w+ )?por delante)",
    r"(?:дали|получил[аи]?|добавили|осталось|запросил[аи]?|додали|отримав|отримала|дістав"
    r"|залишилося) (?:\w+ ){0,3}(?:лет|год|года|месяц\w*|років|роки)\b",
    r"на вол[юеі]\b",
)
"""How long somebody is held."""
_TRIALS = (
    r"(?:завели|возбудили|новое|відкрили|порушили|нову) (?:\w+ )?(?:дело|справу)\b",
    r"(?:verfahren gegen|affaire contre|ca(?:us|s)[ao] contra|case against)\b",
    r"последн(?:ее|ем|его|им) слов",
    r"останн(?:є|ьому|ього) слов",
)
_TREATMENT = (
    r"electric shocks?\b|decharges electriques|descargas electricas"
    r"|(?:пыт|катув|мучи)\w* (?:током|струмом|электр\w+|електр\w+)",
    r"(?:ко?|до) \w+(?: \w+)? не (?:до|про)?пу(?:ст|ск)",
)
"""Torture, and who is not let in."""
_PLEAS = (
    r"(?:wife|mother|жена|мать|мама|дружина|мати|frau|mutter|femme|mere|mujer|esposa|madre) "
    r"(?:\w+ ){0,3}(?:begs|pleads|asks|просит|умоляет|просить|благає|bittet|fleht|demande|supplie"
    r"|pide|suplica)\b",
)
"""Of a family."""
TELLING = re.compile(rf"\b(?:{'|'.join((*_TERMS, *_TRIALS, *_TREATMENT, *_PLEAS))})", re.IGNORECASE)
"""Any of them; in a text that is clean, so without accents."""
