remind-set = 🔔 I remind you { $when } ({ $place }). Next time: { $next }.
remind-weekday =
    { $number ->
        [0] Monday
        [1] Tuesday
        [2] Wednesday
        [3] Thursday
        [4] Friday
        [5] Saturday
       *[6] Sunday
    }
remind-every-week = every week on { $day }, { $time }
remind-every-fortnight = every second week on { $day }, { $time }
remind-every-month =
    { $day ->
        [1] every month on the 1st, { $time }
        [2] every month on the 2nd, { $time }
        [3] every month on the 3rd, { $time }
        [21] every month on the 21st, { $time }
        [22] every month on the 22nd, { $time }
        [23] every month on the 23rd, { $time }
       *[other] every month on the { $day }th, { $time }
    }
remind-every-month-end = on the last day of every month, { $time }
remind-whom-fewest = ✉️ I name people in turn; those who get few letters come up more often.
remind-whom-followed = ✉️ I name those you follow, as long as letters can reach them.
remind-whom-person = ✉️ I name { $name }, as long as letters can be sent; otherwise somebody else.
remind-occasions-off = 🗓 Birthdays and other days ahead: not told.
remind-occasions-on = 🗓 Birthdays and other days of those you follow: told in time for a letter { $route }.
remind-occasions-kept = 🗓 Birthdays and other days of those you follow: told in time.
remind-paused = ⏸ Nothing comes before { $day }.
remind-none = No reminders are set. I can remind you to write a letter, every week or less often, and each time suggest somebody. Your time zone: { $place }.
remind-off = No more reminders. To have them again: /remind
remind-first = There is no reminder to change yet. Choose a time first.
remind-nobody = I know nobody by the name “{ $words }”, so nothing was changed. Try the surname alone.
remind-unreachable = A letter to { $name } cannot be sent just now, so I name somebody else until it can. Why: /write { $name }
remind-how = Choose a time, or type one: <code>/remind weekly Sun 18:00 Europe/Berlin</code>, <code>/remind every second week Sat 11:00</code>, <code>/remind monthly 1st 10:00 Tbilisi</code>. To stop: <code>/remind off</code>
remind-more = Also by word: <code>/remind about NAME</code>, <code>/remind pause until 15 January</code>, <code>/remind occasions on</code>.
remind-unclear-weekday = On which day of the week? I found none in your message.
remind-unclear-day = On which day of the month? I need a number from 1 to 31, or “last day”.
remind-unclear-time = At what time? I need one such as 18:00 or 6pm.
remind-unclear-zone = I do not know the place or time zone “{ $words }”. A large city nearby will do.
remind-unclear-date = Until when? I need a coming date within a year, such as 15 January, or a span such as 2 weeks.
remind-button-weekly = { $day } { $time }
remind-button-week = Every week
remind-button-fortnight = Every second week
remind-button-month = Every month
remind-button-fewest = ✉️ Who gets few letters
remind-button-followed = ✉️ Those I follow
remind-button-occasions-on = 🗓 Tell me of days ahead
remind-button-occasions-off = 🗓 No days ahead
remind-button-abroad = I write from abroad
remind-button-paper = By post in Russia
remind-button-electronic = Electronically
remind-button-pause =
    { $count ->
        [one] ⏸ Pause for { $count } day
       *[other] ⏸ Pause for { $count } days
    }
remind-button-resume = ▶️ Go on now
remind-button-off = No reminders
remind-button-show = How often, for whom
