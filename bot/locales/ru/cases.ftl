case-what-for = <b>За что</b>
case-where = <b>Где:</b>
case-support = <b>Поддержка:</b>
case-born = Дата рождения: { $day }
case-held = Под стражей с { $day }
case-held-days = <b>Под стражей</b> с { $day }: { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
}
case-status-imprisoned = В заключении, последнее сообщение: { $day }
case-status-released = На свободе, сообщение: { $day }
case-status-house-arrest = Под домашним арестом, последнее сообщение: { $day }
case-status-died = Нет в живых, сообщение: { $day }
case-status-transit = По последним сообщениям, на этапе: { $day }
case-status-unknown = Что сейчас, неизвестно; последнее сообщение: { $day }
case-first-released = 🕊 <b>На свободе</b>, сообщение: { $day }
case-first-died = 🕯 <b>Нет в живых</b>, сообщение: { $day }
case-more = Подробнее, новости и как написать
case-sources-heading = <b>{ $name }: все факты и источники</b>
case-sources-mistake = Нашли ошибку? Скажите организаторам этого бота: они проверят и исправят карточку.
case-did-you-mean = { $count ->
    [1] Не уверен, о ком вы. Это тот человек?
   *[other] Не уверен, о ком вы. Кто-то из них?
}
case-candidate = <b>{ $name }</b>: { $who }
case-candidate-born = <b>{ $name }</b>, { $year } г. р.: { $who }
case-nothing =
    Никого с таким именем не нашлось.

    Попробуйте одну фамилию, любым алфавитом, или посмотрите список. Если кого-то нет, это значит только, что у меня нет карточки, а не что ничего не случилось. Всё, что я умею: /help
case-ask = { $count ->
    [one] Я знаю { $count } заключённого.
    [few] Я знаю { $count } заключённых.
   *[many] Я знаю { $count } заключённых.
} Напишите имя любым алфавитом или выберите:
case-button-write = ✉️ Написать
case-button-news = Новости
case-button-sources = Источники
case-button-share = Поделиться
case-button-card = Карточка
case-button-people = Все люди
case-gone = Этого человека больше нет в моём списке.
campaign-demands = <b>Требования</b>
campaign-list = Кампании, за которыми можно следить:
campaign-none = Кампаний пока нет в списке.
campaign-nothing = Такой кампании я не знаю. Знаю эти:
campaign-button-open = Открыть
campaign-gone = Этой кампании больше нет в моём списке.
