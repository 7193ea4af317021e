change-checked = checked by this bot’s organisers on { $day }
change-address-frozen = The organisers of this bot stopped giving this address on { $day }: it may be wrong. Please wait until there is a confirmed one.
change-told-released = 🕊 <b>{ $name } is free.</b> { $gender ->
    [f] She
   *[other] He
} was released, as reported { $day }.
change-told-died = 🕯 <b>{ $name } has died.</b> { $gender ->
    [f] Her
   *[other] His
} death is reported for { $day }.
change-told-transferred = 📍 <b>{ $name } has been moved.</b> { $gender ->
    [f] She
   *[other] He
} is in another place of detention, as reported { $day }.
change-told-transit = 🚋 <b>{ $name } is being moved.</b> { $gender ->
    [f] She
   *[other] He
} is on the way to another place of detention, as reported { $day }.
change-told-address = ✉️ <b>An address for { $name }</b>, confirmed { $day }: this is where letters reach { $gender ->
    [f] her
   *[other] him
}.
change-place = <b>Where:</b> { $place }
change-address-known = The address stands under “Write”.
change-address-unknown = Letters to the old address get lost. Please wait until we know the new one: you will hear of it here.
change-source = <b>Source:</b>
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
