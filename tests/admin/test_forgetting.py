"""Somebody is forgotten: no name, no accounts, and the sums as they were."""

from __future__ import annotations

from sqlmodel import Session, select

from storage.models.messaging import Audit, Posted, Question
from storage.models.people import Account, Person
from tests.dialog import Talk


def test_it_is_said_first_what_will_happen(talk: Talk) -> None:
    talk("alice: /team new Growth")
    talk("alice: /team add @bob")
    asked = talk("alice: /admin forget @bob").answer
    asked.has("Forget bob?", "sums do not change", "cannot be undone")
    assert asked.button("Forget bob") == "/admin forget @bob --yes"
    talk("alice: /team show").answer.has("bob")
    talk("alice: /管理 注销 @bob").answer.has("注销 bob？", "合计不变")
    talk("alice: /管理 註銷 @bob").answer.has("這個動作無法復原")


def test_a_forgotten_person_is_nobody_and_may_come_anew(talk: Talk) -> None:
    talk("alice: /team new Growth")
    talk("alice: /team add @bob --role content")
    talk("bob: /team add")  # refused, and kept with its answer
    talk("bob: /team show")
    talk("alice: /admin forget @bob --yes").answer.has("that person is forgotten").lacks("bob")
    talk("alice: /team show").answer.lacks("bob")
    talk("alice: /team lead @bob").answer.has("I do not know “bob”")
    assert "bob" not in _kept(talk)
    talk("bob: /team leave").answer.has("There is no team for you yet")
    talk("alice: /team add @bob").answer.has("bob is in Growth now")


def test_what_is_on_its_way_to_them_is_not_sent(talk: Talk) -> None:
    talk("bob: /team new Growth")
    talk("bob: /team add @alice")
    talk("bob: /admin forget @alice --yes")
    heard = talk("bob: /team new Sales")
    assert not heard.to("@alice")
    talk("alice: /team show").answer.has("no team for you yet")


def test_a_name_inside_another_is_left_alone(talk: Talk) -> None:
    talk("alice: /team new Growth")
    talk("alice: /team add @bob")
    talk("alice: /team add @bobby")
    talk("alice: /admin forget @bob --确认")
    shown = talk("alice: /admin audit").answer
    shown.has("/team add @bobby", "/team add @—", "/admin forget @—")


def _kept(talk: Talk) -> str:
    """All that is kept for longer than answers and sent messages are."""

    def read(session: Session) -> str:
        rows = (row for table in (Audit, Posted, Question, Person, Account) for row in session.exec(select(table)))
        return "\n".join(str(row.model_dump()) for row in rows)

    return talk.database.read(read)
