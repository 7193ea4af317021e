occasions-heading = 🗓 <b>Days ahead.</b> A letter that leaves now can be there in time.
occasions-day = <b>{ $day }</b>: { $what }
occasions-more =
    { $count ->
        [one] and one more; all of them: /calendar
       *[other] and { $count } more; all of them: /calendar
    }
occasions-new-year = <b>New Year</b>: { $names } { $more }
occasions-and-more =
    { $count ->
        [one] and one more
       *[other] and { $count } more
    }
occasions-leave = Reckoned for letters { $route }. How long letters take is our own cautious guess.
occasions-how = To change this or stop it: /remind
occasions-button-write = ✉️ { $name }
