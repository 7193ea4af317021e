evening-title = ✉️ <b>Letter evening</b>
evening-when = { $day } ({ $city })
evening-when-unset = { $day }: nobody has told me this group’s clock yet. An administrator names a city in /evening, or chooses /timezone.
evening-where = 📍 { $place }
evening-how = Take a name, write, then press “Written”. A second press gives the name back. How many took a name is shown, who did is not, and is forgotten when the evening ends.
evening-line =
    { $taken ->
        [0] <b>{ $name }</b>: nobody yet
       *[other] <b>{ $name }</b>: taken by { $taken }, { $written } written
    }
evening-old = ⚠️ The address was last confirmed { $months } months ago: check it before you post the letter.
evening-not-now = { $name }: please do not write now, the address is no longer certain
evening-written =
    { $count ->
        [one] ✅ { $count } letter written
       *[other] ✅ { $count } letters written
    }
evening-button-name =
    { $count ->
        [0] { $name }
       *[other] { $name } · { $count }
    }
evening-button-written = ✅ Written
evening-button-kit = 🖨 Pages to print
evening-taken = You write to { $name }. The address is in the pages to print, and at /write.
evening-given-back = You gave back the name of { $name }.
evening-take-first = Take a name first: press one of the names above.
evening-is-over = This evening is over.
evening-over = ✉️ The letter evening of { $day } is over.
evening-thanks =
    { $count ->
        [one] <b>{ $count } letter</b> was written. Thank you!
       *[other] <b>{ $count } letters</b> were written. Thank you all!
    }
evening-none = Nobody pressed “Written”; letters written all the same are on their way without a count.
evening-sum = { $name }: { $count }
evening-called-off = The letter evening of { $day } is called off.
evening-no-evening = No letter evening is announced here.
evening-groups-only = A letter evening is announced in a group: add me to it, and an administrator writes /evening there. Pages to print for an evening of your own: /kit
evening-usage =
    To announce a letter evening, an administrator writes day, time and place, for example:
    <code>/evening Friday 18:30, Café Anna, Berlin</code>
    To call it off: <code>/evening off</code>
evening-unclear-time = At what time? I found none such as 18:30 or 7 pm.
evening-unclear-day = I know no such day.
evening-unclear-past = That is over already.
evening-unclear-far = That is more than four months away: please announce it nearer the time.
evening-unclear-place = That is very long for a place. A name and a street are enough.
