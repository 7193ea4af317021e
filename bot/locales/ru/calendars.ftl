calendar-name = Письма заключённым
calendar-birthday =
    { $number ->
        [one] { $name }: { $number } год
        [few] { $name }: { $number } года
       *[many] { $name }: { $number } лет
    } — день рождения
calendar-detention =
    { $number ->
        [one] { $name }: { $number } год за решёткой
        [few] { $name }: { $number } года за решёткой
       *[many] { $name }: { $number } лет за решёткой
    }
calendar-new-year = Новый год: { $name }
calendar-write = ✉️ Пора отправить письмо. { $what } ({ $day })
calendar-address = Адрес, каким он известен сегодня: { $link }
calendar-source = Дата взята отсюда: { $site }, { $day }
calendar-route-abroad = почтой из-за границы — за { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    }
calendar-route-paper = почтой по России — за { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    }
calendar-route-electronic = электронным письмом — за { $days ->
        [one] { $days } день
        [few] { $days } дня
       *[many] { $days } дней
    }
calendar-ready =
    { $count ->
        [one] 🗓 Дни ближайшего года, когда письмо особенно нужно: { $count } человек.
        [few] 🗓 Дни ближайшего года, когда письмо особенно нужно: { $count } человека.
       *[many] 🗓 Дни ближайшего года, когда письмо особенно нужно: { $count } человек.
    } Откройте файл, и они попадут в ваш календарь; к каждому отмечено, когда отправить письмо: { $route }. Сроки — наша осторожная оценка. Другие пути: /calendar заграница, /calendar россия, /calendar онлайн
calendar-nobody = Среди тех, за кем вы следите, нет никого с адресом, за который я мог бы поручиться; в календарь пока нечего внести. Выбрать, за кем следить: /follow
calendar-left-out =
    { $count ->
        [one] Не вошёл { $count } человек: нет адреса, подтверждённого достаточно недавно. Подробнее: /write ИМЯ.
        [few] Не вошли { $count } человека: нет адреса, подтверждённого достаточно недавно. Подробнее: /write ИМЯ.
       *[many] Не вошли { $count } человек: нет адреса, подтверждённого достаточно недавно. Подробнее: /write ИМЯ.
    }
calendar-release = { $name }: сообщали, что в этот день освобождение
calendar-hearing = { $name }: заседание суда
calendar-meeting = По местному времени: { $when }. Перед выходом загляните в Telegram: встречу могли перенести.
calendar-meeting-discreet = Встреча
