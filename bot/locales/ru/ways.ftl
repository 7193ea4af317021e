ways-title = 📮 <b>Как отправить письмо: { $name }</b>
ways-title-all = 📮 <b>Как отправить письмо</b>
ways-from-russia = Для тех, кто пишет из России:
ways-from-abroad = Для тех, кто пишет из-за границы:
ways-named = Для этого учреждения, кроме бумаги, указаны: { $names }
ways-named-elsewhere = Для этого учреждения указаны сервисы, но только для тех, кто пишет { $sender ->
    [abroad] из России
   *[russia] из-за границы
}: { $names }
ways-unnamed = Не каждый сервис работает с каждым учреждением: смотрите на его сайте.
ways-unaddressed = Подтверждённого адреса у меня нет. Остаются волонтёры, которые передают письма:
ways-none = Сейчас способа нет; почему — под кнопкой «Адрес».
ways-language = Язык: { $text }
ways-payment = Оплата: { $text }
ways-delay = Срок: { $text }
ways-stopped = ⚠️ Сообщали, что почта не идёт:
ways-stopped-since = { $country } — с { $day }
ways-button-russia = Я в России
ways-button-abroad = Я за границей
ways-button-phrases = 📝 Фразы для письма
ways-button-address = Адрес
