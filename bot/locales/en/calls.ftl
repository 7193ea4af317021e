call-footer-shared = 📣 <i>Passed on from the solidarity bot</i>
call-button-share = 📨 Pass it on
call-button-sign = ✍️ Sign
call-button-write = ✉️ Write to { $name }
call-button-card = Who is { $name }?
call-button-done = ✅ I have done it
call-button-form = Open the form
call-button-copy-address = Copy the address
call-button-copy-subject = Copy the subject
call-button-copy-letter = Copy the letter
call-button-calendar = 📅 Add to my calendar
call-calendar-ready = Open the file, and your calendar takes it in.
call-calendar-in-private = 📅 { $when }, { $place }. In a private chat this bot also gives you a file for your calendar.
call-event =
    📅 <b>{ $when }</b>
    📍 { $place }
call-deadline = ⏳ Until { $when }
call-follow-up = ⏰ <b>There is still time for this:</b>
call-corrected = ✏️ <i>Corrected.</i>
call-closed-won = 🎉 <b>This call has reached its aim. Thank you.</b>
call-closed-over = ⌛️ <b>This call is over. Thank you to everyone who took part.</b>
call-closed-won-toast = This call has reached its aim. Thank you!
call-closed-over-toast = This call is over. Thank you for wanting to take part.
call-withdrawn = <i>The organisers have withdrawn this message. Please do not pass it on.</i>
call-appeal = ✉️ <b>{ $country }: a letter, ready to be sent</b>
call-appeal-to = To: { $to }
call-appeal-subject = <b>Subject</b> (a tap copies it):
call-appeal-body = <b>Letter</b> (a tap copies it):
call-appeal-how = Sign with your own name. A sentence in your own words makes it stronger.
call-appeal-in-private = The letter is long: open this bot in private to get it. It goes to { $to }.
call-done = Thank you! It is counted, and nobody sees who it was.
call-done-many = Thank you! About { $count } people have done it. Nobody sees who they are.
call-preview-counts-nothing = This is how it will look: nobody is counted before it has gone out.
call-done-before = Thank you! Yours is counted already.
call-ask-media = Send me <b>one picture or one file</b> as your next message.
call-ask-links-en = Send me the <b>buttons</b> for readers in English, each in a line of its own:
    <code>Read the letter — https://example.org/letter</code>
    Six at most, only https addresses.
call-ask-links-ru = Send me the <b>buttons</b> for readers in Russian, each in a line of its own:
    <code>Прочесть письмо — https://example.org/letter</code>
    Six at most, only https addresses.
call-ask-deadline = <b>Until when</b> can it be done? Write <code>2026-12-01 18:00</code>, <code>1.12. 18:00</code>, <code>Friday 18:00</code> or <code>tomorrow 18:00</code>, with a city behind it if it is not your own clock.
call-ask-schedule = <b>When</b> shall it go out? Write <code>tomorrow 18:00</code>, or with an end <code>2026-12-01 18:00 not after 20:00</code>. If the bot is down at that time, it goes out late, but never after the end; without an end that is six hours.
call-ask-petition = Send me the <b>https address</b> where the petition is signed.
call-ask-event = Where and when? The place first, then the time, in one line or in two:
    <code>Alexanderplatz, Berlin
    2026-12-05 18:00 Berlin</code>
call-ask-appeals = Send me the <b>letters to representatives</b>. The country and the address, the subject, then the text; three hyphens between two countries:
    <code>Germany — mail@bundestag.de
    Azat Miftakhov
    Dear Madam or Sir, …
    ---
    France — https://www.senat.fr/contact
    Azat Miftakhov
    Madame, Monsieur, …</code>
