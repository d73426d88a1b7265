"""How well minutes are read: precision and recall over the corpus, ``python -m tests.meetings.scores``.

A decision or an action counts as right when it is read as a person would read it; an action that is marked as unclear
claims nothing, and is a miss where a person would have seen owner and date. The corpus says which were missed
(``missed``) and which a person reads otherwise (``truth``); that the texts are read as it says, its test sees to.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CORPUS = Path(__file__).parent / "corpus"


@dataclass(frozen=True, slots=True)
class Score:
    """What was read rightly, wrongly, and not at all."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """How much of what was read is right."""
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        """How much of what is there was read."""
        return self.right / (self.right + self.missed)


def scores(texts: Iterable[Path]) -> tuple[Score, Score]:
    """Decisions and actions over some texts, each with its ``.toml`` beside it."""
    told = [tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8")) for path in texts]
    decisions = Score(sum(len(one["decisions"]) for one in told), 0, _missed(told, "decision"))
    actions = [action for one in told for action in one.get("actions", [])]
    wrong = sum("truth" in action and "unclear" not in action for action in actions)
    unseen = sum("truth" in action for action in actions) + _missed(told, "action")
    right = sum("truth" not in action for action in actions)
    return decisions, Score(right, wrong, unseen)


def _missed(told: list[dict[str, Any]], kind: str) -> int:
    return sum(miss["kind"] == kind for one in told for miss in one.get("missed", []))


def main() -> None:
    """Prints the figures, of all texts and of those with Chinese in them."""
    texts = sorted(CORPUS.glob("*.txt"))
    chinese = [path for path in texts if any("\u4e00" <= c <= "\u9fff" for c in path.read_text(encoding="utf-8"))]
    for name, some in (("all", texts), ("with Chinese", chinese)):
        for what, score in zip(("decisions", "actions"), scores(some), strict=True):
            share = f"precision {score.precision:.3f}, recall {score.recall:.3f}"
            print(f"{name} ({len(some)} texts), {what}: {share} ({score.right} right)")  # noqa: T201


if __name__ == "__main__":
    main()
