alert-untitled = Без заголовка
alert-origin = { $feed } · { $when }
alert-further = Об этом же: { $names }{ $more ->
        [0] {""}
       *[other] {" "}и ещё { $more }
    }
alert-origin-seen = { $feed } · без даты, замечено { $when }
alert-about = Вы подписаны: <b>{ $names }</b>
alert-claim = ⚠️ Так сообщает источник. Карточка изменится, только когда организаторы это подтвердят.
alert-undesirable = ⚠️ В России этого издателя объявили «нежелательным»: за распространение его ссылок там наказывают. Если вы в России, не пересылайте это.
alert-button-mute = 🔕 Тише
alert-button-open = Открыть
