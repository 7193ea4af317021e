"""What somebody may have meant where nobody is surely meant. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from bot.cases.given_names import given_ids, is_slip, resembles
from bot.cases.index import Index, Judged
from bot.cases.names import is_far
from bot.cases.persons import is_patronymic
from bot.cases.question import ASKING, Asked, in_one_alphabet, read

_MOST_PIECES = 6


def guesses(
    index: Index, query: str, asked: Asked, judged: Judged, other_keys: tuple[Asked, ...]
) -> Iterator[Iterable[str]]:
    """Ways to guess, the likeliest first; each gives slugs, the likeliest first.

    ``other_keys`` is the query as other keyboard layouts have it.
    """
    beside_name, unlikely = _by_surname(judged)
    yield [name.case for name, verdict in judged if verdict.close]
    yield index.called.find(asked.words)
    yield _run_together(index, asked)
    mixed = in_one_alphabet(query)
    others = (read(mixed), *other_keys) if mixed else other_keys
    yield [case for other in others for case in index.close(other)]
    yield _all_run_together(index, asked)
    if any(is_far(word) for word in asked.words):
        yield chain(beside_name, index.like(asked))
    no_surname = [word for word in asked.words if given_ids(word) or is_patronymic(word)]
    likely = [word for word in asked.words if word not in no_surname]
    begun = index.begun(asked, likely or no_surname)
    yield chain(beside_name, begun, index.misspelt(asked, likely))
    yield unlikely
    yield index.misspelt(asked, no_surname)
    yield index.called.find(asked.words, fatherless=True)
    for other in others:
        if set(other.words).isdisjoint(asked.words):
            yield index.misspelt(other, other.words)
    for word in asked.words:
        yield _misheard(index, asked, word)


def _misheard(index: Index, asked: Asked, word: str) -> Iterator[str]:
    """Those whose given name a word is, but for one letter, though by chance it is a form of
    somebody else's."""
    if not is_slip(word):
        return
    rest = replace(asked, words=tuple(other for other in asked.words if other != word))
    for case in (*index.close(rest), *index.misspelt(rest, rest.words)):
        if any(resembles(name.given, name.gender, word) for name in index.names[case]):
            yield case


def _all_run_together(index: Index, asked: Asked) -> list[str]:
    """A name with several spaces too many: "Вла димир Дом нин"."""
    if not 2 < len(asked.typed) <= _MOST_PIECES:
        return []
    return _run_together(index, read("".join(asked.typed)))


def _run_together(index: Index, asked: Asked) -> list[str]:
    """A name split by a space; a given name and a surname, or "free" and one, without one."""
    found: list[str] = []
    for at in range(1, len(asked.typed)):
        joined = "".join(asked.typed[at - 1 : at + 1])
        if any(index.families.of(joined)):
            whole = (*asked.typed[: at - 1], joined, *asked.typed[at + 1 :])
            found += index.close(read(" ".join(whole)))
    called = [word for word in asked.words if given_ids(word)]
    for word in asked.words:
        rest = tuple(other for other in asked.words if other != word)
        for cut in range(3, len(word) - 2):
            halves = (word[:cut], word[cut:])
            if cut > 3 and halves[0] in ASKING:
                freed = replace(asked, words=(*rest, halves[1]))
                found += (
                    index.close(freed)
                    or _run_together(index, freed)
                    or index.called.find(freed.words)
                )
            elif not called and any(given_ids(half) for half in halves):
                judged = index.judged(replace(asked, words=(*rest, *halves)))
                found += [name.case for name, verdict in judged if not verdict.left_over]
    return found


def _by_surname(judged: Judged) -> tuple[list[str], list[str]]:
    """Those whose surname stands among the words; those for whom a given name was taken for it."""
    likely: list[str] = []
    unlikely: list[str] = []
    for name, verdict in judged:
        (unlikely if verdict.far_fetched else likely).append(name.case)
    return likely, unlikely
