"""Messages that do not arrive: they are listed, sent again, or given up."""

from __future__ import annotations

import re

from sqlmodel import Session

from handlers.kit.messages import card, to_json
from storage.repos import messaging
from storage.repos import people as people_repo
from tests.dialog import Seen, Talk


def _owe(talk: Talk, count: int = 1) -> None:
    """Messages to somebody on a platform that is not connected here."""

    def unit(session: Session) -> None:
        now = talk.now
        workspace = people_repo.workspace(session, "slack", "T01")
        person = people_repo.add_person(session, "dora", now)
        assert workspace.id is not None
        assert person.id is not None
        account = people_repo.add_account(session, workspace.id, person.id, "U01")
        for n in range(count):
            messaging.enqueue(
                session, key=f"owed:{n}", destination=f"a{account.id}", workspace_id=workspace.id,
                account_id=account.id, card=to_json(card("for dora's eyes only")), now=now, due_at=now,
            )  # fmt: skip

    talk.database.writer.submit(unit).result()


def _lost(talk: Talk) -> Seen:
    """The list once a message has been tried for long enough."""
    talk("alice: /help")
    _owe(talk)
    talk("alice: /admin deliveries").answer.has("Waiting for their time: 1", "Nothing is lost")
    talk("! advance 1m")
    talk("alice: /admin deliveries").answer.has("Held up: 1", "Did not arrive: 0")
    talk("! advance 1d")
    return talk("alice: /admin deliveries").answer


def test_what_did_not_arrive_is_listed_without_what_it_says(talk: Talk) -> None:
    shown = _lost(talk)
    shown.has("Did not arrive: 1", "dora", "slack is not connected").lacks("eyes only")
    assert re.search(r"^\d+ \| dora \| Mon 5 Jan 2026, 09:00 \(Asia/Shanghai\) \| \d\d \| ", shown.text, re.MULTILINE)
    talk("alice: /admin").answer.has("Did not arrive: 1")


def test_it_is_sent_again_or_given_up(talk: Talk) -> None:
    again = _lost(talk).button("again")
    talk(f"alice: {again}").answer.has("to dora goes out once more")
    talk("alice: /admin deliveries").answer.has("Held up: 1", "Did not arrive: 0")
    talk("! advance 1d")
    drop = talk("alice: /管理 投递").answer.button("放弃")
    talk(f"alice: {drop}").answer.has("to dora is given up")
    talk("alice: /admin deliveries").answer.has("Held up: 0", "Did not arrive: 0")


def test_only_what_is_there_can_be_sent_again(talk: Talk) -> None:
    talk("alice: /admin deliveries retry 12").answer.has("no undelivered message 12")
    talk("alice: /admin deliveries retry").answer.has("Which message?", "/admin deliveries retry 12")
    talk("alice: /admin deliveries burn 12").answer.has("“burn” is not one of retry or drop")


def test_all_go_once_more_or_are_given_up_by_a_second_word(talk: Talk) -> None:
    talk("alice: /admin deliveries retry all").answer.has("Nothing is lost")
    _owe(talk, 3)
    talk("! advance 3d")
    shown = talk("alice: /admin deliveries").answer.has("Did not arrive: 3")
    asked = talk(f"alice: {shown.button('Send all 3 again')}").answer
    asked.has("3 messages did not arrive", "The oldest is from Mon 5 Jan 2026, 09:00")
    talk("alice: /admin deliveries").answer.has("Did not arrive: 3")
    talk(f"alice: {asked.button('Send all 3 again')}").answer.has("3 messages go out once more")
    talk("alice: /admin deliveries").answer.has("Did not arrive: 0")
    talk("! advance 3d")
    asked = talk("alice: /管理 投递 放弃 全部").answer
    assert [b["command"] for b in asked.buttons] == ["/admin deliveries drop all --yes"]
    talk("alice: /admin deliveries drop all --sure").answer.has("3 messages are given up")
    talk("alice: /admin deliveries").answer.has("Did not arrive: 0")
    talk("alice: /admin audit").answer.has("drop all --yes", "retry all --yes")
    talk("bob: /help")
    talk("bob: /admin deliveries drop all --sure").answer.lacks("given up")
