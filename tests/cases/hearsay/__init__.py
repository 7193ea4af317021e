"""What people ask who heard a name somewhere: every kind, apart from the bot's tables."""
