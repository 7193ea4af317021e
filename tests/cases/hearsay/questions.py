"""Words around a name, in the languages of those who ask. {0} is the name as a book lists it, {1}
the surname; in Russian and Ukrainian {2} to {5} are its genitive, dative,
prepositional and instrumental case."""

from __future__ import annotations

PLAIN = """
Where is {0} now? | where is {1} jailed
how do i write to {0} | {0} address please | news about {1}
what happened to {0}? | is {0} still in prison | Who is {0} | tell me about {0} | {0} prison address
can I send a letter to {1}? | how long is {1}'s sentence | {1} latest news | Mr {1} | ms. {1}
when will {0} be released? | why was {0} arrested
which prison is {0} in? | I'd like to support {0}
Wo ist {0} inhaftiert? | wo sitzt {1} | Adresse von {0}
Brief an {0} schreiben | Herr {1} | Frau {1}
Wer ist {0}? | Wie kann ich {0} schreiben? | Neuigkeiten zu {1} | In welchem Gefängnis ist {0}?
Où est {0} ? | où se trouve {0} | qui est {1} ?
écrire à {0} | l'adresse de {0} | Comment écrire à {0} ?
Dans quelle prison est {0} ? | des nouvelles de {0} | Monsieur {1}
¿Dónde está {0}? | quién es {1} | escribir a {0} | dirección de {0} | ¿En qué cárcel está {0}?
noticias de {0} | ¿Cómo puedo escribir a {0}? | señor {1}
Gdzie siedzi {0}? | kim jest {0} | adres {0} | jak napisać do {0} | Gdzie jest {0}? | pan {1}
Dov'è {0}? | chi è {0} | indirizzo di {0} | come scrivere a {0} | In quale carcere si trova {0}?
onde está {0}? | hello, {0} | hi! {0} | {0} pls | free {0}! | Freedom for {0} | #free{1} | @{1}
🙏 {0} ✊ | «{0}» | "{0}" | {0}?!?! | ({1}) | *{0}* | ...{1}... | {0} 🇷🇺 | 1. {0} | — {0} — | {0};
/case {0} | {0}, 2022 | {0} (political prisoner) | prisoner {1} | comrade {1}
"""
RUSSIAN = """
где сидит {0}? | где сейчас {0} | кто такой {0} | Где находится {1}? | что с {5}? | за что сидит {0}
{0} адрес | когда выйдет {0}? | Сколько дали {3} | как написать {3}? | хочу написать письмо {3}
письмо {3} | адрес {2} | дело {2} | новости о {4} | расскажи о {4} | за что посадили {2}
Подскажите, пожалуйста, адрес {2} | напишите мне адрес колонии {2} | свободу {3}! | Свободу {3}
где содержится {0} | в какой колонии сидит {0} | мне нужен адрес {2} | что слышно о {4}
политзаключённый {0} | товарищ {1} | господин {1} | поддержать {2} | день рождения {2}
куда писать {3} | какой срок у {2} | жив ли {0} | {0} политзек | фото {2} | отправить открытку {3}
здравствуйте! где сейчас находится {0}? | а где {0} | привет, хочу узнать про {2} | письма для {2}
"""
UKRAINIAN = """
де сидить {0}? | де зараз {0} | хто такий {0} | адреса {2} | як написати {3}? | лист {3}
новини про {2} | за що сидить {0} | Скільки дали {3}? | Розкажи про {2}
"""
OF_MEN = ("Herr", "Mr", "Monsieur", "señor", "pan ", "господин", "такой", "заключённый")
OF_WOMEN = ("Frau", "ms.")


def templates(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for line in text.strip().splitlines() for one in line.split(" | "))
