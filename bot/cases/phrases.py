"""How texts speak of prison and of courts without a word of either, in six languages. Pure."""

from __future__ import annotations

import re

_LATIN = (
    # How long somebody is held.
    r"serv(?:es|ed|ing) (?:out )?(?:a|his|her|their) (?:\w+ )?(?:term|sentence)",
    r"(?:years|jahre|a \w+ ans|a[nñ]os) (?:for|für|pour|por) |behind bars",
    r"years (?:left )?to serve|jahre vor sich|sitzt (?:seit|noch|wegen|weiter)|absitzen",
    r"ans a purger|purge \w+ ans|(?:por delante \w+ a[nñ]os|a[nñ]os (?:\w+ )?por delante)",
    r"(?<!\ba )peines?\b(?! a)|(?:demande|recours|droit|decret|mesure) (?:de |en )?grace\b",
    r"(?:refus|accord|sollicit|demand)\w+ (?:la |sa |une )?grace\b|graces? presidentielle",
    r"(?:doing|does|did) time|on the inside|life term|\w+ more years",
    r"(?:years|months|winters|birthdays?) (?:left|to go|remaining|inside)",
    r"kommt (?:frei|raus)|kam frei|garde a vue|en la calle\b|sans nouvelles|plus de nouvelles",
    r"(?:gets?|given|allowed|receives?) no\b|darf (?:kein|nicht)|\bniegan\b",
    # Trials.
    r"(?:verfahren gegen|affaire contre|ca(?:us|s)[ao] contra|case against)\b",
    r"(?:last|final) words?\b|closing (?:statement|speech|argument|words?)|letzte[sn]? worte?\b",
    r"derniers? mots?\b|dernieres? paroles?\b|ultimas? palabras?\b",
    r"(?:article|artikel|articulo|paragraph|paragraf) \d{3}|§ ?\d{3}|art\. ?\d{3}",
    r"(?:strasbourg|stra(?:ß|ss)burg|estrasburgo) (?:court|judges|rul\w+|gibt|donne|da la)",
    # Torture, and who is kept from doctors.
    r"electric shocks?\b|decharges electriques|descargas electricas",
    r"(?:denied|without|refused) (?:\w+ )?(?:medical|medicine|medication|treatment|care)",
    r"(?:re)?fuse\w* (?:\w+ ){0,3}(?:soins|medicaments)|sin atencion medica",
    r"prive\w* d(?:e |')(?:soins|lunettes|visites?|parloir|courrier|promenade|contact|livres)",
    r"cough\w* (?:up )?blood|hustet blut|crache du sang|tose sangre",
    r"barred from (?:seeing|visiting)",
    # Campaigns, and who is against war.
    r"anti[- ]?(?:war|guerre|guerra|krieg\w*|kreml(?:in)?|regime|fascis\w+|faschis\w+)\b",
    r"(?:kremlin|regime|putin|kreml|war)[- ](?:critic|opponent|foe|gegner|kritiker)\w*",
    r"foreign agents?|agents? de l'etranger|agente extranjero|ausländische[rn]? agent",
    r"(?:left|still|remain\w*|friends?|time|those|people|everyone|who is|who's) inside\b",
    r"write (?:to (?:him|her|them|\w+) )?in russian|number (?:your|the|each|every) pages?",
    r"(?:auf|in) russisch(?: schreiben)?|ecri(?:re|vez|ture) (?:\w+ ){0,2}en russe",
    r"escrib\w+ (?:\w+ ){0,3}en ruso|solo en ruso|roll-?call|pinned post",
    r"(?:criminal|serious|minor|capital|an|any|no|this|second) offen[cs]e\b",
    r"(?<!arrive )(?<!llega )(?<!llego )(?<!monde )(?<!mundo )(?<!aire )(?<!acces )"
    r"(?<!acceso )libre\b",
    r"count(?:s|ed|ing)? the (?:days|months)|(?:zahlt|zählt|zahlen|zählen) die (?:tage|monate)",
    r"compte(?:nt)? les (?:jours|mois)|cuentan? los (?:dias|meses)",
    r"support group|unterstützergruppe|groupe de soutien|grupo de apoyo",
    r"comite de (?:soutien|apoyo|solidar\w+|defense)",
    # Families.
    r"(?:wife|mother|frau|mutter|femme|mere|mujer|esposa|madre) (?:\w+ ){0,3}"
    r"(?:begs|pleads|asks|bittet|fleht|demande|supplie|pide|suplica)\b",
)
_CYRILLIC = (
    # How long somebody is held.
    r"(?:дали|получил[аи]?|добавили|осталось|запросил[аи]?|додали|отримав|отримала|дістав"
    r"|залишилося) (?:\w+ ){0,3}(?:лет|год|года|месяц\w*|років|роки)\b",
    r"на вол[юеі]\b|на зоне\b|(?:лет|года|месяцев|років|роки|місяців) за\b",
    r"не (?:пере|вы|от)да(?:ли|ют)|отказал\w* в\b",
    r"не (?:пере|ви|від)да(?:ли|ють)|відмовил\w* [ву]\b",
    r"(?:получ|огромн|длинн|реальн|немыслим|многолетн)\w+ (?:\w+ )?срок(?:и|ов|ами)?\b",
    r"(?:отрима|величезн|реальн|довг|багаторічн)\w+ (?:\w+ )?(?:строк(?:и|ів)?|терміни)\b",
    r"(?:счита|раху)\w+ (?:дни|дні|месяцы|місяці)|(?:заступи|вступи)\w* за\b",
    # Trials.
    r"(?:завели|возбудили|новое|відкрили|порушили|нову) (?:\w+ )?(?:дело|справу)\b",
    r"последн(?:ее|ем|его|им) слов|останн(?:є|ьому|ього) слов",
    r"по (?:\w+ )?дел[уа][мх]?\b|дел[оуа] о\b|у справі\b|за справою",
    r"(?:статья|статьи|статье|статью|статьей|статті|стаття|статтею) \d|ст\. ?\d{3}",
    r"страсбур\w+ (?:суд|признал|визнав)",
    # Torture, and who is kept from doctors and lawyers.
    r"(?:пыт|катув|мучи)\w* (?:током|струмом|электр\w+|електр\w+)",
    r"(?:ко?|до) \w+(?: \w+)? не (?:до|про)?пу(?:ст|ск)",
    r"здоровь\w (?:\w+ ){0,3}(?:ухудш|подорван|резко)|ухудш\w+ (?:\w+ ){0,3}здоровь",
    r"здоров'я (?:\w+ ){0,3}(?:погірш|різко)|погірш\w+ (?:\w+ ){0,3}здоров",
    r"кашля\w+ кров",
    # Campaigns.
    r"иностранн\w+ агент|іноземн\w+ агент|групп\w поддержки|груп\w підтримки",
    r"(?:сбор|собрал\w+|збір|зібрал\w+) (?:\w+ ){0,2}подписей|підписів",
    # Families.
    r"(?:жена|мать|мама|дружина|мати) (?:\w+ ){0,3}(?:просит|умоляет|просить|благає)\b",
)


def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?=[\w§])(?:{'|'.join(patterns)})")


TELLING = {True: _any(_CYRILLIC), False: _any(_LATIN)}
"""Any of them in Cyrillic, or in Latin letters; in a text without accents and capitals."""
