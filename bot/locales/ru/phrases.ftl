phrases-title = 📝 <b>Первое письмо: { $name }</b>
phrases-title-all = 📝 <b>Первое письмо</b>
phrases-hint = Нажмите на фразу, чтобы скопировать её, или возьмите всё письмо кнопками. Вместо многоточий — ваши слова.
phrases-hello = Здравствуйте, { $name }!
phrases-prompts = <b>О чём ещё</b>
phrases-button-copy = 📋 Скопировать { $number } из { $of }
phrases-button-ways = 📮 Как отправить
