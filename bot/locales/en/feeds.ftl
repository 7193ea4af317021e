feed-never = never
feed-error = The last answer: <i>{ $error }</i>
feed-notice-failing = ⚠️ <b>{ $feed }</b> could not be read since { $when }. Nothing of it reaches the readers. I go on trying, at least once a day.
feed-notice-gone = ⚠️ <b>{ $feed }</b>: the site says that this address is gone for good. Is there a new one? Until you decide I ask once a day.
feed-notice-back = ✅ <b>{ $feed }</b> can be read again.
feed-notice-silent = 💤 <b>{ $feed }</b> can be read, but has brought nothing new since { $when }, many times longer than usual. Does the site still write there?
feed-notice-moved = 📦 <b>{ $feed }</b> has moved for good. From now on I read it here: { $address } Whoever keeps the list of feeds may write the new address there; nothing is lost by it.
