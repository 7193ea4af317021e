"""Keys, retention and panic: what is kept, how it is sealed, and how it is destroyed."""
