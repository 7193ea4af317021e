chat-kind-private = личный чат
chat-kind-group = группа
chat-kind-channel = канал
chat-button-gone = Эта кнопка больше не работает. Попробуйте командой: /help
chat-only-administrators = Это решают только администраторы группы.
chat-unknown-command = Такой команды я не знаю. Все команды: /help
chat-only-text = Я читаю только текст. Пришлите имя или посмотрите /help
chat-error = Что-то сломалось на моей стороне. Попробуйте ещё раз чуть позже.
chat-hello-group =
    Здравствуйте. Я сообщаю, что происходит с политзаключёнными в России. За кем следит эта группа, решают администраторы: /follow, /settings
    Спросить о человеке: /case и имя или @{ $bot } и имя. На остальное я не отвечаю и ничего из него не храню.
inline-nobody = Никого с таким именем
inline-nobody-description = Попробуйте одну фамилию, любым алфавитом
inline-nobody-text = Спросите @{ $bot } о политзаключённых в России.
bot-description =
    Новости о политзаключённых в России: сразу и с источниками. Куда и как им написать, и напоминание раз в неделю, если хотите.

    Не хранит имён и сообщений. Бесплатно и без рекламы.
bot-short-description = Новости о политзаключённых России и помощь с письмами. Имён не хранит.
command-case = Кто это? Имя любым алфавитом
command-campaign = Кампании: чего они требуют
command-news = Последние новости, все или об одном
command-write = Куда и как написать
command-follow = Следить: человек, кампания или все
command-unfollow = Перестать следить
command-following = За кем вы следите
command-ways = Как отправить письмо
command-phrases = Первое письмо: что написать
command-evening = Вечер писем в этой группе
command-kit = Страницы для печати к вечеру писем
command-calendar = Дни для писем: файл для календаря
command-remind = Напоминать о письмах и датах
command-digest = Новости сводкой раз в день или в неделю
command-mute = Тишина на время
command-unmute = Снять тишину
command-settings = Язык, часы, тихие часы
command-language = Язык
command-timezone = Ваш часовой пояс
command-quiet = Тихие часы
command-calls = Какие обращения организаторов получать
command-discreet = Уведомления, в которых нет имён
command-links = Со ссылками или без
command-russia = Для тех, кто читает из России
command-help = Всё, что я умею
command-privacy = Что я вижу, храню и не храню
command-mydata = Что хранится о вас
command-forget = Удалить всё об этом чате
chat-too-many-files = Быстрее одного файла в минуту я не успеваю. Попробуйте чуть позже.
