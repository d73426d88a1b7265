"""What the administrators have to know of a platform at once, told on another one: theirs may be what is the matter."""

from __future__ import annotations

from collections.abc import Container, Mapping
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.clock import Clock
from handlers.kit.context import Org
from handlers.kit.messages import Card, to_json
from storage.db import JOBS, Database
from storage.models.people import Account, Person
from storage.repos import messaging
from storage.repos import people as repo
from storage.states import Right


class Alerts:
    """``named`` are those of the settings, who may not have spoken yet; ``connected`` the platforms that are."""

    def __init__(
        self,
        database: Database,
        org: Org,
        clock: Clock,
        named: frozenset[tuple[str, str]],
        connected: Container[str],
    ) -> None:
        self._db, self._org, self._clock, self._named, self._connected = database, org, clock, named, connected

    async def tell(self, platform: str, key: str, made: Card) -> Mapping[str, str]:
        """Tells each administrator who has an account elsewhere, once a day for a key.

        What it gives are the others' accounts on ``platform``, with the language of each: it may have a way of its own.
        """
        return await self._db.writer.run(lambda session: self._told(session, platform, key, made), JOBS)

    def _told(self, session: Session, platform: str, key: str, made: Card) -> Mapping[str, str]:
        now = self._clock.now()
        day = now.astimezone(ZoneInfo(self._org.zone)).date()
        here = {
            user: self._org.language
            for named, user in self._named
            if named == platform and not repo.people_behind(session, platform, user)
        }
        for person in repo.people_with(session, Right.ADMIN):
            places = self._places(session, person)
            elsewhere = next((row for row, there in places if there != platform and there in self._connected), None)
            if elsewhere is None:
                language = person.language or self._org.language
                here |= {row.external_id: language for row, there in places if there == platform}
                continue
            owed = f"alert:{platform}:{key}:{day}:{elsewhere.id}"
            if not messaging.is_owed(session, owed):
                messaging.enqueue(
                    session, key=owed, destination=f"a{elsewhere.id}", workspace_id=elsewhere.workspace_id,
                    account_id=elsewhere.id, card=to_json(made), now=now, due_at=now,
                )  # fmt: skip
        return here

    def _places(self, session: Session, person: Person) -> list[tuple[Account, str]]:
        """Somebody's accounts, the one to write to first, with their platforms."""
        rows = repo.accounts_of(session, person.id or 0)
        return [(row, repo.workspace_by_id(session, row.workspace_id).platform) for row in rows]
