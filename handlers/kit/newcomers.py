"""The kind of people who may not be known yet: on a platform where a name alone makes an account, naming makes one."""

from __future__ import annotations

import re

from handlers.kit.context import Ctx, Scene
from handlers.kit.errors import BadInput
from handlers.kit.kinds import PERSON, Kind, in_quotes, plain, token
from handlers.kit.messages import Choice, say
from handlers.kit.people import Person, as_person
from storage.repos import people as repo

_NAME = re.compile(r"[^\s#:：@/|!+,，、][^#:：@/|!\n]{0,60}")
_BETWEEN = re.compile(r"\s*(?:[,，、;；&+]|(?:和|与|與|及|跟|and\b)(?=\s*[@＠])|and\s)?\s*", re.IGNORECASE)
_END = re.compile(r"[,，、;；&]|(?:和|与|與|及|跟)?(?=[@＠])")  # where an unknown name ends, spaces apart


class _Newcomers:
    """One or several people, known or (``@name``, where the platform is open) to be made known."""

    form = "person"

    def take(self, text: str, scene: Scene) -> tuple[tuple[Person, ...], str]:
        """All that the text names: nothing else may follow."""
        found: list[Person] = []
        while text or not found:
            person, rest = _take(text, scene)
            found.append(person)
            gap = _BETWEEN.match(rest)
            text = rest[gap.end() :] if gap else rest
        return tuple(dict.fromkeys(found)), ""

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        """Everybody known."""
        return PERSON.choices(scene)


def _take(text: str, scene: Scene) -> tuple[Person, str]:
    """The person at the start of a text, and the rest."""
    marked = text.startswith(("@", "＠"))
    named = text[1:] if marked else text
    name, rest = token(named)
    if not in_quotes(named) and (end := _END.search(name)):
        name, rest = name[: end.start()], named[end.start() :]
    exact = scene.people.named(name)
    if len(exact) == 1:
        return exact[0], rest
    if not marked or not scene.place.open or exact:
        return PERSON.take(text, scene)
    if _NAME.fullmatch(name) is None:
        raise BadInput("who", say("kit-person-unknown", bad=plain(text, scene)))
    if not isinstance(scene, Ctx):  # only asked whether the text can be read
        return Person(0, name), rest
    row = repo.add_person(scene.session, name, scene.now)
    assert row.id is not None
    account = repo.add_account(scene.session, scene.place.workspace, row.id, name)
    scene.people.refresh()
    return as_person(row, account), rest


NEWCOMERS: Kind[tuple[Person, ...]] = _Newcomers()
