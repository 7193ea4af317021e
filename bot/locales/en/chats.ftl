chat-kind-private = chat
chat-kind-group = group
chat-kind-channel = channel
chat-button-gone = This button no longer works. Try the command instead: /help
chat-only-administrators = Only administrators of this group decide that.
chat-unknown-command = I do not know that command. All of them: /help
chat-only-text = I read only text. Send me a name, or see /help
chat-error = Something went wrong on my side. Please try again in a moment.
chat-hello-group =
    Hello. I report what happens to political prisoners in Russia. Administrators choose whom this group follows: /follow, /settings
    To ask about somebody: /case and a name, or @{ $bot } and a name. Other messages I neither answer nor keep.
inline-nobody = Nobody by that name
inline-nobody-description = Try the surname alone, in any alphabet
inline-nobody-text = Ask @{ $bot } about political prisoners in Russia.
bot-description =
    News of political prisoners in Russia, as it comes, with sources. How and where to write to them, and a weekly reminder if you like.

    Keeps no names and no messages. Free, without advertising.
bot-short-description = News of Russia’s political prisoners, and help to write to them. Keeps no names.
command-case = Who is it? A name in any alphabet
command-campaign = Campaigns: what they demand
command-news = The latest news, of all or one
command-write = How and where to write
command-follow = Follow a person, a campaign or all
command-unfollow = Stop following
command-following = Whom you follow
command-ways = How a letter gets there
command-phrases = A first letter in Russian, to copy
command-evening = A letter evening of this group
command-kit = Pages to print for a letter evening
command-calendar = Days to write on, for your calendar
command-remind = Reminders to write, and days ahead
command-digest = News once a day or a week
command-mute = Silence for a while
command-unmute = End the silence
command-settings = Language, clock, quiet hours
command-language = Language
command-timezone = Your time zone
command-quiet = Quiet hours
command-calls = Which calls from organisers reach you
command-discreet = Notifications that name nobody
command-links = With links or without
command-russia = For those who read in Russia
command-help = Everything I can do
command-privacy = What I see, keep and do not keep
command-mydata = What I keep about you
command-forget = Delete everything about this chat
chat-too-many-files = One file a minute is as fast as I am. Please try again shortly.
