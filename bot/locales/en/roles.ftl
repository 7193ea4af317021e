role-owner = owner
role-approver = approver
role-organiser = organiser
role-editor = editor
role-not-yours = Your role does not include that.
role-listing = <b>Who has a role.</b> I keep no names: ask people for their code.
role-line = <code>{ $code }</code>: { $role }{ $marks }
role-you = you
role-since = since { $when }
role-on-trial = not yet anybody’s second person
role-head = The audit log ends at <code>{ $head }</code>. Note it down: later it shows whether anything was struck out.
role-how =
    /invite: give somebody a role. Another owner has to agree.
    <code>/remove CODE</code>: take a role away, at once.
    <code>/totp reset CODE</code>: somebody lost the device with their codes. Another owner has to agree.
role-invite-how =
    Which role?

    <b>editor</b>: keeps cases and feeds
    <b>organiser</b>: writes calls
    <b>approver</b>: does both, and approves the work of others, from the fourth day on
    <b>owner</b>: does all of it, and gives and takes roles

    Everybody with a role can stop a call and freeze an address.
role-invited = An invitation to be <b>{ $role }</b>. It works once and for 24 hours. Send it to one person, best not in a group, and let them open it themselves:
role-button-copy = Copy the link
role-joined =
    You are invited to be <b>{ $role }</b>. An owner still has to agree.

    Your code: <code>{ $code }</code>. They will ask you for it. Tell them in person or by a call, not in this chat.
role-ask-join = ❓ <code>{ $code }</code> took an invitation of <code>{ $author }</code> and is to be <b>{ $role }</b>.
role-ask-reset = ❓ <code>{ $author }</code> asks that <code>{ $code }</code>, whose device with the codes is lost, decides without codes until another one is set up.
role-so-far = So far: { $role }
role-ask-check = Talk to the person, not in this chat, and let them read you the code in their /start or from /organisers. Agree only if it is the same. Without an answer it lapses after a week.
role-button-agree = ✅ Agree
role-button-refuse = ✋ Refuse
role-waits = <code>{ $code }</code> has opened the invitation, or is to go without codes. Another owner was asked.
role-waits-for-nobody = <code>{ $code }</code> waits for another owner, and there is none who could agree. Whoever runs the bot can do it in the terminal.
role-decision-appointed = ✅ Agreed. The person has the role now.
role-decision-reset = ✅ Agreed. The person is asked for no codes now.
role-decision-refused = ✋ Refused. Nothing has changed.
role-decision-changed = Something has changed since you were asked. Look again.
role-decision-not-allowed = Another owner has to decide that, and nobody for themselves. New owners can from the fourth day on.
role-decision-gone = There is nothing to decide any more.
role-welcome = You are <b>{ $role }</b> now. What you can do: /help
role-welcome-trial = For { $hours } hours your word does not yet count as that of a second person: the others can still object. To tie your decisions to a second device: /totp
role-gone = You have no role here any more.
role-remove-removed = The role is taken away. The person hears of it, and so do the other owners.
role-remove-unknown = Send the code of the person after it, like this: <code>/remove ABCD-EFGH</code>. The codes: /organisers
role-remove-by-configuration = That owner stands in the configuration. Only whoever runs the bot can change that.
role-remove-last = That is the last owner: nobody could give roles any more.
role-remove-not-allowed = Your role does not include that.
role-told-appointed = 🔑 <code>{ $code }</code> is <b>{ $role }</b> now.
role-told-refused = 🔑 <code>{ $code }</code> was to be <b>{ $role }</b>; an owner refused.
role-told-removed = 🔑 <code>{ $code }</code> is { $role } no longer: an owner took the role away.
role-told-reset = 🔑 <code>{ $code }</code> is asked for no codes now: two owners agreed.
role-told-refused-reset = 🔑 <code>{ $code }</code> was to go without codes; an owner refused.
role-told-removed-terminal = 🔑 <code>{ $code }</code> is { $role } no longer.
role-told-reset-terminal = 🔑 <code>{ $code }</code> is asked for no codes now.
role-in-terminal = ⌨️ That was done in the terminal of the machine that I run on, not in the chat. Ask whoever runs me whether they did it, and why. If nobody knows of it, somebody else is on that machine: /stop, and think of /panic.
role-told-without-codes = 🔑 <code>{ $code }</code>, { $role }, has turned the codes off.
totp-secret =
    <b>A second device for your decisions.</b> Before you approve anything I will ask for six digits from it. Put it on another telephone than this one, if you have one.

    Type this into an app for one-time codes (Aegis, FreeOTP, or any other):
totp-then = Then press “Hide”, so that the secret does not stay in this chat.
totp-button-copy = Copy for the app
totp-button-hide = I have it. Hide
totp-show-one = Now send me the six digits that the app shows. Until then nothing has changed.
totp-is-on = Your decisions are tied to a second device already. <code>/totp off</code> ends that. If the device is lost, two owners can: <code>/totp reset</code> and your code.
totp-needed = Send me the six digits from your second device, then press the button again.
totp-first = First send me the six digits from your second device.
totp-right = ✅ Right. Within five minutes you can make one decision: press the button again.
totp-set-up = ✅ Set up. From now on I ask for six digits before each decision. If the message with the secret still stands above, delete it.
totp-wrong = That is not the code. Look at the app again; the clock of the device has to be right.
totp-used = That code was used before. Wait for the next one.
totp-wait = Too many wrong codes. I look at the next one in a quarter of an hour.
totp-none = You have set up no second device. To do so: /totp
totp-off = I ask for no codes any more. The other owners hear of it.
totp-nobody-to-reset = Nobody with this code has a second device. Like this: <code>/totp reset ABCD-EFGH</code>. The codes: /organisers
totp-reset-asked = Asked. Until another owner agrees, nothing changes.
totp-was-reset = Two owners agreed: I ask you for no codes now. To set up a new device: /totp
help-codes = /totp: six digits from a second device before each of your decisions
help-owners =
    <b>Owners</b>
    /organisers: who has a role
    /invite: give somebody a role; another owner agrees
    /remove and a code: take a role away, at once
    /panic: destroy everything that leads to a person; another owner agrees
