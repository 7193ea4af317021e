calendar-name = Letters to prisoners
calendar-birthday = { $name } turns { $number }
calendar-detention =
    { $number ->
        [one] { $name }: a year behind bars
       *[other] { $name }: { $number } years behind bars
    }
calendar-new-year = New Year: { $name }
calendar-write = ✉️ Send a letter today. { $what } ({ $day })
calendar-address = The address as it is known today: { $link }
calendar-source = The date is from { $site }, { $day }
calendar-route-abroad = by post from abroad, { $days } days ahead
calendar-route-paper = by post within Russia, { $days } days ahead
calendar-route-electronic = electronically, { $days } days ahead
calendar-ready =
    { $count ->
        [one] 🗓 The days of the coming year on which a letter means most, for one person.
       *[other] 🗓 The days of the coming year on which a letter means most, for { $count } people.
    } Open the file to add them to your calendar; each also marks when to send the letter: { $route }. How long letters take is our own cautious guess. Other routes: /calendar abroad, /calendar paper, /calendar electronic
calendar-nobody = You follow nobody with an address I could vouch for, so there is nothing to put into a calendar yet. Choose whom to follow: /follow
calendar-left-out =
    { $count ->
        [one] One person is left out: I have no address confirmed lately enough. /write NAME says more.
       *[other] { $count } people are left out: I have no address confirmed lately enough. /write NAME says more.
    }
calendar-release = { $name }: due to be released, as reported
calendar-hearing = { $name }: court hearing
calendar-meeting = There it is { $when }. Look at the call in Telegram again before you go: it may have been changed.
calendar-meeting-discreet = Meeting
