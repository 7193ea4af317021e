occasions-heading = 🗓 <b>Скоро особые дни.</b> Если отправить письмо сейчас, оно успеет дойти.
occasions-day = <b>{ $day }</b>: { $what }
occasions-more =
    { $count ->
        [one] и ещё { $count } дата; все даты: /calendar
        [few] и ещё { $count } даты; все даты: /calendar
       *[many] и ещё { $count } дат; все даты: /calendar
    }
occasions-new-year = <b>Новый год</b>: { $names } { $more }
occasions-and-more =
    { $count ->
        [one] и ещё { $count } человек
        [few] и ещё { $count } человека
       *[many] и ещё { $count } человек
    }
occasions-leave = Расчёт такой: { $route }. Сроки — наша осторожная оценка.
occasions-how = Изменить или отключить: /remind
occasions-button-write = ✉️ { $name }
