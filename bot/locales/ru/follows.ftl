follow-everyone = Все
follow-button-follow = 🔔 Подписаться
follow-button-unfollow = Отписаться
follow-button-choose = Выбрать людей
follow-button-all-but = Все остальные
follow-button-mute = Замолчать на время
follow-toast-on = Готово: вы подписаны.
follow-toast-off = Готово: подписки нет.
follow-toast-first = Вы подписаны. Теперь я храню номер этого чата, зашифрованным, и то, что вы здесь выберете. Подробнее: /privacy
follow-first = Теперь я храню номер этого чата, зашифрованным, и то, что вы здесь выберете; ни имён, ни сообщений. Подробнее: /privacy, настройки: /settings
follow-on = Вы подписаны: <b>{ $name }</b>. Напишу, когда что-то случится.
follow-already = Вы уже подписаны: <b>{ $name }</b>.
follow-on-all = Теперь вы следите за всеми, в том числе за теми, кого добавят позже.
follow-off = Подписки больше нет: <b>{ $name }</b>.
follow-not-followed = Такой подписки и не было: <b>{ $name }</b>.
follow-off-all = Теперь вы ни за кем не следите.
follow-still-included = Вы следите за всеми, в том числе: <b>{ $name }</b>. Что сделать?
follow-all-but = Теперь вы подписаны на каждого из остальных по отдельности. Те, кого добавят позже, сюда не войдут.
follow-none = Вы пока ни за кем не следите.
follow-list = { $count ->
    [1] Ваша подписка. Нажатие её уберёт.
   *[other] Ваши подписки. Нажатие убирает одну.
}
follow-nothing =
    Ни человека, ни кампании с таким именем не нашлось.

    Попробуйте одну фамилию, любым алфавитом, или выберите из списка.
mute-question = На сколько сделать тишину?
mute-question-all = Тишина на время? Подписки останутся.
mute-button-week = { $name }: неделя
mute-button-all-day = Всё до завтра
mute-button-all-week = Всё на неделю
mute-button-unfollow = Отписаться: { $name }
mute-button-day = До завтра
mute-button-days = На неделю
mute-button-end = Снять тишину
mute-button-end-one = Снять: { $name }
mute-on = Ничего не пришлю до { $when }: <b>{ $name }</b>.
mute-all-on = Никаких новостей до { $when }.
mute-off = Тишина снята: { $names }.
mute-all-off = Тишина снята.
mute-none = Здесь тишины и не было.
mute-none-at-all = Тишины сейчас нет ни для кого.
mute-unclear-days = На сколько дней? От 1 до { $most }.
mute-nobody = Ни человека, ни кампании с таким именем не нашлось. Попробуйте одну фамилию, любым алфавитом. Для кого сейчас тишина и как замолчать совсем: /mute
