"""What a check of ``muster doctor`` found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["ok", "note", "bad"]

_SIGNS: dict[Kind, str] = {"ok": "ok  ", "note": "note", "bad": "FAIL"}


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found; ``fix`` says what to do, where there is something to do."""

    kind: Kind
    what: str
    found: str
    fix: str | None = None

    def line(self) -> str:
        """The finding as one line."""
        made = f"{_SIGNS[self.kind]}  {self.what}: {self.found}"
        return " ".join((f"{made}. {self.fix}" if self.fix else made).splitlines())
