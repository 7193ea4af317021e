call-footer-shared = 📣 <i>Переслано из бота солидарности</i>
call-button-share = 📨 Рассказать другим
call-button-sign = ✍️ Подписать
call-button-write = ✉️ Написать: { $name }
call-button-card = Кто это: { $name }
call-button-done = ✅ Сделано
call-button-form = Открыть форму
call-button-copy-address = Скопировать адрес
call-button-copy-subject = Скопировать тему
call-button-copy-letter = Скопировать письмо
call-button-calendar = 📅 В мой календарь
call-calendar-ready = Откройте файл, и встреча появится в вашем календаре.
call-calendar-in-private = 📅 { $when }, { $place }. В личной переписке с ботом можно получить и файл для календаря.
call-event =
    📅 <b>{ $when }</b>
    📍 { $place }
call-deadline = ⏳ До { $when }
call-follow-up = ⏰ <b>Ещё можно успеть:</b>
call-corrected = ✏️ <i>Исправлено.</i>
call-closed-won = 🎉 <b>Цель достигнута. Спасибо вам!</b>
call-closed-over = ⌛️ <b>Это обращение закрыто. Спасибо всем, кто участвовал.</b>
call-closed-won-toast = Цель уже достигнута. Спасибо вам!
call-closed-over-toast = Это обращение уже закрыто. Спасибо, что хотели помочь.
call-withdrawn = <i>Организаторы отозвали это сообщение. Пожалуйста, не распространяйте его.</i>
call-appeal = ✉️ <b>{ $country }: готовое письмо</b>
call-appeal-to = Кому: { $to }
call-appeal-subject = <b>Тема</b> (нажмите, чтобы скопировать):
call-appeal-body = <b>Письмо</b> (нажмите, чтобы скопировать):
call-appeal-how = Подпишитесь своим именем. Одно предложение от себя сделает письмо сильнее.
call-appeal-in-private = Письмо длинное: откройте бота в личной переписке, и он его пришлёт. Адресат: { $to }.
call-done = Спасибо! Учтено, и никто не узнает, кто это был.
call-done-many = Спасибо! Это сделали уже около { $count } человек. Кто именно, не видно никому.
call-preview-counts-nothing = Пока это только предпросмотр: считать начнём, когда рассылка уйдёт.
call-done-before = Спасибо! Вас уже посчитали.
call-ask-media = Пришлите следующим сообщением <b>одну картинку или один файл</b>.
call-ask-links-en = Пришлите <b>кнопки</b> для тех, кто читает по-английски, каждую с новой строки:
    <code>Read the letter — https://example.org/letter</code>
    Не больше шести, только адреса https.
call-ask-links-ru = Пришлите <b>кнопки</b> для тех, кто читает по-русски, каждую с новой строки:
    <code>Прочесть письмо — https://example.org/letter</code>
    Не больше шести, только адреса https.
call-ask-deadline = <b>До какого времени</b> это можно сделать? Напишите <code>2026-12-01 18:00</code>, <code>1.12. 18:00</code>, <code>пятница 18:00</code> или <code>завтра 18:00</code>; если время не ваше местное, добавьте город.
call-ask-schedule = <b>Когда</b> отправить? Напишите <code>завтра 18:00</code> или с крайним сроком: <code>2026-12-01 18:00 не позже 20:00</code>. Если бот в это время не работает, рассылка уйдёт с опозданием, но не позже срока; если срок не указан, он наступает через шесть часов.
call-ask-petition = Пришлите <b>адрес https</b>, по которому подписывают петицию.
call-ask-event = Где и когда? Сначала место, потом время, в одной строке или в двух:
    <code>Александерплац, Берлин
    2026-12-05 18:00 Берлин</code>
call-ask-appeals = Пришлите <b>письма представителям власти</b>: страна и адрес, тема, затем текст; между странами три дефиса:
    <code>Германия — mail@bundestag.de
    Азат Мифтахов
    Уважаемые дамы и господа! …
    ---
    Франция — https://www.senat.fr/contact
    Азат Мифтахов
    Madame, Monsieur, …</code>
