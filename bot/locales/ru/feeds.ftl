feed-never = никогда
feed-error = Последний ответ (по-английски): <i>{ $error }</i>
feed-notice-failing = ⚠️ <b>{ $feed }</b>: не читается с { $when }. До читателей оттуда ничего не доходит. Я пробую дальше, не реже раза в день.
feed-notice-gone = ⚠️ <b>{ $feed }</b>: сайт отвечает, что по этому адресу больше ничего не будет. Есть ли новый? Пока вы не решите, спрашиваю раз в день.
feed-notice-back = ✅ <b>{ $feed }</b>: снова читается.
feed-notice-silent = 💤 <b>{ $feed }</b>: читается, но ничего нового нет с { $when }, а это намного дольше обычного. Там ещё пишут?
feed-notice-moved = 📦 <b>{ $feed }</b>: адрес сменился навсегда. Теперь читаю здесь: { $address } Тот, кто ведёт список лент, может записать туда новый адрес: ничего не потеряется.
feed-none = Ни одна лента не читается: список лент пуст.
feed-unknown = Ленты с таким названием у меня нет. Все ленты: /feeds
feed-summary = <b>Лент: { $total }</b>. Не читаются: { $failing }. Молчат: { $silent }. На паузе: { $paused }. Ещё не прочитаны: { $unread }.
feed-heading-well = ✅ <b>{ $feed }</b>
feed-heading-failing = ⚠️ <b>{ $feed }</b>: не читается
feed-heading-paused = ⏸ <b>{ $feed }</b>: на паузе
feed-heading-unread = ⏳ <b>{ $feed }</b>: ещё не прочитана
feed-heading-silent = 💤 <b>{ $feed }</b>: давно молчит
feed-last-success = Прочитана: { $when }
feed-last-entry = Последняя новая запись: { $when }
feed-failures = Неудач подряд: { $number }, с { $when }
feed-next = Следующая проверка: { $when }
feed-reads-all = Важны все записи, кого бы они ни называли.
feed-campaign = Кампания: { $name }
feed-paused = Пока лента на паузе, до читателей из неё ничего не доходит. Если возобновить, они узнают обо всём новом, что там ещё осталось.
feed-moved = Адрес сменился навсегда, а в списке лент стоит прежний.
feed-button-pause = ⏸ Пауза
feed-button-resume = ▶️ Возобновить
feed-button-all = Все ленты
feed-button-look = Посмотреть ленту
feed-button-before = ← Назад
feed-button-after = Дальше →
feed-why-how = Пришлите ссылку на запись сразу после команды: <code>/why https://example.org/news/1</code>
feed-why-brought = Принесла лента «{ $feed }», { $when }
feed-why-names = Названы: { $name } («{ $words }»)
feed-why-stood-there = Запись уже была там, когда я читал ленту впервые: о таких никому не сообщается.
feed-why-sent = Отправлено сообщений: около { $count }
feed-why-due = Ещё отправляется: около { $count }
feed-why-held = Ждёт сводки: около { $count }
feed-why-gathered = Вошло в сводку: около { $count }
feed-why-failed = Не принял Телеграм: около { $count }
feed-looking = Ищу; это может занять полминуты.
feed-add-how = Пришлите адрес сайта сразу после команды: <code>/feeds add example.org</code>. После адреса можно добавить <code>undesirable</code>, если издателя объявили в России «нежелательным», и <code>proxy НАЗВАНИЕ</code>.
feed-not-found = Читать там нечего. Причина (по-английски): <i>{ $error }</i>
feed-found-feed = Нашлась лента: <b>{ $feed }</b>, { $address }
feed-found-page = Ленты там нет. Могу следить за самой страницей и сообщать, когда на ней появится новая статья: <b>{ $feed }</b>, { $address }
feed-found-channel = Открытый канал: <b>{ $feed }</b>, { $address }
feed-found-above = Выше последние записи: такими их увидят читатели.
feed-found-empty = Сейчас там пусто.
feed-ask-add = Читать эту ленту? О том, что там уже есть, никому не сообщается, только о новом.
feed-button-add-mentions = ✅ Читать: записи о наших людях
feed-button-add-all = ✅ Читать: все записи
feed-button-add-no = Не читать
feed-button-remove = 🗑 Убрать
feed-added = ✅ Теперь читаю ленту «<b>{ $feed }</b>».
feed-known = Лента «<b>{ $feed }</b>» уже читается.
feed-not-added = Лента «<b>{ $feed }</b>» не добавлена.
feed-removed = 🗑 Больше не читаю ленту «<b>{ $feed }</b>».
feed-reads-mentions = Важны только записи, где назван кто-то из наших людей.
feed-includes = Только с одним из слов: { $words }
feed-excludes = Никогда со словами: { $words }
feed-case = Об одном человеке: { $name }
feed-language = Язык: { $language }
feed-every = Проверяю не чаще, чем раз в { $shortest } мин
feed-quiet = Проверяю не реже, чем раз в { $longest } мин
feed-every-up-to = Проверяю раз в { $shortest }–{ $longest } мин
feed-proxy = Читаю через прокси «{ $proxy }»
feed-undesirable = ⚠️ В России этого издателя объявили «нежелательным»: в уведомлениях есть предупреждение.
feed-has-moved = 📦 Адрес сменился навсегда; читаю по новому
feed-is-moving = 📦 Перенаправляет на другой адрес; перейду туда, если так будет несколько дней
feed-why-unknown = Такой ссылки не было ни в одной ленте: { $link }
feed-why-no-feed = Ни одна лента не относится к этому сайту. Чтобы следить за ним: <code>/feeds add</code> и его адрес.
feed-why-site-well = Ленту этого сайта «{ $feed }» я читал последний раз { $when }: записи там не было. Либо она новее, либо сайт не включает её в ленту.
feed-why-site-silent = Ленту этого сайта «{ $feed }» я читал последний раз { $when }; она давно не приносит ничего нового. Возможно, сайт теперь публикует новости в другом месте.
feed-why-site-paused = Лента этого сайта «{ $feed }» на паузе: пока её не возобновят, из неё ничего не читается.
feed-why-site-failing = Лента этого сайта «{ $feed }» не читается с { $when }.
feed-why-site-unread = Лента этого сайта «{ $feed }» ещё не прочитана.
feed-why-before = Раньше об этом же сообщила лента «{ $feed }»: кто узнал оттуда, второй раз не узнаёт.
feed-why-forgotten = Лента «{ $feed }» знает эту запись. Почему о ней не сообщалось, хранится только месяц и только по собственной ссылке записи.
feed-why-not-told = О ней сообщалось бы.
feed-why-not-no-case = Никому не сообщается: никто из наших людей не назван.
feed-why-not-namesake = Никому не сообщается: «{ $words }» похоже на имя «{ $name }», но из текста не видно, что речь об этом человеке.
feed-why-not-excluded = Никому не сообщается: исключено словом «{ $words }».
feed-why-not-not-included = Никому не сообщается: нет ни одного из слов, без которых записи этой ленты не считаются.
feed-why-dropped = Не отправлено по другим причинам: около { $count }
feed-why-dropped-expired = Не отправлено, было уже поздно: около { $count }
feed-why-dropped-muted = Не отправлено, уведомления заглушены: около { $count }
feed-why-dropped-unfollowed = Не отправлено, больше не подписаны: около { $count }
feed-why-dropped-suspended = Не отправлено, бот заблокирован: около { $count }
feed-why-few = Сообщений не было или меньше десяти. Законченное больше недели назад уже не считается.
feed-button-edit = ✏️ Изменить
feed-button-done = ← К ленте
feed-button-back = ← Назад
feed-button-read-all = Сообщать обо всех записях
feed-button-read-mentions = Сообщать только о наших людях
feed-button-add-undesirable = ⚠️ Отметить: «нежелательный» в России
feed-button-add-plain = Снять отметку «нежелательный»
feed-button-pick-every = Как часто
feed-button-pick-language = Язык
feed-button-pick-campaign = Кампания
feed-button-pick-proxy = Прокси
feed-edit = ✏️ <b>{ $feed }</b>
feed-edit-words = Слова, новое название и человека задают командой, например:
    <code>/feeds edit { $feed } exclude футбол, шахматный клуб</code>
    <code>/feeds edit { $feed } include тюрьма, письма</code>
    <code>/feeds edit { $feed } every 30-720</code>
    <code>/feeds edit { $feed } name Другое название</code>
    <code>/feeds edit { $feed } include off</code>
    Слово заменяет все свои формы. Всё, что можно менять: name, entries, include, exclude, undesirable, every, language, campaign, case, proxy.
