"""Days as people write them, in the bot's languages: "Fri", "по пятницам", "завтра". Pure."""

from __future__ import annotations

WEEKDAYS = {
    word: number
    for number, words in enumerate(
        (
            "monday mondays mon mo понедельник понедельника понедельникам пн пон",
            "tuesday tuesdays tues tue tu вторник вторника вторникам вт втр",
            "wednesday wednesdays wed we среда среду среды средам ср срд",
            "thursday thursdays thurs thur thu th четверг четверга четвергам чт чет",
            "friday fridays fri fr пятница пятницу пятницы пятницам пт пят",
            "saturday saturdays sat sa суббота субботу субботы субботам сб суб",
            "sunday sundays sun su воскресенье воскресенья воскресеньям вс вск вос",
        )
    )
    for word in words.split()
}
"""Monday is 0; in small letters."""

CERTAIN_WEEKDAYS = tuple(word for word in WEEKDAYS if len(word) > 2 or not word.isascii())
"""Those that mean a day wherever they stand: "we", "mo" and "th" could be anything."""

NEAR_DAYS = {
    "day before yesterday": -2, "позавчера": -2,
    "yesterday": -1, "вчера": -1,
    "today": 0, "tonight": 0, "сегодня": 0,
    "tomorrow": 1, "завтра": 1,
    "day after tomorrow": 2, "послезавтра": 2,
}  # fmt: skip
"""How many days ahead, also of what is over: whoever writes it means that day. In small letters."""
