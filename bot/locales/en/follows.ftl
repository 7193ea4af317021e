follow-everyone = Everyone
follow-button-follow = 🔔 Follow
follow-button-unfollow = Unfollow
follow-button-choose = Choose people
follow-button-all-but = Everyone else
follow-button-mute = Mute for a while
follow-toast-on = Followed.
follow-toast-off = Not followed any more.
follow-toast-first = Followed. From now on I keep this chat’s number, encrypted, and what you choose here. More: /privacy
follow-first = From now on I keep this chat’s number, encrypted, and what you choose here; no names and no messages. More: /privacy, settings: /settings
follow-on = You follow <b>{ $name }</b> now. I write when something happens.
follow-already = You already follow <b>{ $name }</b>.
follow-on-all = You follow everyone now, also people who are added later.
follow-off = You do not follow <b>{ $name }</b> any more.
follow-not-followed = You did not follow <b>{ $name }</b>.
follow-off-all = You follow nobody now.
follow-still-included = You follow everyone, and so <b>{ $name }</b> too. What would you like?
follow-all-but = You now follow each of the others by name. People who are added later are not among them.
follow-none = You follow nobody yet.
follow-list = { $count ->
    [one] You follow this one. A tap ends it.
   *[other] You follow these. A tap ends one.
}
follow-nothing =
    I know neither a person nor a campaign by that name.

    Try the surname alone, in any alphabet, or choose from the list.
mute-question = For how long should I be quiet?
mute-question-all = Silence for a while? Nothing is unfollowed.
mute-button-week = { $name }: a week
mute-button-all-day = Everything till tomorrow
mute-button-all-week = Everything for a week
mute-button-unfollow = Unfollow { $name }
mute-button-day = Till tomorrow
mute-button-days = For a week
mute-button-end = Unmute
mute-button-end-one = Unmute { $name }
mute-on = Nothing about <b>{ $name }</b> until { $when }.
mute-all-on = No alerts until { $when }.
mute-off = Muted no longer: { $names }.
mute-all-off = The silence is over.
mute-none = That is not muted.
mute-none-at-all = Nothing is muted.
mute-unclear-days = For how many days? From 1 to { $most }.
mute-nobody = I know neither a person nor a campaign by that name. Try the surname alone, in any alphabet. What is muted, and silence for everything: /mute
