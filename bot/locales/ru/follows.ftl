follow-everyone = Все
follow-button-follow = 🔔 Следить
follow-button-unfollow = Не следить
follow-button-choose = Выбрать людей
follow-button-all-but = Все, кроме
follow-button-mute = Тишина на время
follow-toast-on = Готово, следим.
follow-toast-off = Больше не следите.
follow-on = Теперь вы следите: <b>{ $name }</b>. Напишу, когда что-то случится.
follow-already = Вы уже следите: <b>{ $name }</b>.
follow-on-all = Теперь вы следите за всеми, в том числе за теми, кого добавят позже.
follow-off = Вы больше не следите: <b>{ $name }</b>.
follow-not-followed = Вы и не следили: <b>{ $name }</b>.
follow-off-all = Теперь вы ни за кем не следите.
follow-still-included = Вы следите за всеми, а значит, и здесь: <b>{ $name }</b>. Что сделать?
follow-all-but = Теперь вы следите за каждым из остальных по имени. Те, кого добавят позже, сюда не войдут.
follow-none = Вы пока ни за кем не следите.
follow-list = { $count ->
    [one] Вы следите за одной темой. Нажатие её уберёт.
    [few] Вот за кем вы следите. Нажатие убирает из списка.
   *[many] Вот за кем вы следите. Нажатие убирает из списка.
}
follow-nothing =
    Ни человека, ни кампании с таким именем не нашлось.

    Попробуйте одну фамилию, любым алфавитом, или выберите из списка.
mute-question = На сколько сделать тишину?
mute-question-all = Тишина на время? Подписки останутся.
mute-button-week = { $name }: неделя
mute-button-all-day = Всё до завтра
mute-button-all-week = Всё на неделю
mute-button-unfollow = Не следить: { $name }
mute-button-day = До завтра
mute-button-days = На неделю
mute-button-end = Снять тишину
mute-button-end-one = Снять: { $name }
mute-on = Ничего не пришлю до { $when }: <b>{ $name }</b>.
mute-all-on = Никаких новостей до { $when }.
mute-off = Тишина снята: { $names }.
mute-none = Здесь тишины и не было.
