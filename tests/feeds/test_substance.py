"""What counts as saying something else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.feeds.substance import says_the_same

TITLE = "Court extends the arrest of Azat Miftakhov"
LEAD = "A court in Moscow has extended his arrest by five months."


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((TITLE, LEAD), (f"  {TITLE.upper()}. ", LEAD.replace(" ", "  \n"))),
        ((TITLE, LEAD), (f"{TITLE} (updated)", f"{LEAD} Read more →")),
        ((TITLE, LEAD), (f"UPD: {TITLE}", f"23.11.2026 15:40 {LEAD}")),
        ((TITLE, f"{LEAD} 12 comments"), (TITLE, f"{LEAD} 13 comments")),
        ((TITLE, f"{LEAD} Views: 1,204"), (TITLE, f"{LEAD} Views: 1,311")),
        ((TITLE, f"Posted 5 minutes ago. {LEAD}"), (TITLE, f"Posted 3 hours ago. {LEAD}")),
        ((TITLE, f"November 22, 2026. {LEAD}"), (TITLE, f"23 November 2026. {LEAD}")),
        (
            ("Суд продлил арест", "Просмотров: 120. Всё"),
            ("Суд продлил арест", "Просмотров: 7. Все"),
        ),
        (
            ("Суд продлил арест", "22 ноября 2026 года"),
            ("Суд продлил арест", "23 ноября, обновлено"),
        ),
        ((TITLE, "word " * 200 + "end"), (TITLE, "word " * 200 + "another end")),
    ],
)
def test_what_changes_by_itself_is_nothing(before: tuple[str, str], after: tuple[str, str]) -> None:
    assert says_the_same(before, after)


@pytest.mark.parametrize(
    "after",
    [
        (TITLE.replace("extends", "ends"), LEAD),
        (TITLE, LEAD.replace("five", "six")),
        (TITLE, f"{LEAD} His lawyer was not let in."),
        (f"{TITLE} by 6 years", LEAD),
        (TITLE, ""),
    ],
)
def test_other_words_are_something_else(after: tuple[str, str]) -> None:
    assert not says_the_same((TITLE, LEAD), after)


def test_years_of_a_sentence_are_no_date() -> None:
    assert not says_the_same(("Приговор: 5 лет", ""), ("Приговор: 6 лет", ""))
    assert not says_the_same(("Дали 5 дней ареста", ""), ("Дали 15 дней ареста", ""))


@given(st.text(max_size=600), st.text(max_size=600), st.text(max_size=600))
def test_it_is_like_being_equal(a: str, b: str, c: str) -> None:
    assert says_the_same((a, b), (a, b))
    assert says_the_same((a, b), (c, b)) == says_the_same((c, b), (a, b))
    assert says_the_same((a, b), (f" {a}\n", f"{b}  "))
