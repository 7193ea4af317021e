"""Does an edited entry say something else? Pure.

What changes by itself is left out: white space and punctuation, dates and times, counts of views
and comments, "updated", "read more". Other numbers count: five years are not six.
"""

from __future__ import annotations

import re

from bot.feeds.keys import fold
from bot.months import NAMED
from bot.render import shorten

LEAD = 400
"""Characters of a summary that an alert shows."""

_COUNTED = (
    r"(?:views?|comments?|repl(?:y|ies)|likes?|shares?|reposts?|reads?|votes?"
    r"|просмотр\w*|комментари\w*|ответ(?:а|ов)?|лайк\w*|репост\w*|голос(?:а|ов)?)"
)
_NUMBER = r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?\s*(?:[kmкм]\b)?"
_BY_ITSELF = re.compile(
    rf"""
      \b\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}\b | \b\d{{4}}-\d{{2}}-\d{{2}}(?:t\S*)?
    | \b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{NAMED})\b\.?(?:,?\s+\d{{4}}\b(?:\s+г(?:ода|\.)?)?)?
    | \b(?:{NAMED})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}}\b)?
    | \b\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?:\s*[ap]\.?m\b\.?)?
    | {_NUMBER}\s*{_COUNTED}\b | \b{_COUNTED}\s*[:(\[]\s*{_NUMBER}
    | \b\d+\s*(?:min(?:ute)?s?|hours?|days?|мин(?:ут\w*)?|час\w*|д(?:ень|ня|ней))\.?
      \s*(?:ago|read|назад|чтения)\b
    | \b(?:upd(?:ated?)?|last\s+updated|обновлено|обновляется|дополнено|дополняется)\b
    | (?:\[(?:…|\.{{3}})\]|…|\.{{3}})\s*\Z
    | \b(?:read\s+more|continue\s+reading|читать\s+(?:далее|дальше|полностью)|подробнее)
      \s*[→»>….]*\s*\Z
    | \bthe\s+post\s.{{1,300}}\sappeared\s+first\s+on\s.{{1,100}}\Z
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)


def says_the_same(before: tuple[str, str], after: tuple[str, str]) -> bool:
    """Whether two versions of (title, summary) tell a reader of the alert the same."""
    return _essence(*before) == _essence(*after)


def _essence(title: str, summary: str) -> tuple[str, str]:
    lead = shorten(_stripped(summary), LEAD)
    return fold(_stripped(title)), fold(lead)


def _stripped(text: str) -> str:
    """Without what changes by itself; at the end there may be several such things."""
    for _ in range(3):
        shorter = _BY_ITSELF.sub(" ", text).rstrip()
        if shorter == text:
            break
        text = shorter
    return " ".join(text.split())
