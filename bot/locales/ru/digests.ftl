digest-heading = { $count ->
        [one] <b>{ $count } новость</b>
        [few] <b>{ $count } новости</b>
       *[many] <b>{ $count } новостей</b>
    }
digest-page = <b>Все новости, страница { $page } из { $pages }</b>
digest-button-all = Показать все: { $count }
digest-gone = Содержимое этой сводки я больше не храню. Последние новости: /news
digest-off = Новости: каждая сразу, отдельным сообщением
digest-daily = Новости: сводкой раз в день, в { $time }
digest-weekly = Новости: сводкой раз в неделю, { $weekday } в { $time }
digest-hint =
    Сводка собирает в одно сообщение всё, что иначе пришло бы отдельными новостями. Обращения организаторов и подтверждённые ими перемены по-прежнему приходят сразу.

    Другой день или час: <code>/digest ежедневно 19:00</code>, <code>/digest еженедельно вс 18:00</code>, <code>/digest выкл</code>
digest-next = Следующая придёт { $when }.
digest-unclear-weekday = В какой день? Напишите так: <code>/digest еженедельно вс 18:00</code>
digest-unclear-time = В какое время? Напишите так: <code>/digest ежедневно 19:00</code> или <code>/digest еженедельно вс 18:00</code>
digest-unclear-zone = Я не знаю места «{ $words }». Назовите город покрупнее поблизости или пояс, например Europe/Moscow.
digest-button-daily = Раз в день
digest-button-weekly = Раз в неделю
digest-button-off = Каждую сразу
