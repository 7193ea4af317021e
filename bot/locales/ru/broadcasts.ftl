call-footer = 📣 <i>Обращение организаторов этого бота. Получать реже: /settings. Уйти совсем: /forget</i>
call-to-whom = 📣 <b>Новая рассылка.</b> Кому она пойдёт?
call-to-whose-followers = Тем, кто следит за одним человеком. За кем?
call-unknown-segment = Не знаю такого человека или кампании. Отправьте просто /broadcast и выберите.
call-everyone = всем
call-followers = подписчикам ({ $name })
call-segment = Кому: <b>{ $name }</b>
call-ask-en = Пришлите следующим сообщением текст <b>по-английски</b>.
call-ask-ru = Пришлите следующим сообщением текст <b>по-русски</b>.
call-ask-how = Пишите как обычно в Telegram: жирный шрифт, ссылки и цитаты сохранятся. Можно прислать его с картинкой или файлом. Пока вы не посмотрите и не подтвердите, ничего не уйдёт.
call-too-long = Это на { $over ->
    [one] { $over } знак
    [few] { $over } знака
   *[many] { $over } знаков
} длиннее, чем помещается в одно сообщение. Пришлите, пожалуйста, текст покороче.
call-preview = 👁 Выше — ровно то, что увидят читатели: { $languages }
call-language-en = по-английски
call-language-ru = по-русски
call-recipients = Получателей сейчас: около { $count }
call-recipients-few = Получателей сейчас: меньше десяти
call-doubts = ⚠️ <b>Посмотрите ещё раз:</b>
call-no-doubts = ✅ Проверка ничего не нашла.
call-doubt-undesirable = { $about }: в России этого издателя объявили «нежелательным», за распространение его ссылок там наказывают.
call-doubt-released = { $about }: имя есть в тексте, но, по сообщениям, этот человек уже на свободе или его нет в живых.
call-doubt-no-link = Нет ни одной ссылки: читателю некуда пойти дальше.
call-doubt-no-text-en = Нет английского текста: кто читает по-английски, получит другой.
call-doubt-no-text-ru = Нет русского текста: кто читает по-русски, получит другой.
call-confirm = После вашего подтверждения второй человек должен одобрить именно это.
call-confirm-solo = Этот бот настроен так, что решает один человек: после подтверждения рассылка уйдёт. <b>Больше её никто не посмотрит.</b>
call-approve = 🔏 <b>Рассылка ждёт второго человека.</b> Если вы одобрите, она уйдёт такой, как здесь.
call-waiting = 🔏 Отправлено на одобрение: { $asked ->
    [one] { $asked } человеку
   *[other] { $asked } людям
}. Рассылка уйдёт, как только кто-то одобрит. Если вы измените текст, спросить придётся заново.
call-nobody-to-approve = Не удалось спросить никого, кто может одобрить: второй владелец или одобряющий должен сначала нажать «Старт» в этом боте. Если организатор один, укажите в настройках <code>solo = true</code> в разделе <code>[organisers]</code>. Ваш текст сохранён.
call-started = 🚀 Рассылка пошла.
call-approved = ✅ Одобрено. Рассылка пошла.
call-was-approved = ✅ Вашу рассылку одобрили, она пошла.
call-refused = Вы вернули рассылку автору.
call-was-refused = ↩️ Вашу рассылку не одобрили. Обсудите, измените текст и спросите снова или удалите её.
call-changed = Её изменили после того, как вы её видели. Посмотрите новую версию, прежде чем решать.
call-gone = Решать здесь больше нечего: всё уже решено или отозвано.
call-not-allowed = Ваша роль этого не позволяет.
call-empty = Текста ещё нет.
call-discarded = 🗑 Удалено.
call-state-draft = 📝 <b>Рассылка { $number }</b>: черновик
call-state-pending = 🔏 <b>Рассылка { $number }</b>: ждёт одобрения
call-state-running = 🚀 <b>Рассылка { $number }</b>: идёт
call-state-stopped = ⏹ <b>Рассылка { $number }</b>: остановлена
call-state-done = ✅ <b>Рассылка { $number }</b>: завершена
call-state-discarded = 🗑 <b>Рассылка { $number }</b>: удалена
call-sent = Отправлено: около { $count }
call-sent-few = Отправлено: меньше десяти
call-left = Осталось: около { $count }
call-left-few = Осталось: меньше десяти
call-dropped = Не отправлено (остановка, уход или тишина): около { $count }
call-dropped-few = Не отправлено (остановка, уход или тишина): меньше десяти
call-failed = Telegram не принял: около { $count }
call-failed-few = Telegram не принял: меньше десяти
call-none = Рассылок ещё не было. Написать: /broadcast
call-recent = <b>Рассылки</b>, сначала новые
call-stopped-now = ⏹ Остановлено. Больше ничего не уйдёт.
call-nothing-to-stop = Сейчас ничего не рассылается.
call-button-everyone = Всем
call-button-people = Тем, кто следит за одним человеком…
call-button-skip = Без текста на этом языке
call-button-keep = Оставить прежний текст
call-button-discard = 🗑 Удалить
call-button-rewrite = ✏️ Изменить текст
call-button-send = 🚀 Отправить сейчас
call-button-schedule-it = 🕒 Отправить в назначенное время
call-button-submit = 🔏 На одобрение
call-button-approve = ✅ Одобрить
call-button-refuse = ↩️ Вернуть автору
call-button-stop = ⏹ Остановить
call-button-look = 👁 Посмотреть рассылку { $number }
call-toast-stopped = Остановлено.
call-button-stop-one = ⏹ Остановить рассылку { $number }
