"""Which cases does a text name? Precise about namesakes: better a missed mention than a wrong one.

A surname counts when the given name, patronymic or initials beside it are the person's own. Without
them it counts only if one case alone bears it, in a text about prison, court or protest, and no
word makes it somebody else's: another given name, a judge's or a player's title. Pure.
"""

from __future__ import annotations

from bot.cases.names import blur, clean, stem, words
from bot.cases.persons import PersonName, names_of, surname_index, without_possessive
from bot.cases.registry import Registry
from bot.cases.sightings import Evidence, Sighting, role, sight
from bot.cases.text import Text, listed
from storage.rows import Mention

LONGEST_TEXT = 20_000
"""Characters that are read; entries are far shorter."""
_CONTEXT = 400
"""Letters from a bare surname within which a word of prison, court or protest must stand."""
_SCENE = 120
"""Letters from a bare surname within which no word of sport may stand."""

_ROOT = 6
"""Letters by which a title is known again in another case: "депутат", "депутата"."""


class Mentions:
    """Finds the cases of a registry in texts."""

    def __init__(self, registry: Registry) -> None:
        self._known_as = {
            slug: frozenset(word[:_ROOT] for text in case.who.text.values() for word in words(text))
            for slug, case in registry.cases.items()
        }
        self._index = surname_index(
            name for slug in sorted(registry.cases) for name in names_of(registry.cases[slug])
        )

    def find(self, text: str, *, own: str | None = None) -> tuple[Mention, ...]:
        """The cases named, in the order of the text, each with the words that show it.

        ``own`` is the case whose campaign wrote the text: its bare surname needs no context.
        """
        read = Text(clean(text[:LONGEST_TEXT]))
        seen = [one for place in range(len(read.tokens)) for one in self._at(read, place)]
        named = {one.name.case for one in seen if self._certain(read, one)}
        others = {one.name.case for one in seen if self._somebody_else(read, one)} - named
        shown: dict[str, Sighting] = {}
        for one in seen:
            case = one.name.case
            if case in others or self._somebody_else(read, one):
                continue
            if self._certain(read, one) or (
                case not in named and self._believable(read, one, seen, named, own)
            ):
                shown.setdefault(case, one)
        return tuple(Mention(case, _words(read, one)) for case, one in shown.items())

    def _at(self, text: Text, place: int) -> list[Sighting]:
        """Whose surname stands here: the best fitting ones, if they are one case's."""
        token = text.tokens[place]
        if not token.capital or len(token.word) < 3:
            return []
        names: dict[PersonName, None] = {}
        for bare in without_possessive(token.word):
            names.update(dict.fromkeys(self._index.get(stem(blur(bare)), ())))
        seen = [found for name in names if (found := sight(text, place, name)) is not None]
        if not seen:
            return []
        best = max(seen).evidence
        fitting = [one for one in seen if one.evidence == best]
        if best is Evidence.OTHER or len({one.name.case for one in fitting}) == 1:
            return fitting
        return []

    def _believable(
        self, text: Text, one: Sighting, seen: list[Sighting], named: set[str], own: str | None
    ) -> bool:
        """Whether a bare surname, or one with a single initial, is the person's."""
        if one.name.case == own:
            return True
        if text.near(one.place, "elsewhere", _SCENE):
            return False
        return text.near(one.place, "contexts", _CONTEXT) or any(
            other.name.case in named and text.same_sentence(*sorted((other.last, one.first)))
            for other in seen
            if other.place != one.place
        )

    def _certain(self, text: Text, one: Sighting) -> bool:
        """The person's own given name stands beside, and nothing speaks against it."""
        return one.evidence >= Evidence.FULL and not self._somebody_else(text, one)

    def _somebody_else(self, text: Text, one: Sighting) -> bool:
        if one.evidence is Evidence.OTHER:
            return True
        title = role(text, one)
        if title[:_ROOT] in self._known_as[one.name.case]:
            title = ""
        if one.evidence < Evidence.FULL:
            return bool(title)
        soft = listed(title, "roles", "~")
        scene = soft or text.near(one.place, "elsewhere", _SCENE)
        elsewhere = scene and not text.near(one.place, "contexts", _CONTEXT)
        return (bool(title) and not soft) or elsewhere


def _words(text: Text, one: Sighting) -> str:
    return text.text[text.tokens[one.first].start : text.tokens[one.last].end]
