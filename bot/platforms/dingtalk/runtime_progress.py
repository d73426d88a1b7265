"""How far messages of several texts have got: one that is tried again goes on where it stopped."""

from __future__ import annotations

from collections import OrderedDict

_KEPT = 1000  # messages under way


class Progress:
    """By a message's key, DingTalk's keys of those of its texts that have been sent."""

    def __init__(self) -> None:
        self._sent: OrderedDict[str, list[str]] = OrderedDict()

    def of(self, key: str | None) -> list[str]:
        """What was sent of a message, to be added to; nothing yet of one without a key."""
        if key is None:
            return []
        sent = self._sent.setdefault(key, [])
        while len(self._sent) > _KEPT:
            self._sent.popitem(last=False)
        return sent

    def done(self, key: str | None) -> None:
        """All of it is sent."""
        if key is not None:
            self._sent.pop(key, None)
