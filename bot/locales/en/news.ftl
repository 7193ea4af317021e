news-all = <b>Latest news</b>
news-of = <b>Latest: { $name }</b>
news-origin = { $feed } · { $when }
news-none = No news yet: my feeds have brought nothing since I began to read them.
news-none-of = No news about { $name } yet in the feeds I read. If you follow, I will write when something appears.
news-none-of-followed = No news about { $name } yet in the feeds I read. You follow: I will write when something appears.
news-undesirable = ⚠️ Russia calls this publisher “undesirable”: sharing its links is punished there.
news-follow = To get news as it comes: /follow and a name.
