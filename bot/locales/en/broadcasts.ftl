call-footer = 📣 <i>A call from the organisers of this bot. Fewer of them: /settings. Leave for good: /forget</i>
call-to-whom = 📣 <b>A new broadcast.</b> To whom does it go?
call-to-whose-followers = To the followers of one person. Of whom?
call-unknown-segment = I know no such person or campaign. Send /broadcast alone and choose.
call-no-draft = That changes a call you are preparing, and there is none now. Begin one: /broadcast
call-everyone = everyone
call-followers = followers of { $name }
call-segment = To: <b>{ $name }</b>
call-ask-en = Send me the <b>English</b> text as your next message.
call-ask-ru = Send me the <b>Russian</b> text as your next message.
call-ask-how = Write as you always do in Telegram: bold, links and quotes stay. A picture or a file may come with it. Nothing goes out before you have seen and confirmed it.
call-too-long = That is { $over ->
    [one] { $over } character
   *[other] { $over } characters
} too long for one message. Please send a shorter text.
call-preview = 👁 Above, exactly as readers will see it: { $languages }
call-language-en = in English
call-language-ru = in Russian
call-recipients = Recipients now: about { $count }
call-recipients-few = Recipients now: fewer than ten
call-doubts = ⚠️ <b>Please look again:</b>
call-no-doubts = ✅ The check list found nothing.
call-doubt-undesirable = { $about } is designated “undesirable” in Russia: readers there are punished for sharing its links.
call-doubt-released = { $about } is named, but has been reported free or dead.
call-doubt-terrorism = { $about } was charged under a “terrorism” article. In Russia even sympathy with such prisoners has been prosecuted: have a lawyer read this.
call-quoted = “{ $word }”
call-doubt-wording-support = { $words }: reported on 30 September 2024, a court gave an editor seven years in absentia for two calls to write to prisoners. Its experts held against her that the texts show them as people who need help and support.
call-doubt-wording-disagreement = { $words }: in the same case, reported on 30 September 2024, the experts counted disagreement with how the state judges the deed.
call-doubt-wording-hero = { $words }: reported on 20 January 2026, a court gave a schoolgirl four years for photographs with the words “Hero of Russia” of a man whom Russia calls a terrorist.
call-doubt-wording-sympathy = { $words }: a prosecutor’s office explains that who “justifies” wants to rouse sympathy, or says that the deed was right. The page has no date.
call-doubt-no-link = There is no link: readers cannot go anywhere from here.
call-doubt-no-text-en = There is no English text: readers in English get the other one.
call-doubt-no-text-ru = There is no Russian text: readers in Russian get the other one.
call-confirm = After you confirm, a second person has to approve exactly this.
call-confirm-solo = This bot is set up for one person who decides alone: after you confirm, it goes out. <b>Nobody else looks at it.</b>
call-approve = 🔏 <b>A broadcast waits for a second person.</b> If you approve it, it goes out as it stands here.
call-waiting = 🔏 Sent for approval to { $asked ->
    [one] one person
   *[other] { $asked } people
}. It goes out as soon as { $asked ->
    [one] that person approves
   *[other] one of them approves
}. If you change it, they are asked again.
call-nobody-to-approve = Nobody who may approve could be reached: a second owner or approver has to press Start in this bot first. With only one organiser, set <code>solo = true</code> under <code>[organisers]</code> in the configuration. Your text is kept.
call-started = 🚀 It is going out.
call-approved = ✅ Approved. It is going out.
call-was-approved = ✅ Your broadcast was approved and is going out.
call-refused = You sent it back to its author.
call-was-refused = ↩️ Your broadcast was not approved. Talk it over, change the text and ask again; or discard it.
call-was-held-back = ✋ Another organiser held your broadcast back before it went out: it is a draft again. Talk it over.
call-changed = It was changed after you saw it. Look at the new version before you decide.
call-gone = Nothing is left to decide here: it was already decided or withdrawn.
call-not-allowed = Your role does not allow this.
call-empty = It has no text yet.
call-discarded = 🗑 Discarded.
call-state-draft = 📝 <b>Broadcast { $number }</b>: a draft
call-state-pending = 🔏 <b>Broadcast { $number }</b>: waits for approval
call-state-running = 🚀 <b>Broadcast { $number }</b>: going out
call-state-stopped = ⏹ <b>Broadcast { $number }</b>: stopped
call-state-done = ✅ <b>Broadcast { $number }</b>: done
call-state-discarded = 🗑 <b>Broadcast { $number }</b>: discarded
call-sent = Sent: about { $count }
call-sent-few = Sent: fewer than ten
call-left = Still to go: about { $count }
call-left-few = Still to go: fewer than ten
call-dropped = Not sent (stopped, left or muted): about { $count }
call-dropped-few = Not sent (stopped, left or muted): fewer than ten
call-failed = Refused by Telegram: about { $count }
call-failed-few = Refused by Telegram: fewer than ten
call-none = There has been no broadcast yet. Write one: /broadcast
call-recent = <b>Broadcasts</b>, newest first
call-stopped-now = ⏹ Stopped. Nothing more goes out.
call-nothing-to-stop = Nothing is going out.
call-button-everyone = Everyone
call-button-people = Followers of one person…
call-button-skip = No text in this language
call-button-keep = Keep the text there is
call-button-discard = 🗑 Discard
call-button-rewrite = ✏️ Change the text
call-button-send = 🚀 Send it now
call-button-schedule-it = 🕒 Send it at its time
call-button-submit = 🔏 Ask for approval
call-button-approve = ✅ Approve
call-button-refuse = ↩️ Send back
call-button-stop = ⏹ Stop
call-button-look = 👁 Look at broadcast { $number }
call-toast-stopped = Stopped.
call-toast-held-back = Held back: it is a draft again.
call-toast-gone-out = Too late to stop it: it has gone out already.
call-button-stop-one = ⏹ Stop broadcast { $number }
