ways-title = 📮 <b>How to send a letter to { $name }</b>
ways-title-all = 📮 <b>How to send a letter</b>
ways-from-russia = For those who write from Russia:
ways-from-abroad = For those who write from abroad:
ways-named = Named for this place, besides paper: { $names }
ways-named-elsewhere = Services are named for this place, but only for those who write from { $sender ->
    [abroad] within Russia
   *[russia] abroad
}: { $names }
ways-unnamed = Not every place takes every service: its site says which.
ways-unaddressed = I have no confirmed address. What remains are volunteers who pass letters on:
ways-none = Just now there is none: see why under “Address”.
ways-language = Language: { $text }
ways-payment = Payment: { $text }
ways-delay = Time: { $text }
ways-stopped = ⚠️ Reported stopped:
ways-stopped-since = { $country }, since { $day }
ways-button-russia = I am in Russia
ways-button-abroad = I am abroad
ways-button-phrases = 📝 Sentences to copy
ways-button-address = Address
