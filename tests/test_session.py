"""The recorded session in the docs: replayed, it says what it said, to the letter."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SESSION = Path(__file__).parent.parent / "docs" / "session"
MUSTER = Path(sys.executable).with_name("muster")


def test_the_session_replays_to_the_same_output() -> None:
    done = subprocess.run(
        [MUSTER, "chat", SESSION / "two-months.txt"], capture_output=True, text=True, timeout=55, check=True
    )
    recorded = (SESSION / "two-months.out").read_text(encoding="utf-8")
    assert done.stdout.splitlines() == recorded.splitlines()
