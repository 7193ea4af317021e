digest-heading = { $count ->
        [one] <b>One piece of news</b>
       *[other] <b>{ $count } pieces of news</b>
    }
digest-page = <b>All the news, page { $page } of { $pages }</b>
digest-button-all = Show all { $count }
digest-gone = I no longer keep what stood in this digest. /news shows the latest.
digest-off = News: each at once, as an alert
digest-daily = News: one digest a day, at { $time }
digest-weekly = News: one digest a week, { $weekday } at { $time }
digest-hint =
    A digest collects what would have been alerts and comes as one message. Calls from organisers and changes they have confirmed still come at once.

    Another day or hour: <code>/digest daily 19:00</code>, <code>/digest weekly Sun 18:00</code>, <code>/digest off</code>
digest-next = The next comes { $when }.
digest-unclear-weekday = Which day? Write it like this: <code>/digest weekly Sun 18:00</code>
digest-unclear-time = At what hour? Write it like this: <code>/digest daily 19:00</code> or <code>/digest weekly Sun 18:00</code>
digest-unclear-zone = I do not know the place “{ $words }”. Try a larger city nearby, or a zone such as Europe/Berlin.
digest-button-daily = Once a day
digest-button-weekly = Once a week
digest-button-off = Each at once
