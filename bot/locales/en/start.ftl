start-unknown-link = (That link leads to nobody in my list.)
start-what = Hello. I tell you what happens to political prisoners in Russia, as soon as it is known and with the source. And I help you to write to them.
start-keeps =
    <b>What I keep:</b> this chat’s number, encrypted, and what you choose here.
    No names, no messages, nothing you look up. Organisers cannot see who reads me.
    Telegram itself can read this chat: chats with bots are not end-to-end encrypted.
    /forget deletes all I keep. More: /privacy
start-choose-question = Whom would you like to follow?
start-button-all = Everyone
start-button-choose = Let me choose
start-button-choose-more = Choose people
start-button-settings = Settings
start-button-news = News
start-button-people = All people
start-button-done = Done ›
start-choose = Tap those you want to follow. ✓ means you do.
start-remind-question = Shall I remind you once a week to write a letter? I name a person and say how and where to write.
start-button-remind = Yes, Sundays at 18:00
start-button-no-reminder = No, thank you
start-button-skip = Later
start-done = <b>That is all.</b>
start-utc = That hour is in UTC until you name your zone: /timezone
start-done-hint = Send me a name at any time, in any alphabet. Everything else: /help
start-present = Hello again. Nothing has changed:
start-follows = You follow: <b>{ $names }</b>
start-follows-nobody = You follow nobody yet.
start-no-reminder = Letter reminder: none
start-reminder = Letter reminder: { $when }
help-people =
    <b>People</b>
    Send me a name, in any alphabet.
    /case NAME: who, what for, since when
    /news NAME: the latest, or /news for all
    /campaign: campaigns and their demands
help-following =
    <b>Following</b>
    /follow NAME, CAMPAIGN or all
    /unfollow NAME, CAMPAIGN or all
    /following: whom you follow
    /digest daily 19:00: news as one message, or /digest off
    /mute NAME DAYS: silence, or /mute 3 for all
    /unmute: end it
help-letters =
    <b>Letters</b>
    /write NAME: how and where to write
    /ways NAME: post, services and volunteers that send it
    /phrases NAME: a first letter in Russian to copy
    /kit 5 or NAMES: pages to print for a letter evening
    /evening Friday 18:30, PLACE: a letter evening of a group
    /calendar: days to write on, for your calendar
    /remind weekly Sun 18:00: to write a letter, or /remind off
help-settings =
    <b>Settings</b>
    /settings: everything with buttons
    /language en
    /timezone Tbilisi: your time zone
    /quiet 22:00-08:00: quiet hours, or /quiet off
    /calls all, urgent or off: calls from organisers
    /discreet on: notifications that name nobody
    /links off: no links
    /russia on: no links to “undesirable” publishers
help-you =
    <b>You</b>
    /privacy: what I see and keep
    /mydata: what I keep about this chat
    /forget: delete all of it
    /start: how things stand
help-organisers =
    <b>Organisers</b>
    /broadcast: a call to everyone concerned
    /broadcasts: the latest and how far they are
    /stop: stop all at once
    /change NAME: released, moved, died, a new address; alone: what waits
    /freeze NAME: give an address to nobody, at once
    /feeds: how the feeds do; pause one; editors and owners add one: /feeds add and an address
    /why and a link: why an entry was sent or not
help-inline = In any chat: @ and my name, then a person’s name.
privacy-sees = <b>What I see.</b> What you send me: your Telegram number, the name on your profile, the message. I need them for the answer, for a moment.
privacy-keeps = <b>What I keep.</b> This chat’s number, encrypted; whom you follow; language, time zone, quiet hours, discretion; your reminder and digest; that a message was sent, for a week, or for a call from the organisers until a week after its deadline or last change, at most about three months, with whether you said that you did it; the month you last wrote. /mydata shows it. Besides, whose name you took at a group’s letter evening, encrypted, until it ends.
privacy-not = <b>What I do not keep.</b> Names, messages, whom you looked up, whom you wrote to. A letter you report is counted, never attributed.
privacy-long = <b>For how long.</b> Until you say /forget. If I hear nothing from you for about half a year, I ask once whether you still want this, and forget you if no answer comes in 30 days. If you block me, I forget you after 180 days.
privacy-who = <b>Who can see it.</b> Nobody in the chat: organisers see numbers, rounded and never under ten, and no list of readers exists for them. Whoever has both my data and the key to it can find out who reads me. I do not start where one lies beside the other, and two owners, or one with a code kept on paper, can destroy the key and everybody’s rows.
privacy-telegram = <b>Telegram.</b> Chats with bots are not end-to-end encrypted: Telegram can read them, and so can whoever holds your unlocked phone. If following prisoners is dangerous where you are, think about a separate account and delete this chat when you are done.
privacy-leave = <b>Leaving.</b> /forget deletes everything at once. Then delete the chat in Telegram.
