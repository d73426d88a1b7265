"""What was handled is remembered for thirty days, and no longer."""

from __future__ import annotations

from sqlmodel import Session, SQLModel, func, select

from storage.models.messaging import Inbox, Outbox
from tests.dialog import Talk


def count(talk: Talk, table: type[SQLModel]) -> int:
    def query(session: Session) -> int:
        return session.exec(select(func.count()).select_from(table)).one()

    return talk.database.read(query)


def test_events_and_sent_messages_go_after_thirty_days(talk: Talk) -> None:
    talk("alice: /team new Growth")
    talk("alice: /team add @bob")
    talk("! advance 29d")
    assert count(talk, Inbox) == 2
    assert count(talk, Outbox) >= 2
    talk("! advance 3d")
    assert (count(talk, Inbox), count(talk, Outbox)) == (0, 0)
    talk("alice: /team show").answer.has("bob")


def test_after_tidying_no_message_takes_the_place_of_an_old_one(talk: Talk) -> None:
    talk("alice: /team new Growth")
    talk("! advance 45d")
    talk("alice: /team new Sales")
    seen = [message.id for message in talk.all()]
    assert len(set(seen)) == len(seen)
