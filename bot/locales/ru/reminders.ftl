remind-set = 🔔 Напоминаю { $when } ({ $place }). Ближайшее: { $next }.
remind-weekday =
    { $number ->
        [0] по понедельникам
        [1] по вторникам
        [2] по средам
        [3] по четвергам
        [4] по пятницам
        [5] по субботам
       *[6] по воскресеньям
    }
remind-every-week = каждую неделю { $day } в { $time }
remind-every-fortnight = раз в две недели { $day } в { $time }
remind-every-month = каждый месяц { $day }-го числа в { $time }
remind-every-month-end = в последний день каждого месяца в { $time }
remind-whom-fewest = ✉️ Называю людей по очереди, а тех, кому пишут мало, — чаще.
remind-whom-followed = ✉️ Называю тех, за кем вы следите, пока им можно писать.
remind-whom-person = ✉️ Предлагаю написать: { $name }. Если письмо отправить нельзя, назову кого-то другого.
remind-occasions-off = 🗓 О днях рождения и других датах не сообщаю.
remind-occasions-on = 🗓 О днях рождения и других датах тех, за кем вы следите, сообщаю заранее: { $route }.
remind-occasions-kept = 🗓 О днях рождения и других датах тех, за кем вы следите, сообщаю заранее.
remind-paused = ⏸ До { $day } ничего не придёт.
remind-none = Напоминаний нет. Я могу напоминать о письме раз в неделю или реже и каждый раз предлагать, кому написать. Ваш часовой пояс: { $place }.
remind-off = Больше не напоминаю. Чтобы вернуть напоминания: /remind
remind-first = Напоминания пока нет, менять нечего. Сначала выберите время.
remind-nobody = Не знаю никого с именем «{ $words }», поэтому всё осталось как было. Попробуйте одну фамилию.
remind-unreachable = { $name }: сейчас письмо отправить нельзя, поэтому пока буду называть других. Почему: /write { $name }
remind-how = Выберите время или напишите сами: <code>/remind вс 18:00 Москва</code>, <code>/remind раз в две недели сб 11:00</code>, <code>/remind 1 числа в 10:00 Тбилиси</code>. Чтобы отключить: <code>/remind выкл</code>
remind-more = Словами можно и так: <code>/remind про ИМЯ</code>, <code>/remind пауза до 15 января</code>, <code>/remind даты вкл</code>.
remind-unclear-weekday = В какой день недели? В сообщении его нет.
remind-unclear-day = Какого числа? Напишите число от 1 до 31 или «в последний день месяца».
remind-unclear-time = В котором часу? Напишите, например, 18:00.
remind-unclear-zone = Не знаю такого места или часового пояса: «{ $words }». Подойдёт любой большой город поблизости.
remind-unclear-date = До какого дня? Напишите дату в пределах года, например 15 января, или срок, например 2 недели.
remind-button-weekly = { $day } { $time }
remind-button-week = Каждую неделю
remind-button-fortnight = Раз в две недели
remind-button-month = Раз в месяц
remind-button-fewest = ✉️ Кому пишут мало
remind-button-followed = ✉️ За кем я слежу
remind-button-occasions-on = 🗓 Сообщать о датах
remind-button-occasions-off = 🗓 Не сообщать о датах
remind-button-abroad = Пишу из-за границы
remind-button-paper = Почтой по России
remind-button-electronic = Электронным письмом
remind-button-pause =
    { $count ->
        [one] ⏸ Пауза на { $count } день
        [few] ⏸ Пауза на { $count } дня
       *[many] ⏸ Пауза на { $count } дней
    }
remind-button-resume = ▶️ Продолжить сейчас
remind-button-off = Не напоминать
remind-button-show = Как часто и о ком
