"""Names as people type them."""

import unicodedata


def plain(text: str) -> str:
    """`text` as people type it in a hurry: no accents, apostrophes or capitals."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    kept = (
        letter if letter.isalnum() else " "
        for letter in letters
        if not unicodedata.combining(letter) and letter not in "'’‘ʼ`´"
    )
    return " ".join("".join(kept).split())
