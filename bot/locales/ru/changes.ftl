change-checked = проверено организаторами бота { $day }
change-address-frozen = { $day } организаторы бота перестали давать этот адрес: возможно, он неверен. Пожалуйста, дождитесь подтверждённого.
change-told-released = 🕊 <b>{ $name } на свободе.</b> По сообщению источника, { $gender ->
    [f] её освободили
   *[other] его освободили
}: { $day }.
change-told-died = 🕯 <b>{ $name }: сообщают о смерти.</b> { $gender ->
    [f] Её
   *[other] Его
} не стало: { $day }.
change-told-transferred = 📍 <b>{ $name }: новое место заключения.</b> О том, что { $gender ->
    [f] её
   *[other] его
} перевели, сообщают { $day }.
change-told-transit = 🚋 <b>{ $name }: этап.</b> О том, что { $gender ->
    [f] её
   *[other] его
} везут в другое место заключения, сообщают { $day }.
change-told-address = ✉️ <b>{ $name }: подтверждён адрес для писем</b> ({ $day }). Сюда письма до { $gender ->
    [f] неё
   *[other] него
} доходят.
change-place = <b>Где:</b> { $place }
change-address-known = Сам адрес — под кнопкой «Написать».
change-address-unknown = Письма по старому адресу пропадут. Пожалуйста, подождите: когда станет известен новый, мы сообщим здесь.
change-source = <b>Источник:</b>
change-undone-released = ↩️ <b>Поправка: { $name }.</b> Мы сообщали, что { $gender ->
    [f] её
   *[other] его
} освободили ({ $day }).
change-undone-died = ↩️ <b>Поправка: { $name }.</b> Мы сообщали о { $gender ->
    [f] её
   *[other] его
} смерти ({ $day }).
change-undone-transferred = ↩️ <b>Поправка: { $name }.</b> Мы сообщали, что { $gender ->
    [f] её
   *[other] его
} перевели в другое место заключения ({ $day }).
change-undone-transit = ↩️ <b>Поправка: { $name }.</b> Мы сообщали, что { $gender ->
    [f] её
   *[other] его
} везут по этапу ({ $day }).
change-undone-address = ↩️ <b>Поправка: { $name }.</b> Мы давали адрес, по которому письма до { $gender ->
    [f] неё
   *[other] него
} доходят ({ $day }).
change-undone-why = Это оказалось ошибкой, и организаторы отозвали сообщение. Просим прощения. Всё, что известно сейчас, — в карточке.
