silence-question =
    👋 You have not written to me for half a year, so I ask: <b>do you still want to hear from me?</b>

    If I hear nothing for 30 days, I forget this chat and everything you chose. I keep nobody’s number longer than it is needed. Just press the button, and everything stays as it is.
silence-button-yes = Yes, keep me posted
silence-button-no = No, forget me
silence-stays = ✅ Good, everything stays as it is.
silence-gone = I have already forgotten this chat. To begin anew: /start
