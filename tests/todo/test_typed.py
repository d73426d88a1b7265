"""Answering for an item in a private chat by its id, without the word."""

from __future__ import annotations

from tests.dialog import MakeTalk


def test_an_answer_in_a_private_chat_need_not_begin_with_the_word(make_talk: MakeTalk) -> None:
    talk = make_talk(after=("alice: /team new Growth", "alice: /team add @bob", "bob: /help"))
    for n in range(1, 9):
        talk(f"alice: /todo add @bob task {n} --due Friday")
    talk("bob: done T1").answer.has("T1 is done")
    talk("bob: T2 完成了。").answer.has("T2 is done")
    talk("bob: T3: later tomorrow").answer.has("come back to T3 on Tue 6 Jan")
    talk("bob: T4 in progress").answer.has("did not understand")
    talk("bob: note T4 half of it").answer.has("T4", "half of it")
    talk("bob: 做不了 T5 打印机坏了").one("@alice").has("T5", "打印机坏了")
    talk("bob: give T6 @alice").one("@alice").has("T6")
    talk("bob: T7 and T8 finished!").answer.has("T7", "T8")
    talk("bob: donate T3").answer.has("did not understand")
    assert not any("is done" in m.text for m in talk("bob in #growth: done T3"))
    talk("bob: /todo snooze T3")
    talk("bob: done T4").answer.has("T4 is done")  # the question was this word's own
    talk("bob: /kudos")
    talk("bob: done T3").answer.lacks("T3 is done")  # another word's question takes it
    talk("bob: cancel")
    talk("bob: /todo show T3").answer.has("State: open")
