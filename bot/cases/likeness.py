"""How much a text has in common with the files of cases. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from bot.cases.landmarks import of_case
from bot.cases.matters import COMMON, lines_with, matters, said, words_of
from bot.cases.registry import Case
from bot.cases.text import Text

Fact = TypeVar("Fact")

_RARE_MATTERS = 2
"""Of a file's matters that few files have, such as a poem and a monument: so many are no chance."""


class Files:
    """What the files of a registry's cases tell; read when first asked for."""

    def __init__(self, cases: Iterable[Case]) -> None:
        self._cases = {case.slug: case for case in cases}
        self._landmarks: dict[str, frozenset[str]] = {}
        self._told: dict[str, tuple[frozenset[int], frozenset[int]]] = {}
        """The lines of the tables of topics and of crimes."""
        self._natures: dict[str, frozenset[int]] = {}

    def replace(self, case: Case) -> None:
        """Know a new file, or a changed one."""
        self._cases[case.slug] = case
        for known in (self._landmarks, self._told, self._natures):
            known.pop(case.slug, None)

    def campaigns(self, slug: str) -> frozenset[str]:
        return frozenset(self._cases[slug].campaigns)

    def crimes(self, slug: str) -> frozenset[int]:
        """The lines of the table of crimes that the file has a word of."""
        return self._read(slug, self._told, _told)[1]

    def is_at_home(self, slug: str, text: Text) -> bool:
        """Whether the text names a place, a body or an article of law of the file, or two matters
        that few files have."""
        if not self._known_by(slug).isdisjoint(text.landmarks()):
            return True
        shared = self._matters_of(slug) & text.matters()
        return len(shared - lines_with(COMMON, "topics")) >= _RARE_MATTERS

    def is_in_its_element(self, slug: str, text: Text, place: int) -> bool:
        """Whether the sentence has a rare matter of what the person is: a poem is a poet's."""
        nature = self._nature_of(slug)
        if nature.isdisjoint(text.matters()):
            return False
        return not nature.isdisjoint(matters((one.word for one in text.sentence(place)), "topics"))

    def likeness(self, slug: str, text: Text, company: frozenset[str]) -> tuple[int, int, int]:
        """By which of several files the text has most in common with one: its places, bodies and
        articles of law before the ``company``, campaigns of others that the text names, before
        its matters."""
        known, matter = self._known_by(slug), self._matters_of(slug)
        return (
            len(known & text.landmarks()) if known else 0,
            len(self.campaigns(slug) & company),
            len(matter & text.matters()) if matter else 0,
        )

    def _known_by(self, slug: str) -> frozenset[str]:
        return self._read(slug, self._landmarks, of_case)

    def _matters_of(self, slug: str) -> frozenset[int]:
        return self._read(slug, self._told, _told)[0]

    def _nature_of(self, slug: str) -> frozenset[int]:
        return self._read(
            slug,
            self._natures,
            lambda case: matters(said((case.who,)), "topics") - lines_with(COMMON, "topics"),
        )

    def _read(self, slug: str, known: dict[str, Fact], read: Callable[[Case], Fact]) -> Fact:
        if slug not in known:
            known[slug] = read(self._cases[slug])
        return known[slug]


def _told(case: Case) -> tuple[frozenset[int], frozenset[int]]:
    spoken = words_of(case)
    return matters(spoken, "topics"), matters(spoken, "offences")
