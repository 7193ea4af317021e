evening-title = ✉️ <b>Вечер писем</b>
evening-when = { $day } ({ $city })
evening-when-unset = { $day }: по каким часам живёт группа, мне ещё не сказали. Администратор может назвать город в /evening или выбрать /timezone.
evening-where = 📍 { $place }
evening-how = Выберите, кому писать, напишите и нажмите «Написано». Второе нажатие на имя отменяет выбор. Видно, сколько человек пишет каждому, но не кто; после вечера это забывается.
evening-line =
    { $taken ->
        [0] <b>{ $name }</b>: пока никто
       *[other] <b>{ $name }</b>: пишут { $taken }, написано { $written }
    }
evening-old =
    ⚠️ { $months ->
        [one] Адрес подтверждён { $months } месяц назад: проверьте его перед отправкой.
        [few] Адрес подтверждён { $months } месяца назад: проверьте его перед отправкой.
       *[many] Адрес подтверждён { $months } месяцев назад: проверьте его перед отправкой.
    }
evening-not-now = { $name }: сейчас, пожалуйста, не пишите, адрес под вопросом
evening-written =
    { $count ->
        [one] ✅ Написано { $count } письмо
        [few] ✅ Написано { $count } письма
       *[many] ✅ Написано { $count } писем
    }
evening-button-name =
    { $count ->
        [0] { $name }
       *[other] { $name } · { $count }
    }
evening-button-written = ✅ Написано
evening-button-kit = 🖨 Страницы для печати
evening-taken = Ваш адресат: { $name }. Адрес — на страницах для печати и в /write.
evening-given-back = Выбор отменён: { $name }.
evening-take-first = Сначала выберите, кому пишете: нажмите на имя.
evening-is-over = Этот вечер закончился.
evening-over = ✉️ Вечер писем { $day } закончился.
evening-thanks =
    { $count ->
        [one] Написано <b>{ $count } письмо</b>. Спасибо!
        [few] Написано <b>{ $count } письма</b>. Спасибо всем!
       *[many] Написано <b>{ $count } писем</b>. Спасибо всем!
    }
evening-none = «Написано» не нажал никто; если письма всё же есть, они дойдут и без счёта.
evening-sum = { $name }: { $count }
evening-called-off = Вечер писем { $day } отменён.
evening-no-evening = Здесь вечера писем не объявляли.
evening-groups-only = Вечер писем объявляют в группе: добавьте меня туда, и администратор напишет там /evening. Страницы для печати, если вечер у вас дома: /kit
evening-usage =
    Чтобы объявить вечер писем, администратор пишет день, время и место, например:
    <code>/evening пятница 18:30, кафе «Анна», Тбилиси</code>
    Чтобы отменить: <code>/evening отмена</code>
evening-unclear-time = В котором часу? Напишите, например, 18:30.
evening-unclear-day = Такого дня нет.
evening-unclear-past = Это уже в прошлом.
evening-unclear-far = До этого больше четырёх месяцев: объявите, пожалуйста, ближе к делу.
evening-unclear-place = Для места это очень длинно: хватит названия и улицы.