feed-edit-in-the-list = Лента «<b>{ $feed }</b>» стоит в списке лент, и действует то, что написано там: изменить это может тот, кто держит бота. Здесь её можно поставить на паузу.
feed-pick-every = Как часто самое большее проверять ленту «<b>{ $feed }</b>»? Где новостей мало, я и сам проверяю реже.
feed-pick-language = На каком языке пишет «<b>{ $feed }</b>»? Если на разных, оставьте без языка.
feed-pick-campaign = Чьи новости в ленте «<b>{ $feed }</b>»? О них узнают все, кто подписан на эту кампанию.
feed-pick-proxy = Через какой прокси читать ленту «<b>{ $feed }</b>»?
feed-pick-every-none = Как обычно
feed-pick-language-none = На разных
feed-pick-campaign-none = Без кампании
feed-pick-proxy-none = Без прокси
feed-minutes = { $count ->
    [15] 15 минут
    [60] Час
    [360] Шесть часов
    [1440] Сутки
    [one] { $count } минута
    [few] { $count } минуты
   *[other] { $count } минут
  }
feed-bad-name = В названии от 1 до 80 знаков.
feed-bad-entries = Напишите <code>all</code> (все записи) или <code>mentions</code> (только о наших людях).
feed-bad-include = Напишите слова и выражения через запятую, не больше 50, или <code>off</code>.
feed-bad-exclude = Напишите слова и выражения через запятую, не больше 50, или <code>off</code>.
feed-bad-undesirable = Напишите <code>on</code> или <code>off</code>.
feed-bad-every = Напишите число минут, например <code>30</code>, или наименьшее и наибольшее, например <code>30-720</code>; не меньше { $fastest } и не больше 1440. <code>off</code>: как обычно.
feed-bad-language = Напишите две буквы, например <code>ru</code>, или <code>off</code>.
feed-bad-campaign = Напишите одно из этого или <code>off</code>: { $choices }
feed-bad-case = Напишите одно из этого или <code>off</code>: { $choices }
feed-bad-proxy = Прокси названы в настройках бота; есть такие: { $choices }
feed-agree = Другой организатор хочет добавить ленту. Выше её последние записи: такими их увидят читатели. Если вы согласны, она будет читаться.
feed-button-agree = ✅ Согласиться
feed-button-refuse = ✋ Отказать
feed-waiting = ⏳ «<b>{ $feed }</b>»: остальные видят то же, что и вы. Лента будет читаться, как только кто-то из них согласится; я сообщу.
feed-nobody-asked = Лента «<b>{ $feed }</b>» не добавлена: нужно согласие второго человека, а написать никому не удалось. Им нужно нажать «Старт» в личном чате со мной.
feed-refused = Вы отказали: лента «<b>{ $feed }</b>» не читается.
feed-was-added = ✅ «<b>{ $feed }</b>»: второй человек согласился, теперь читаю.
feed-was-known = «<b>{ $feed }</b>»: второй человек согласился, но эта лента уже читается.
feed-was-refused = ✋ «<b>{ $feed }</b>»: второй человек отказал, лента не читается.
feed-not-allowed = Решают одобряющие и владельцы, и никогда о том, что предложили сами.
feed-gone = Это уже решено, или прошло слишком много времени.
feed-in-the-list = Лента «<b>{ $feed }</b>» стоит в списке лент: убрать её оттуда может тот, кто держит бота. Пока можно поставить её на паузу.
feed-only-owners = Добавлять, менять и убирать ленты могут только владельцы.
