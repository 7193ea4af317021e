change-checked = checked by this bot’s organisers on { $day }
change-address-frozen = The organisers of this bot stopped giving this address on { $day }: it may be wrong. Please wait until there is a confirmed one.
change-told-released = 🕊 <b>{ $name } is free.</b> The source reports that { $gender ->
    [f] she
   *[other] he
} was released ({ $day }).
change-told-died = 🕯 <b>{ $name } has died.</b> The source reports { $gender ->
    [f] her
   *[other] his
} death ({ $day }).
change-told-transferred = 📍 <b>{ $name } has been moved.</b> The source reports that { $gender ->
    [f] she
   *[other] he
} is in another place of detention ({ $day }).
change-told-transit = 🚋 <b>{ $name } is being moved.</b> The source reports that { $gender ->
    [f] she
   *[other] he
} is on the way to another place of detention ({ $day }).
change-told-address = ✉️ <b>{ $name }: the address for letters is confirmed.</b> The source reports that letters reach { $gender ->
    [f] her
   *[other] him
} there ({ $day }).
change-place = <b>Where:</b> { $place }
change-address-known = The address stands under “Write”.
change-address-unknown = Letters to the old address get lost. Please wait until we know the new one: you will hear of it here.
change-source = <b>Source:</b> { $source }, { $checked }
change-undone-released = ↩️ <b>Correction: { $name }.</b> We told you that { $gender ->
    [f] she
   *[other] he
} had been released ({ $day }).
change-undone-died = ↩️ <b>Correction: { $name }.</b> We told you that { $gender ->
    [f] she
   *[other] he
} had died ({ $day }).
change-undone-transferred = ↩️ <b>Correction: { $name }.</b> We told you that { $gender ->
    [f] she
   *[other] he
} had been moved to another place of detention ({ $day }).
change-undone-transit = ↩️ <b>Correction: { $name }.</b> We told you that { $gender ->
    [f] she
   *[other] he
} was being moved ({ $day }).
change-undone-address = ↩️ <b>Correction: { $name }.</b> We gave you an address where letters would reach { $gender ->
    [f] her
   *[other] him
} ({ $day }).
change-undone-why = It was wrong, and the organisers have taken it back. We are sorry. The card says what is known now.
change-what = What happened to <b>{ $name }</b>? This is what the card says now:
change-closed = The card of <b>{ $name }</b> leaves nothing to say here. What became of this person since is for those who keep the files.
change-freeze-how = If the address may be wrong, stop giving it at once: one organiser is enough for that.
change-unknown = I know nobody by that name. Try the surname alone.
change-title = <b>{ $name }</b>: { $kind }
change-title-undo = <b>{ $name }</b>: take back “{ $kind }”
change-ask-date = On what day, as the source says? For instance <code>21.11.2026</code>, <code>21 November</code>, or only <code>November 2026</code>.
change-ask-source = Send me the link to the page that reports it. Open it first: is it about this person, and not somebody of the same name?
change-ask-place = Where now? Send two lines, the place in English and in Russian. For instance:

    <i>Penal colony IK-4 in Torzhok, Tver Region
    Исправительная колония № 4 (ИК-4), Торжок, Тверская область</i>
change-ask-address = The address for letters, in Russian as on the envelope: postal code, region, town, street, institution. Several lines are fine; leave out the name.
change-ask-recipient = To whom, as on the envelope? Surname, name and patronymic in the dative, with the year of birth. For instance: <i>Петровой Марии Ивановне, 1980 г. р.</i>
change-unclear-date = I read no day in that, or it lies ahead. Send it like <code>21.11.2026</code>, or press a button.
change-unclear-source = That is no link. Send the address of the page, beginning with https://, or press “Discard”.
change-unclear-place = Send one or two lines, at most 200 characters each: the place in English, then in Russian.
change-unclear-address = That does not look like a postal address: I need a postal code or a house number, and at most 400 characters.
change-unclear-recipient = Something is missing: the name must stand in the dative, and the year of birth must be the one on the card.
change-preview = 👁 Above, exactly as readers will see it: the card, and the message to everyone who follows this person, a campaign for them, or everyone.
change-preview-silent = 👁 Above, the card as readers will see it. Nobody gets a message about this.
change-open-source = Open the source yourself before you decide: { $source }
change-undesirable = ⚠️ Russia calls this publisher “undesirable”: sharing its links is punished there. If another source says the same, take that one.
change-one-line-place = ⚠️ The place was given in one line: readers in both languages get it as it stands. For one in each language say it anew.
change-confirm = After you confirm, a second person has to approve exactly this.
change-confirm-solo = This bot is set up for one person who decides alone: after you confirm, the card changes and followers are told <b>at once</b>. Nobody else looks at it.
change-nothing = The card says this already: there is nothing to confirm.
change-approve = 🔏 <b>A change of a card waits for a second person.</b> If you approve it, the card changes and followers are told at once.
change-waiting = 🔏 Sent for approval to { $asked ->
    [one] one person
   *[other] { $asked } people
}. The card changes as soon as { $asked ->
    [one] that person approves
   *[other] one of them approves
}.
change-nobody-to-approve = Nobody who may approve could be reached: a second owner or approver has to press Start in this bot first. With only one organiser, set <code>solo = true</code> under <code>[organisers]</code> in the configuration. What you said is kept.
change-confirmed = ✅ Confirmed: the card has changed.
change-was-confirmed = ✅ Your change of a card was approved: the card has changed.
change-refused = You did not approve it. Nothing changes.
change-was-refused = ↩️ Your change of a card was not approved. Talk it over; if it is so after all, say it anew: /change
change-changed = The card or the change is no longer what you saw. Look at the new version before you decide.
change-unfinished = Something is still missing. Answer the last question first.
change-not-allowed = Your role does not allow this.
change-gone = Nothing is left to decide here: it was already decided, taken back or overtaken.
change-discarded = 🗑 Taken back.
change-frozen = 🧊 The address of <b>{ $name }</b> is given to nobody any more, and nobody is reminded to write there. To give it again takes two of you; a newly confirmed address ends it too.
change-nothing-to-freeze = I give no address for this person as it is.
change-freeze-who = Whose address? Send <code>/freeze</code> and the name.
change-list = <b>Changes of cards</b>
change-none = No card has been changed here yet.
change-how = To say that somebody was released, moved or has died, or to confirm an address: <code>/change</code> and the name.
change-state-pending = 🔏 { $number }: waits for a second person
change-state-confirmed = ✅ { $number }: confirmed
change-state-refused = ↩️ { $number }: not approved
change-state-withdrawn = 🗑 { $number }: taken back
change-button-released = Released
change-button-transferred = Moved, arrived
change-button-transit = In transit
change-button-died = Died
change-button-address = Address confirmed
change-button-frozen = 🧊 Stop giving the address
change-button-today = Today
change-button-yesterday = Yesterday
change-button-same = It is still this one
change-button-unknown = Not known yet
change-button-discard = 🗑 Discard
change-button-anew = ✏️ Say it anew
change-button-confirm = ✅ It is so
change-button-submit = 🔏 Ask for approval
change-button-approve = ✅ Approve
change-button-refuse = ↩️ Do not approve
change-button-look = 👁 Look at { $number }
change-button-undo = ↩️ Take { $number } back
change-button-thaw = Give this address again
change-claimed = 📰 <b>{ $feed } claims something about { $name }.</b> { $kind }?
change-claimed-how = Readers who follow see it as the source’s report only. If it is true, confirm it: the card changes, and letters go where they should. You hear of such a claim once in a week.
change-button-claim = Confirm it…
change-kind-frozen = 🧊 address frozen