call-ask-case = To <b>whom</b> shall people write? Send me the name.
call-ask-reason = Why must this call reach people who had their share of calls this week? The second person reads your reason.
call-ask-only = <b>Only to whom?</b> Languages and kinds of chats, in any order, such as <code>ru</code> or <code>en private groups</code>. Known are en, ru, private, groups, channels.
call-ask-without = <b>To whom not?</b> Send a person’s or campaign’s name: those who follow it by name are left out.
call-unclear = I could not read that.
call-past = That time is over already.
call-caption-too-long = With a picture a text can be only a quarter as long. That is { $over ->
    [one] { $over } character
   *[other] { $over } characters
} too long: shorten it, or leave the picture out.
call-no-albums = I can take one picture, not an album. Please send the most important one alone.
call-no-such-media = I can take text, one picture or one file here; no videos, voice messages or stickers.
call-picture-stays = What was delivered keeps its picture. Its text, buttons, deadline and what it asks for can be corrected.
call-readers-stay = A correction reaches everybody who got the broadcast, as soon as it is approved: there is nothing to choose.
call-not-paid = Paid sending is turned off in the configuration.
call-is-correction = ✏️ <b>A correction of broadcast { $number }</b>: the message changes in every chat that has it.
call-is-kind = What it asks for: { $kind }
call-is-follow-up = Who has not pressed “done” is reminded once, a day before the deadline.
call-is-urgent = Urgent: it also reaches those who want urgent calls only.
call-is-beyond = ‼️ It goes beyond the weekly number of calls. Reason: { $reason }
call-is-paid = ⭐️ Paid sending: it costs up to { $stars ->
    [one] { $stars } Star
   *[other] { $stars } Stars
}.
call-scheduled = 🗓 Goes out { $at }, not after { $until }
call-only = Only: { $what }
call-without = Not to followers of: { $names }
call-chats-private = private chats
call-chats-group = groups
call-chats-channel = channels
call-kind-news = to know
call-kind-letter = a letter to prison
call-kind-petition = a signature
call-kind-official = a letter to representatives
call-kind-event = to come
call-kind-share = to pass it on
call-which-kind = 🎯 <b>What does this call ask for?</b>
call-to-whom-now = 👥 It goes to: <b>{ $name }</b>. To whom should it go?
call-more = ⚙️ <b>More</b>
call-switch-done = Count who did it
call-switch-follow-up = Remind once
call-switch-urgent = Urgent
call-switch-paid = Paid sending
call-switch-beyond = Beyond the weekly number
call-switch-done-about = <b>Count:</b> a button under the call. The number is shown rounded, from ten upwards, and never who.
call-switch-follow-up-about = <b>Remind once:</b> who has not pressed it hears once more, a day before the deadline.
call-switch-urgent-about = <b>Urgent:</b> also to those who want urgent calls only. Use it seldom.
call-switch-paid-about = <b>Paid sending:</b> up to 1,000 messages a second for 0.1 Star each; this call up to { $stars ->
    [one] { $stars } Star
   *[other] { $stars } Stars
}.
call-switch-beyond-about = Nobody is sent more than { $cap ->
    [one] { $cap } call
   *[other] { $cap } calls
} a week. To go beyond it takes a reason and a second person, always.
call-doubt-shortened = { $about } hides where its link leads, and sees who follows it. Use the full address.
call-doubt-old-address = The address of { $about } is doubtful, or was not confirmed for six months.
call-doubt-too-long = It does not fit into one message { $language }. Shorten it.
call-doubt-past-deadline = The deadline is over before it goes out.
call-doubt-past-event = The event is over before it goes out.
call-doubt-past-schedule = Its time to go out is over.
call-doubt-no-target-letter = It does not say whom to write to.
call-doubt-no-target-petition = The address of the petition is missing.
call-doubt-no-target-official = The letters to representatives are missing.
call-doubt-no-target-event = Place and time of the event are missing.
call-blocked = The check list found what cannot go out. Mend that first.
call-counts-down = ⏱ Approved. It goes out at its time; every organiser can hold it back until then.
call-was-counts-down = ✅ Your broadcast was approved. It goes out at its time.
call-goes-out = ⏱ <b>Broadcast { $number } goes out at { $when }.</b> Every organiser can hold it back until then.
call-begins = “{ $title }”
call-went-out = 🚀 <b>Broadcast { $number } went out</b> at { $when }. How far it is: /broadcasts
call-held = ✋ <b>Broadcast { $number } was held back</b> before it went out: it is a draft again.
call-was-expired = ⌛️ Your broadcast did not go out: its time came while the bot was not running, and its end was over before it could.
call-test = 🧪 <b>A test</b>, only for organisers. Readers would get this:
call-tested = 🧪 Sent as a test to { $count ->
    [one] one organiser
   *[other] { $count } organisers
}.
call-links-closed = This bot is set up to open no links (<code>open_links = false</code> under <code>[broadcasts]</code>). Open them yourself before it goes out.
call-links-none = There are no links to open.
call-links-tried = 🔎 <b>The links</b>, opened just now:
call-link-good = ✅ { $url }
call-link-dead = ❌ { $url }: { $fault }
call-link-leads = ↪️ { $url } leads to { $host }. Better name that address yourself.
call-state-approved = ⏱ <b>Broadcast { $number }</b>: approved, about to go out
call-state-paused = ⏸ <b>Broadcast { $number }</b>: paused
call-state-expired = ⌛️ <b>Broadcast { $number }</b>: its time was over
call-corrects = Corrects broadcast { $number }
call-closes = Closes broadcast { $number }
call-recalls = Takes back broadcast { $number }
call-repeats = Reminds of broadcast { $number }
call-changed-there = Changed: about { $count }
call-changed-there-few = Changed: fewer than ten
call-later = Of them later, in quiet hours or to be tried again: about { $count }
call-later-few = Of them later, in quiet hours or to be tried again: fewer than ten
call-blocked-by = Have blocked the bot: about { $count }
call-blocked-by-few = Have blocked the bot: fewer than ten
call-twice = Possibly arrived twice, since an answer of Telegram's was lost: about { $count }
call-twice-few = Possibly arrived twice, since an answer of Telegram's was lost: fewer than ten
call-did-it = Did it: about { $count }
call-did-it-few = Did it: fewer than ten
call-pace = { $rate } a second, { $minutes ->
    [0] less than a minute left
    [one] one minute left
   *[other] { $minutes } minutes left
}
call-no-such = There is no broadcast with that number: /broadcasts
call-not-to-correct = This one cannot be corrected: it has not gone out, or is closed or taken back.
call-correct-how = ✏️ As it should have read. When a second person has approved it, the message changes in every chat that has it. The picture stays; buttons, deadline and what it asks for can be changed under the preview.
call-sure-recall = Take back broadcast { $number }? It is deleted in every chat where it is younger than two days; elsewhere it is replaced by a line that it was withdrawn. Nobody else has to agree.
call-sure-won = Is it won? Broadcast { $number } says so everywhere, and its buttons go.
call-sure-over = Is it over? Broadcast { $number } says so everywhere, and its buttons go.
call-recall-begun = ↩️ It is being taken back.
call-won-begun = 🎉 It is being told everywhere.
call-over-begun = ⌛️ It is being told everywhere.
call-toast-paused = Paused.
call-toast-resumed = It goes on.
call-button-text-en = ✏️ English
call-button-text-ru = ✏️ Russian
call-button-media = 🖼 Picture
call-button-links = 🔗 Buttons { $language }
call-button-kind = 🎯 What for
call-button-deadline = ⏳ Deadline
call-button-who = 👥 To whom
call-button-schedule = 🗓 When
call-button-more = ⚙️ More
call-button-try-links = 🔎 Open the links
call-button-show = 👁 Preview
call-button-test = 🧪 Test
call-button-back = ‹ Back
call-button-off = Without it
call-button-only = Only some…
call-button-without = Not to…
call-button-hold = ✋ Hold it back
call-button-pause = ⏸ Pause
call-button-resume = ▶️ Go on
call-button-correct = ✏️ Correct
call-button-recall = ↩️ Take back
call-button-won = 🎉 Won
call-button-over = ⌛️ Over
call-button-open = Broadcast { $number }
settings-button-calls = Calls
settings-calls-all-on = Calls from organisers: all, and a reminder before a deadline
settings-calls-all-off = Calls from organisers: all, without reminders
settings-calls-urgent-on = Calls from organisers: urgent ones only, and a reminder before a deadline
settings-calls-urgent-off = Calls from organisers: urgent ones only, without reminders
settings-calls-none-off = Calls from organisers: none
settings-calls-about = Organisers call when something can be done: a letter, a signature, a meeting. Alerts about people you follow come in any case. The same by command: <code>/calls urgent</code>
settings-calls-unclear = Write it like this: <code>/calls all</code>, <code>/calls urgent</code> or <code>/calls off</code>.
settings-button-calls-all = { $chosen }All
settings-button-calls-urgent = { $chosen }Urgent ones only
settings-button-calls-none = { $chosen }None
settings-button-follow-ups-on = Remind me before a deadline
settings-button-follow-ups-off = No reminders of calls
