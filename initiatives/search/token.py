"""Where a page ended, for the address of the next."""

import base64
import binascii
from dataclasses import dataclass

# Keys of what follows the ranked: they hold the time of publishing, scores do not.
OF_REST = 1e6
TOO_FAR = 1e15  # no key of ours is


@dataclass(frozen=True)
class Token:
    """The sort key and id of the last row shown, and the version of the content that it
    was found in. Written, it means nothing to people.
    """

    key: float
    pk: int
    version: str = ""

    @property
    def is_of_rest(self) -> bool:
        return abs(self.key) > OF_REST

    def written(self) -> str:
        text = f"{self.key!r} {self.pk} {self.version}"
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def read(cls, written: str) -> "Token | None":
        """None for one that we did not write."""
        try:
            padded = written + "=" * (-len(written) % 4)
            raw = base64.urlsafe_b64decode(padded).decode("ascii")
            key, pk, version = raw.split(" ")
            token = cls(float(key), int(pk), version)
        except (ValueError, binascii.Error):
            return None
        fits = abs(token.key) < TOO_FAR and 0 < token.pk < 2**62
        return token if fits else None
