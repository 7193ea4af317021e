delivery-storage-failed = ⚠️ <b>Nothing can be sent at the moment:</b> the database does not work. Why is in the bot’s log. What waits is kept and goes out by itself once this is put right; questions are answered where they can be.
delivery-storage-works = ✅ The database works again. What waited goes out now; nothing was lost.
delivery-plain = ⚠️ Telegram does not accept the formatting of { $kind ->
    [broadcast] broadcast { $number }
    [reminder] a reminder
   *[other] an alert
}. It goes out as plain text; the words are the same.
delivery-refused = ⚠️ Telegram refuses { $kind ->
    [broadcast] broadcast { $number }
    [reminder] a reminder
   *[other] an alert
} altogether: some who were to get it did not. Why is in the bot’s log.
delivery-expired = ⌛ For some readers { $kind ->
    [broadcast] broadcast { $number }
    [reminder] a reminder
   *[other] an alert
} could not be delivered in time and was given up. <code>python run_bot.py stats</code> says how many messages this concerns.
