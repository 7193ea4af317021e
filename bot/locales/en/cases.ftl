case-what-for = <b>What for</b>
case-where = <b>Where:</b>
case-support = <b>Support:</b>
case-born = Born { $day }
case-held = In custody from { $day }
case-held-days = <b>In custody</b> since { $day }: { $days ->
    [one] { $days } day
   *[other] { $days } days
}
case-status-imprisoned = Last reported imprisoned: { $day }
case-status-released = Reported released: { $day }
case-status-house-arrest = Last reported under house arrest: { $day }
case-status-died = Reported to have died: { $day }
case-status-transit = Reported on the way to another place of detention: { $day }
case-status-unknown = Present status unknown; last report: { $day }
case-first-released = 🕊 <b>Released</b>, as reported { $day }
case-first-died = 🕯 <b>Died</b>, as reported { $day }
case-more = More, news and how to write
case-sources-heading = <b>{ $name }: every fact and its source</b>
case-sources-mistake = Found a mistake? Tell the organisers of this bot: they change the card once they have checked it.
case-did-you-mean = { $count ->
    [one] I am not sure whom you mean. This person?
   *[other] I am not sure whom you mean. One of these?
}
case-candidate = <b>{ $name }</b>: { $who }
case-candidate-born = <b>{ $name }</b>, born { $year }: { $who }
case-nothing =
    I know nobody by that name.

    Try the surname alone, in any alphabet, or look through the list. If somebody is missing, it means only that I have no card, not that nothing happened. All I can do: /help
case-ask = { $count ->
    [one] I know { $count } prisoner.
   *[other] I know { $count } prisoners.
} Send a name in any alphabet, or choose:
case-button-write = ✉️ Write
case-button-news = News
case-button-sources = Sources
case-button-share = Share
case-button-card = Card
case-button-people = All people
case-gone = This person is not in my list any more.
campaign-demands = <b>Demands</b>
campaign-list = Campaigns you can follow:
campaign-none = No campaigns are listed yet.
campaign-nothing = I know no campaign by that name. These I know:
campaign-button-open = Open
campaign-gone = This campaign is not in my list any more.
