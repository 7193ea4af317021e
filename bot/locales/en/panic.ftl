panic-owners = Only owners can do that, and only once they have been owners for three days.
panic-what =
    <b>Panic</b> destroys everything that leads to a person: every subscriber with what they follow, their reminders and what waits to be sent to them; the organisers and their log; the calls; the key. The people, their cases and the feeds stay. The bot falls silent and answers nobody.

    <b>Nothing of it can be brought back.</b>
panic-how = It takes two owners. Ask, and the other has 15 minutes to agree. If nobody else can be reached: <code>/panic CODE</code> with the offline code that was printed at set-up.
panic-how-alone = It takes two owners, and no other one can be asked. With the offline code that was printed at set-up one is enough: <code>/panic CODE</code>. On the machine itself: <code>python run_bot.py panic</code>
panic-button-ask = Ask another owner
panic-button-strike = Destroy everything now
panic-button-no = No
panic-button-withdraw = Withdraw the request
panic-asked = 🆘 <b>The owner { $code } asks for panic.</b> If you agree, it happens at once.
panic-asked-alone = 🆘 <b>The code is right.</b> Press the button, and it happens at once.
panic-waiting = Another owner is asked. If that person agrees within 15 minutes, it happens at once.
panic-nobody = No other owner could be reached, so nothing is asked. With the offline code one is enough: <code>/panic CODE</code>
panic-code-wrong = That is not the code. Nothing has happened.
panic-code-later = Too many tries. Wait a minute.
panic-withdrawn = Nothing was destroyed. The request is withdrawn.
panic-gone = Nothing has happened: the request was withdrawn, is too old, or is not yours to decide. Anew: /panic
panic-begun = It is happening. Nothing more is sent.
panic-done = <b>It is done.</b> The subscribers, the organisers and all that was waiting are destroyed. The cases and feeds are kept. This is my last message.
panic-file-destroyed = The key in <code>{ $file }</code> is destroyed.
panic-file-left = <b>Left for you:</b> I was not allowed to destroy the key in <code>{ $file }</code>. Destroy it by hand, and where it was copied from.
panic-key-left = <b>Left for you:</b> the key came to me without a file that I could destroy. Delete it wherever it is written down: the file of secrets, the service's settings, your notes.
panic-copies = Destroy every copy of the key as well: without it, old backups lead to nobody. If the token may be known to others, revoke it at @BotFather.
