"""The first words to whoever is new, and to a channel."""

from __future__ import annotations

import pytest

from tests.dialog import MakeTalk, Seen, Talk

STEPS = ("Make a team", "Adopt metrics", "Set a standup")


def _welcome(talk: Talk, said: str, place: str) -> Seen:
    found = [m for m in talk(said).to(place) if "Welcome to Muster" in m.text]
    assert len(found) == 1, found
    return found[0]


def _commands(seen: Seen) -> list[str]:
    return [button["command"] for button in seen.buttons]


def test_the_answer_comes_first_and_the_welcome_after_it_once(talk: Talk) -> None:
    heard = talk("alice: /help")
    assert len(heard) == 2
    heard[0].has("What I can do").lacks("Welcome")
    heard[1].has("Welcome to Muster", *STEPS, "3 steps to begin with")
    assert _commands(heard[1]) == ["/team new", "/kpi adopt", "/standup set"]
    assert len(talk("alice: /help")) == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Welcome to Muster", "Make a team")),
        ("zh-Hans", ("欢迎使用点将", "建一个团队", "采用指标", "设置站会")),
        ("zh-Hant", ("歡迎使用點將", "建立團隊", "採用指標", "設定站會")),
    ],
)
def test_it_is_worded_as_the_newcomer_reads(make_talk: MakeTalk, language: str, words: tuple[str, ...]) -> None:
    make_talk(language=language)("阿明: /my").to("@阿明")[-1].has(*words)


def test_it_is_worded_as_the_newcomer_types(talk: Talk) -> None:
    talk("小李: /帮助").to("@小李")[-1].has("欢迎使用点将", "建一个团队", "采用指标", "设置站会")
    talk("美玲: /說明").to("@美玲")[-1].has("歡迎使用點將", "看自己的待辦與數據")
    talk("bob: /my lang zh-TW").to("@bob")[-1].has("歡迎使用點將")


def test_steps_disappear_as_they_are_done(talk: Talk) -> None:
    first = _welcome(talk, "alice: /help", "@alice")
    after_team = _welcome(talk, "alice: /team new Growth", "@alice")
    assert after_team.updates == first.id
    after_team.has("2 steps").lacks("Make a team")
    after_metrics = _welcome(talk, "alice: /kpi adopt sales", "@alice")
    after_metrics.has("One step is left", "1. Set a standup").lacks("Adopt metrics")
    assert _commands(after_metrics) == ["/standup set"]
    done = _welcome(talk, "alice: /standup set 09:30", "@alice")
    done.has("Log a figure: /kpi log leads 12").lacks(*STEPS)
    assert done.updates == first.id
    again = "/standup set 10:00 --team"
    for line in ("/team new Sales", "/kpi define calls", f"{again} Growth", f"{again} Sales"):
        assert not [m for m in talk(f"alice: {line}") if "Welcome" in m.text], "what is done already changes nothing"


def test_a_step_taken_with_the_first_words_is_not_offered_any_more(talk: Talk) -> None:
    heard = talk("alice: /team new Growth")
    assert len(heard) == 2
    heard[1].has("2 steps").lacks("Make a team")
    assert heard[1].updates is None


def test_only_steps_that_one_may_take_are_shown(talk: Talk) -> None:
    talk("alice: /help")
    _welcome(talk, "bob: /help", "@bob").has("/kudos", "/my").lacks(*STEPS)
    talk("alice: /team new Growth")
    talk("alice: /team add @carol")
    talk("alice: /team lead @carol")
    lead = _welcome(talk, "carol: /help", "@carol")
    lead.has("Adopt metrics", "Set a standup").lacks("Make a team")
    talk("alice: /kpi define calls")
    member = _welcome(talk, "dave: /help", "@dave")
    member.has("Log a figure: /kpi log calls 12", "/kudos", "/my", "/help").lacks(*STEPS)
    assert _commands(member) == ["/kpi log", "/kudos", "/my", "/help"]


def test_a_member_is_told_to_log_only_what_there_is(talk: Talk) -> None:
    talk("alice: /help")
    _welcome(talk, "bob: /help", "@bob").lacks("/kpi log")


def test_a_channel_is_welcomed_while_steps_are_missing(talk: Talk) -> None:
    talk("alice: /help")
    posted = _welcome(talk, "alice in #growth: hello", "#growth")
    posted.has(*STEPS, "A manager makes teams")
    assert not talk("bob in #growth: hello").to("#growth"), "once"
    changed = _welcome(talk, "alice: /team new Growth", "#growth")
    assert changed.updates == posted.id
    changed.lacks("Make a team")
    talk("alice: /kpi adopt sales")
    _welcome(talk, "alice: /standup set 09:30", "#growth").has("All is set up").lacks(*STEPS)
    assert not talk("alice in #sales: hello").to("#sales"), "all is done: nothing to say"


def test_every_button_of_the_welcome_works(talk: Talk) -> None:
    team, metrics, standup = _commands(_welcome(talk, "alice: /help", "@alice"))
    assert talk(f"alice: {team}").answer.form is not None
    talk("alice: Growth").answer.has("Team Growth is there")
    assert talk(f"alice: {metrics}").answer.form is not None
    talk("alice: sales").answer.has("are ready to be logged")
    assert talk(f"alice: {standup}").answer.form is not None
    talk("alice: 09:30").answer.has("Growth’s standup is set")