call-ask-case = <b>Кому</b> писать? Пришлите имя.
call-ask-reason = Почему эту рассылку должны получить и те, кому на этой неделе уже писали достаточно? Причину прочтёт второй человек.
call-ask-only = <b>Только кому?</b> Языки и виды чатов в любом порядке, например <code>ru</code> или <code>en личные группы</code>. Я знаю: en, ru, личные, группы, каналы.
call-ask-without = <b>Кому не отправлять?</b> Пришлите имя человека или название кампании: кто на них подписан, не получит рассылку.
call-unclear = Не получилось это прочесть.
call-past = Это время уже прошло.
call-caption-too-long = С картинкой помещается вчетверо меньше текста. Здесь { $over ->
    [one] лишний { $over } знак
    [few] лишние { $over } знака
   *[many] лишние { $over } знаков
}: сократите текст или уберите картинку.
call-no-albums = Я принимаю одну картинку, а не альбом. Пришлите самую важную отдельно.
call-no-such-media = Здесь можно прислать текст, одну картинку или один файл, но не видео, голос или стикер.
call-picture-stays = Картинка в доставленном сообщении остаётся прежней. Исправить можно текст, кнопки, срок и то, о чём просим.
call-readers-stay = Исправление получат все, кто получил рассылку, сразу после одобрения: выбирать здесь нечего.
call-not-paid = Платная отправка выключена в настройках бота.
call-is-correction = ✏️ <b>Исправление рассылки { $number }</b>: сообщение изменится во всех чатах, где оно есть.
call-is-kind = О чём просим: { $kind }
call-is-follow-up = Кто не нажмёт «сделано», получит одно напоминание за день до срока.
call-is-urgent = Срочно: получат и те, кто выбрал только срочное.
call-is-beyond = ‼️ Сверх недельного числа рассылок. Причина: { $reason }
call-is-paid = ⭐️ Платная отправка: будет стоить до { $stars ->
    [one] { $stars } звезды
   *[other] { $stars } звёзд
}.
call-scheduled = 🗓 Уйдёт { $at }, но не позже { $until }
call-only = Только: { $what }
call-without = Кроме подписчиков: { $names }
call-chats-private = личные чаты
call-chats-group = группы
call-chats-channel = каналы
call-kind-news = просто знать
call-kind-letter = письмо в тюрьму
call-kind-petition = подпись
call-kind-official = письмо представителям власти
call-kind-event = прийти
call-kind-share = рассказать другим
call-which-kind = 🎯 <b>О чём просит эта рассылка?</b>
call-to-whom-now = 👥 Сейчас рассылка адресована: <b>{ $name }</b>. Кому отправить?
call-more = ⚙️ <b>Ещё</b>
call-switch-done = Считать сделавших
call-switch-follow-up = Напомнить один раз
call-switch-urgent = Срочно
call-switch-paid = Платная отправка
call-switch-beyond = Сверх недельного числа
call-switch-done-about = <b>Считать:</b> под сообщением появится кнопка. Число видно округлённым, начиная с десяти; кто нажал, не видно.
call-switch-follow-up-about = <b>Напомнить один раз:</b> кто не нажал, получит напоминание за день до срока.
call-switch-urgent-about = <b>Срочно:</b> получат и те, кто выбрал только срочное. Пользуйтесь редко.
call-switch-paid-about = <b>Платная отправка:</b> до 1000 сообщений в секунду, 0,1 звезды за каждое; эта рассылка обойдётся не дороже { $stars ->
    [one] { $stars } звезды
   *[other] { $stars } звёзд
}.
call-switch-beyond-about = Никто не получает больше { $cap ->
    [one] { $cap } рассылки
   *[other] { $cap } рассылок
} в неделю. Чтобы выйти за это число, всегда нужны причина и второй человек.
call-doubt-shortened = { $about } скрывает, куда ведёт ссылка, и видит, кто по ней перешёл. Укажите полный адрес.
call-doubt-old-address = { $about }: адрес сомнителен или не подтверждался полгода.
call-doubt-too-long = Текст { $language } не помещается в одно сообщение. Сократите его.
call-doubt-past-deadline = Срок истечёт раньше, чем рассылка уйдёт.
call-doubt-past-event = Встреча пройдёт раньше, чем рассылка уйдёт.
call-doubt-past-schedule = Время отправки уже прошло.
call-doubt-no-target-letter = Не указано, кому писать.
call-doubt-no-target-petition = Нет адреса петиции.
call-doubt-no-target-official = Нет писем представителям власти.
call-doubt-no-target-event = Не указаны место и время.
call-blocked = Проверка нашла то, с чем отправлять нельзя. Сначала исправьте это.
call-counts-down = ⏱ Одобрено. Уйдёт в своё время; до этого любой организатор может её задержать.
call-was-counts-down = ✅ Вашу рассылку одобрили. Она уйдёт в своё время.
call-goes-out = ⏱ <b>Рассылка { $number } уйдёт { $when }.</b> До этого любой организатор может её задержать.
call-begins = «{ $title }»
call-went-out = 🚀 <b>Рассылка { $number } ушла</b> { $when }. Сколько уже отправлено: /broadcasts
call-held = ✋ <b>Рассылку { $number } задержали</b>, она не ушла и снова стала черновиком.
call-was-expired = ⌛️ Ваша рассылка не ушла: в её время бот не работал, а крайний срок наступил раньше, чем он вернулся.
call-test = 🧪 <b>Проба</b>, только для организаторов. Читатели получили бы это:
call-tested = 🧪 Проба отправлена: { $count ->
    [one] { $count } организатор
    [few] { $count } организатора
   *[many] { $count } организаторов
}.
call-links-closed = Этот бот настроен так, что ссылок не открывает (<code>open_links = false</code> в разделе <code>[broadcasts]</code>). Откройте их сами, прежде чем рассылка уйдёт.
call-links-none = Ссылок нет, открывать нечего.
call-links-tried = 🔎 <b>Ссылки</b>, открыты только что:
call-link-good = ✅ { $url }
call-link-dead = ❌ { $url } не открывается. Причина (по-английски): { $fault }
call-link-leads = ↪️ { $url } ведёт на { $host }. Лучше сразу укажите тот адрес.
call-state-approved = ⏱ <b>Рассылка { $number }</b>: одобрена, скоро уйдёт
call-state-paused = ⏸ <b>Рассылка { $number }</b>: на паузе
call-state-expired = ⌛️ <b>Рассылка { $number }</b>: её время прошло
call-corrects = Исправляет рассылку { $number }
call-closes = Закрывает рассылку { $number }
call-recalls = Отзывает рассылку { $number }
call-repeats = Напоминает о рассылке { $number }
call-changed-there = Изменено: около { $count }
call-changed-there-few = Изменено: меньше десяти
call-later = Из них позже (тихие часы или новая попытка): около { $count }
call-later-few = Из них позже (тихие часы или новая попытка): меньше десяти
call-blocked-by = Заблокировали бота: около { $count }
call-blocked-by-few = Заблокировали бота: меньше десяти
call-twice = Возможно, пришло дважды (ответ Telegram не дошёл до бота): около { $count }
call-twice-few = Возможно, пришло дважды (ответ Telegram не дошёл до бота): меньше десяти
call-did-it = Сделали: около { $count }
call-did-it-few = Сделали: меньше десяти
call-pace = { $rate } в секунду, { $minutes ->
    [0] осталось меньше минуты
    [one] осталась { $minutes } минута
    [few] осталось { $minutes } минуты
   *[many] осталось { $minutes } минут
}
call-no-such = Рассылки с таким номером нет: /broadcasts
call-not-to-correct = Эту рассылку исправить нельзя: она не ушла, закрыта или отозвана.
call-correct-how = ✏️ Таким, каким он должен быть. Когда второй человек одобрит, сообщение изменится во всех чатах. Картинка останется, а кнопки, срок и то, о чём просим, можно изменить под предпросмотром.
call-sure-recall = Отозвать рассылку { $number }? Там, где ей меньше двух суток, она удалится; в остальных чатах вместо неё будет строка о том, что её отозвали. Согласие второго человека не нужно.
call-sure-won = Победа? Рассылка { $number } скажет об этом везде, кнопки исчезнут.
call-sure-over = Всё закончилось? Рассылка { $number } скажет об этом везде, кнопки исчезнут.
call-recall-begun = ↩️ Отзываем.
call-won-begun = 🎉 Сообщаем всем, кто её получил.
call-over-begun = ⌛️ Сообщаем всем, кто её получил.
call-toast-paused = На паузе.
call-toast-resumed = Продолжаем.
call-button-text-en = ✏️ Английский
call-button-text-ru = ✏️ Русский
call-button-media = 🖼 Картинка
call-button-links = 🔗 Кнопки { $language }
call-button-kind = 🎯 О чём
call-button-deadline = ⏳ Срок
call-button-who = 👥 Кому
call-button-schedule = 🗓 Когда
call-button-more = ⚙️ Ещё
call-button-try-links = 🔎 Открыть ссылки
call-button-show = 👁 Как это выглядит
call-button-test = 🧪 Проба
call-button-back = ‹ Назад
call-button-off = Без этого
call-button-only = Только часть…
call-button-without = Кроме…
call-button-hold = ✋ Задержать
call-button-pause = ⏸ Пауза
call-button-resume = ▶️ Продолжить
call-button-correct = ✏️ Исправить
call-button-recall = ↩️ Отозвать
call-button-won = 🎉 Победа
call-button-over = ⌛️ Закончено
call-button-open = Рассылка { $number }
settings-button-calls = Обращения
settings-calls-all-on = Обращения организаторов: все, с напоминанием перед сроком
settings-calls-all-off = Обращения организаторов: все, без напоминаний
settings-calls-urgent-on = Обращения организаторов: только срочные, с напоминанием перед сроком
settings-calls-urgent-off = Обращения организаторов: только срочные, без напоминаний
settings-calls-none-off = Обращения организаторов: никаких
settings-calls-about = Организаторы пишут, когда можно что-то сделать: отправить письмо, подписать, прийти. Новости о тех, за кем вы следите, приходят в любом случае. То же командой: <code>/calls срочные</code>
settings-calls-unclear = Напишите так: <code>/calls все</code>, <code>/calls срочные</code> или <code>/calls выкл</code>.
settings-button-calls-all = { $chosen }Все
settings-button-calls-urgent = { $chosen }Только срочные
settings-button-calls-none = { $chosen }Никаких
settings-button-follow-ups-on = Напоминать перед сроком
settings-button-follow-ups-off = Не напоминать об обращениях
