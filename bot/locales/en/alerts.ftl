alert-untitled = Untitled
alert-origin = { $feed } · { $when }
alert-further = Also told by: { $names }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }
alert-origin-seen = { $feed } · undated, seen { $when }
alert-about = You follow: <b>{ $names }</b>
alert-claim = ⚠️ This is the source’s report. The card changes only once organisers have confirmed it.
alert-undesirable = ⚠️ Russia calls this publisher “undesirable”: sharing its links is punished there. If you are in Russia, do not pass this on.
alert-button-mute = 🔕 Mute
alert-button-open = Open
