kit-title = Letters to prisoners
kit-made = { $day } · Addresses change: before a later evening, make a new kit.
kit-intro = A letter is what a prisoner holds in their hand. You need paper, an envelope, a pen and half an hour. Take one person's page, read it, cut out the address and write by hand; nobody expects beautiful Russian.
kit-held =
    { $days ->
        [one] In custody since { $day }: { $days } day
       *[other] In custody since { $day }: { $days } days
    }
kit-people = Whom we write to
kit-how = How to write
kit-phrases = Sentences to copy
kit-phrases-hint = Copy them by hand, put your own words in place of the dots, and add a drawing or a postcard if you like.
kit-phrase-hello = Hello! (Write the name and patronymic, as on the label.)
kit-phrase-name = My name is … I live in …
kit-phrase-stranger = We have never met, but I have read about you and think of you.
kit-phrase-myself = I would like to tell you a little about myself.
kit-phrase-weather = Outside my window it is … now.
kit-phrase-read = Not long ago I read a book (saw a film) that I liked very much: …
kit-phrase-free = Please do not feel that you have to answer.
kit-phrase-strength = I wish you health and strength. You are not forgotten.
kit-phrase-end = With warmth and respect, …
kit-prompts = What to write about
kit-prompt-self = Who you are: your work or studies, what you are good at, what makes you laugh.
kit-prompt-day = An ordinary day where you live: the street, the market, the weather, the dog next door.
kit-prompt-world = Something you read, saw, heard or learnt lately, told so that it can be seen from a cell.
kit-prompt-picture = A drawing, a poem or a recipe. Promise only what you can keep.
kit-address = The envelope
kit-checked = Address last confirmed { $day }
kit-checked-old = ({ $months } months ago: check it before you post the letter)
kit-no-label = No confirmed address is known. Please ask those who support this person. { $links }
kit-sources = Sources
kit-footer = Letters to prisoners · { $day } · Please share it with friends, on paper.
kit-ready =
    { $count ->
        [one] 🖨 A kit for one person, ready to print: a page on how to write, then a page with the address to cut out.
       *[other] 🖨 A kit for { $count } people, ready to print: a page on how to write, then one for each person with the address to cut out.
    }
kit-fewer = I name only people whose address was confirmed lately enough to suggest them. Others can be asked for by name: /kit NAME, NAME
kit-left-out = Not in the kit:
kit-refused = <b>{ $name }</b>: { $why }
kit-refused-released = released; letters to prison are no longer needed
kit-refused-died = has died
kit-refused-house-arrest = under house arrest; I give out no home addresses
kit-refused-policy = those who help ask not to write; /write says why
kit-unknown = <b>{ $name }</b>: I know nobody by that name
kit-did-you-mean = Whom do you mean by “{ $name }”?
kit-nobody = I have nobody to put into a kit: just now I know no address I could vouch for.
