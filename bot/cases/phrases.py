"""How texts speak of prison and of courts without a word of either, in six languages. Pure."""

from __future__ import annotations

import re

_TERMS = (
    r"serv(?:es|ed|ing) (?:out )?(?:a|his|her|their) (?:\w+ )?(?:term|sentence)",
    r"(?:years|Jahre|a \w+ ans|a[nñ]os) (?:for|für|pour|por) |behind bars",
    r"years (?:left )?to serve|Jahre vor sich|sitzt (?:seit|noch|wegen|weiter)|absitzen",
    r"ans a purger|purge \w+ ans|(?:por delante \w+ a[nñ]os|a[nñ]os (?:\w+ )?por delante)",
    r"(?:дали|получил[аи]?|добавили|осталось|запросил[аи]?|додали|отримав|отримала|дістав"
    r"|залишилося) (?:\w+ ){0,3}(?:лет|год|года|месяц\w*|років|роки)\b",
    r"на вол[юеі]\b",
    r"(?:doing|does|did) time|on the inside|life term",
)
"""How long somebody is held."""
_TRIALS = (
    r"(?:завели|возбудили|новое|відкрили|порушили|нову) (?:\w+ )?(?:дело|справу)\b",
    r"(?:verfahren gegen|affaire contre|ca(?:us|s)[ao] contra|case against)\b",
    r"последн(?:ее|ем|его|им) слов",
    r"останн(?:є|ьому|ього) слов",
    r"(?:last|final) words?\b|closing (?:statement|speech|argument|words?)|letzte[sn]? worte?\b",
    r"derniers? mots?\b|dernieres? paroles?\b|ultimas? palabras?\b",
    r"по (?:\w+ )?дел[уа][мх]?\b|дел[оуа] о\b|у справі\b|за справою",
    r"(?:статья|статьи|статье|статью|статьей|статті|стаття|статтею) \d|(?:ст|art)\. ?\d{3}",
    r"(?:article|artikel|articulo|paragraph|paragraf) \d{3}|§ ?\d{3}",
    r"(?:strasbourg|stra(?:ß|ss)burg|estrasburgo|страсбур\w+) (?:court|judges|rul\w+|gibt|donne"
    r"|da la|суд|признал|визнав)",
)
_TREATMENT = (
    r"electric shocks?\b|decharges electriques|descargas electricas"
    r"|(?:пыт|катув|мучи)\w* (?:током|струмом|электр\w+|електр\w+)",
    r"(?:ко?|до) \w+(?: \w+)? не (?:до|про)?пу(?:ст|ск)",
)
"""Torture, and who is not let in."""
_MOVEMENTS = (
    r"anti[- ]?(?:war|guerre|guerra|krieg\w*|kreml(?:in)?|regime|fascis\w+|faschis\w+)\b",
    r"(?:kremlin|regime|putin|kreml|war)[- ](?:critic|opponent|foe|gegner|kritiker)\w*",
    r"foreign agents?|agents? de l'etranger|agente extranjero|ausländische[rn]? agent"
    r"|иностранн\w+ агент|іноземн\w+ агент",
    r"групп\w поддержки|груп\w підтримки|support group|unterstützergruppe|groupe de soutien"
    r"|comite de (?:soutien|apoyo|solidar\w+)|comite de defense|grupo de apoyo",
    r"(?:сбор|собрал\w+|збір|зібрал\w+) (?:\w+ ){0,2}подписей|підписів",
)
"""Of campaigns, and against war."""
_HEALTH = (
    r"здоровь\w (?:\w+ ){0,3}(?:ухудш|подорван|резко)|ухудш\w+ (?:\w+ ){0,3}здоровь"
    r"|здоров'я (?:\w+ ){0,3}(?:погірш|різко)|погірш\w+ (?:\w+ ){0,3}здоров",
    r"(?:denied|without|refused) (?:\w+ )?(?:medical|medicine|medication|treatment|care)",
    r"(?:se|re|ver)fuse\w* (?:\w+ ){0,3}(?:soins|medicaments)|sin atencion medica"
    r"|prive\w* de soins",
)
"""Of those who are kept from doctors."""
_PLEAS = (
    r"(?:wife|mother|жена|мать|мама|дружина|мати|frau|mutter|femme|mere|mujer|esposa|madre) "
    r"(?:\w+ ){0,3}(?:begs|pleads|asks|просит|умоляет|просить|благає|bittet|fleht|demande|supplie"
    r"|pide|suplica)\b",
)
"""Of a family."""
TELLING = re.compile(
    rf"\b(?:{'|'.join((*_TERMS, *_TRIALS, *_TREATMENT, *_MOVEMENTS, *_HEALTH, *_PLEAS))})",
    re.IGNORECASE,
)
"""Any of them; in a text that is clean, so without accents."""
