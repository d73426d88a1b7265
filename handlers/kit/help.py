"""Help derived from the declared commands: short, private, with lines to copy."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from handlers.kit.commands import Command
from handlers.kit.messages import Bullets, Button, Card, Code, Inline, Items, Note, Run, card, say
from handlers.kit.vocabulary import Group, Vocabulary
from storage.states import Right


def word_help(group: Group, right: Right) -> Card:
    """One copyable example a verb, of what the person may do."""
    allowed = [c for c in group.commands if right.includes(c.right)]
    lines = tuple(_line(command) for command in allowed)
    hint = say("kit-help-options")
    return card(Bullets(lines), Note(hint), title=say(f"word-{group.word.en}"))


def all_help(vocabulary: Vocabulary, right: Right, reserved: Collection[str] = ()) -> Card:
    """Every word the person may use, and where to read on; ``reserved`` are those the platform keeps for itself."""
    groups = [g for g in vocabulary.groups.values() if any(right.includes(c.right) for c in g.commands)]
    lines = tuple(say("kit-help-word", word=Code(f"/{g.word.en}"), what=say(f"word-{g.word.en}")) for g in groups)
    buttons = [Button(say(f"word-{g.word.en}"), f"/{g.word.en} help") for g in groups if g.word.en != "help"]
    more = Note(say("kit-help-more"))
    return card(Bullets(lines), more, _kept(groups, reserved), title=say("kit-help-title"), buttons=buttons)


def _kept(groups: Iterable[Group], reserved: Collection[str]) -> Note | None:
    """Which words are typed behind ``/muster`` here."""
    kept = tuple(f"/{g.word.en}" for g in groups if g.word.en in reserved)
    return Note(say("kit-help-reserved", words=Items(kept), example=Code(f"/muster {kept[0][1:]}"))) if kept else None


def _line(command: Command) -> Inline:
    return Run((example(command), " — ", say(f"cmd-{command.id}")))


def example(command: Command) -> Inline:
    """The command's example, in the reader's language."""
    return say(f"cmd-{command.id}.example")


def summaries(commands: Iterable[Command]) -> tuple[tuple[str, Inline, Inline], ...]:
    """Canonical line, summary and example of each command, for a manifest or a palette."""
    return tuple((c.line, say(f"cmd-{c.id}"), say(f"cmd-{c.id}.example")) for c in commands)
