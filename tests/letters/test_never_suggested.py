"""Whatever the registry holds, nobody is suggested to whom a letter could not be sent now."""

from __future__ import annotations

from datetime import date
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cases.registry import Case, StatusKind
from bot.i18n import Translations
from bot.letters.guide import guidance, writable
from bot.letters.rotation import choose, in_turn
from bot.views.letters import reminder
from tests.letters.cases import address, case, registry

TODAY = date(2026, 11, 23)
SAY = Translations()("en")
HELD = (StatusKind.RELEASED, StatusKind.DIED, StatusKind.TRANSIT, StatusKind.HOUSE_ARREST)
ADDRESSES = (None, address(), address("2024"), address(doubtful=True))
KINDS = tuple(product(StatusKind, ADDRESSES, (True, False)))


def sent_nowhere(person: Case) -> bool:
    """Said anew, not through the code under test."""
    return person.status.kind in HELD or person.address is None or bool(person.address.caution)


registries = st.lists(st.sampled_from(KINDS), max_size=15).map(
    lambda kinds: [
        case(f"p{number}", status=status, to=to, support=support)
        for number, (status, to, support) in enumerate(kinds)
    ]
)
totals = st.dictionaries(st.sampled_from([f"p{n}" for n in range(15)]), st.integers(0, 500))


@settings(deadline=None)
@given(registries, totals, st.integers(0, 5000), st.integers(0, 2**64 - 1))
def test_by_turns_or_by_a_reminder_or_with_an_address(
    people: list[Case], written: dict[str, int], week: int, seat: int
) -> None:
    known = registry(*people)
    barred = {person.slug for person in people if sent_nowhere(person)}
    chosen = choose(people, written, week, seat)
    assert chosen not in barred
    assert barred.isdisjoint(in_turn(people, written, week, seat))
    for person in people:
        after = choose(people, written, week, seat, after=person.slug)
        assert after not in barred
        shown = reminder(known, person.slug, delivery_id=1, say=SAY, today=TODAY)
        assert (shown is None) is (person.slug in barred)
        assert (guidance(person, TODAY).card is None) is (person.slug in barred)
        # What /calendar and the kits choose by.
        assert writable(person) is (person.slug not in barred)
