"""What was meant when a word was typed with the keyboard switched to the wrong alphabet. Pure."""

from __future__ import annotations

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё"
_UKRAINIAN = "йцукенгшщзхїфівапролджєячсмитьбю'"
_SHIFTED = str.maketrans('{}:"<>~', "[];',.`")
_LAYOUTS = (
    str.maketrans(_LATIN, _RUSSIAN),
    str.maketrans(_LATIN, _UKRAINIAN),
    str.maketrans(_RUSSIAN, _LATIN),
    str.maketrans(_UKRAINIAN, _LATIN),
)


def retyped(text: str) -> tuple[str, ...]:
    """The text as the same keys give it in the other alphabet, for each layout that changes it."""
    pressed = text.lower().translate(_SHIFTED)
    meant = (pressed.translate(layout) for layout in _LAYOUTS)
    return tuple(dict.fromkeys(other for other in meant if other != pressed))
