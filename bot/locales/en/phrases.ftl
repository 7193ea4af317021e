phrases-title = 📝 <b>A first letter to { $name }</b>
phrases-title-all = 📝 <b>A first letter</b>
phrases-hint = Tap a sentence to copy it, or take the whole letter with the buttons. Put your own words in place of the dots.
phrases-hello = Hello, { $name }!
phrases-prompts = <b>And then?</b>
phrases-button-copy = 📋 Copy { $number } of { $of }
phrases-button-ways = 📮 How to send it
