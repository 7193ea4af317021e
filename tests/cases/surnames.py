"""Plausible Russian surnames, made of stems and endings."""

from __future__ import annotations

from itertools import product

from hypothesis import strategies as st

_STEMS = """
абрам агап бакл бар белоз берез бобр бород булг вави варл волк вороб гавр голуб горбун горд горохов
гран гус дан дем долг домаш дорон драг дубр елис ермол жар жук завьял зайц зеленц зим золот зуб
ильин калин камен карп карт киры клим козл колес комар корол кост кот краснобород круг кузнец кулик
лап лебед логин лос лук макар марк медвед миф мор мух наз никифор нос овчинн орл пан парам пахом
петух пчел рог рыж сав сел сид сокол сорок степ стрел суб тарас тих трофим троф тюл ус фад фом харл
хохл цвет черн чист шап шир шум щерб щук юд яков
"""
_ENDINGS = ("ов", "ев", "ин", "ский", "цкий", "енко", "ук", "ян")

PLAUSIBLE = tuple(left + right for left, right in product(_STEMS.split(), _ENDINGS))
"""About nine hundred, lower case, masculine."""


def surnames() -> st.SearchStrategy[str]:
    """One of them."""
    return st.sampled_from(PLAUSIBLE)
