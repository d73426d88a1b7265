"""What goes wrong between Slack and the bot: nothing is done twice, nothing owed is lost, and readiness says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.platforms.slack.stage import SlackStage, staged
from tests.platforms.slack.workspace import BOT_TOKEN


@pytest.fixture(scope="module")
def stage(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlackStage]:
    """A workspace with a metric."""
    made = SlackStage(tmp_path_factory.mktemp("slack"), empty_database)
    made.asks(made.BOSS, "/my lang en", "English")
    made.asks(made.BOSS, "/kpi define leads", "leads")
    yield made
    made.close()


@pytest.fixture(autouse=True)
def nothing_against_the_rules(stage: SlackStage) -> Iterator[None]:
    """Slack's limits are kept, and every fault ends with its test."""
    yield
    stage.emulator.faults = type(stage.emulator.faults)()
    stage.until(stage.platform.ready, "connected")
    assert stage.violations() == []


def logged(stage: SlackStage, value: str = "") -> str:
    """The history, as soon as a value stands there; what is still on its way from before is not taken for it."""
    return stage.asks(stage.BOSS, "/kpi history leads", value).text


# --- once -----------------------------------------------------------------------------------------


def test_a_slash_command_three_times_has_one_effect(stage: SlackStage) -> None:
    before = stage.count(stage.BOSS)
    stage.says(stage.BOSS, "/kpi log leads 1001", times=3)
    stage.sees(stage.BOSS, "1,001", after=before)
    assert logged(stage, "1,001").count("1,001") == 1


def test_a_message_three_times_has_one_effect_and_is_answered_as_the_first(stage: SlackStage) -> None:
    before = stage.count(stage.BOSS)
    stage.says(stage.BOSS, "kpi log leads 1002", times=3)
    stage.sees(stage.BOSS, "1,002", after=before)
    assert logged(stage, "1,002").count("1,002") == 1


def test_a_mention_is_reported_twice_and_handled_once(stage: SlackStage) -> None:
    stage.writes(
        stage.BOSS, "/kpi show leads", "talk", mention=True
    )  # a reading command: nothing in the way of a second
    stage.sees(stage.BOSS, "leads", channel="talk")
    stage.asks(stage.BOSS, "/kpi list", "leads", channel="talk")
    assert len([m for m in stage.seen(stage.BOSS, "talk") if "leads" in m.text and m.only]) == 2


def test_a_form_sent_three_times_has_one_effect(stage: SlackStage) -> None:
    before = stage.count(stage.BOSS)
    stage.says(stage.BOSS, "/kpi log")
    form = stage.until(lambda: next((m for m in stage.seen(stage.BOSS)[before:] if m.fields), None), "the form")
    stage.fills(stage.BOSS, form, {"name": "leads", "value": "1003"}, times=3)
    assert logged(stage, "1,003").count("1,003") == 1


# --- the way in -----------------------------------------------------------------------------------


def test_a_dropped_socket_comes_back_and_an_event_of_meanwhile_is_not_lost(stage: SlackStage) -> None:
    stage.emulator.faults.refuse = True
    stage.cut()
    stage.until(lambda: not stage.platform.ready(), "readiness shows it")
    later = stage.writes_later(stage.BOSS, "kpi log leads 1004")
    stage.emulator.faults.refuse = False
    stage.until(stage.platform.ready, "connected again")
    later.result(10)
    assert logged(stage, "1,004").count("1,004") == 1


def test_a_mute_peer_is_noticed(stage: SlackStage) -> None:
    stage.emulator.faults.refuse = stage.emulator.faults.mute = True
    stage.until(lambda: not stage.platform.ready(), "readiness shows it")
    stage.emulator.faults.refuse = stage.emulator.faults.mute = False
    stage.until(stage.platform.ready, "connected again")
    stage.asks(stage.BOSS, "/kpi show leads", "leads")


def test_slack_asks_for_a_new_connection_and_none_is_missed(stage: SlackStage) -> None:
    before = stage.emulator.do(lambda ws: len([c for c in ws.calls if c.method == "apps.connections.open"]))
    stage.emulator.warn()
    for number in range(5):
        stage.says(stage.BOSS, f"kpi log leads 20{number}")
        assert stage.platform.ready()
    calls = stage.emulator.do(lambda ws: len([c for c in ws.calls if c.method == "apps.connections.open"]))
    assert calls == before + 1
    stage.until(lambda: stage.emulator.connections() == 1, "the old connection ends")


def test_each_try_to_connect_has_an_address_of_its_own(stage: SlackStage) -> None:
    stage.emulator.faults.refuse = True
    stage.cut()
    calls = stage.emulator.do(lambda ws: len(ws.calls))
    stage.until(lambda: stage.emulator.do(lambda ws: len(ws.calls)) >= calls + 3, "three tries")
    stage.emulator.faults.refuse = False
    stage.until(stage.platform.ready, "connected again")


def test_started_while_slack_is_out_of_order_it_connects_later(empty_database: Path, tmp_path: Path) -> None:
    with staged(SlackStage(tmp_path, empty_database, down=True)) as late:
        assert not late.platform.ready()
        late.down(False)
        late.until(late.platform.ready, "connected")
        late.asks(late.BOSS, "/kpi list", "")


def test_a_token_that_was_taken_away_shows_in_readiness(stage: SlackStage) -> None:
    stage.emulator.do(lambda ws: setattr(ws, "token", "another"))
    stage.until(lambda: not stage.platform.ready(), "readiness shows it")
    stage.emulator.do(lambda ws: setattr(ws, "token", BOT_TOKEN))
    stage.until(stage.platform.ready, "taken again")
    _later(stage)  # what was to be sent meanwhile has made the whole app rest


# --- the way out ----------------------------------------------------------------------------------


def test_a_post_whose_answer_was_lost_is_not_posted_again(stage: SlackStage) -> None:
    stage.asks("bob", "/my lang en", "English")
    stage.emulator.faults.dropped = ["lost answer", "lost answer"]
    stage.says(stage.BOSS, "/kudos @bob for the lost answer", "kudos")
    stage.until(lambda: not stage.emulator.faults.dropped, "posted, and the answers lost")
    stage.until(lambda: _later(stage) and stage.owes() == 0, "looked for, and found")
    assert len([m for m in stage.seen("bob", "kudos") if "lost answer" in m.text and not m.only]) == 1
    assert len([m for m in stage.seen("bob") if "lost answer" in m.text]) == 1


def test_a_file_whose_answer_was_lost_is_not_handed_over_again(stage: SlackStage) -> None:
    stage.asks(stage.BOSS, "/kpi define papers", "papers")
    stage.asks(stage.BOSS, "/kpi log papers 3", "3")
    stage.emulator.faults.dropped = ['"title": "kpi-']
    stage.says(stage.BOSS, "/kpi export papers")
    stage.until(lambda: not stage.emulator.faults.dropped, "shared, and the answer lost")
    stage.until(lambda: _later(stage) and stage.owes() == 0, "looked for, and found")
    assert len([m for m in stage.seen(stage.BOSS) if m.files]) == 1


def test_a_refused_post_waits_as_long_as_slack_says(stage: SlackStage) -> None:
    stage.asks("bob", "/my lang en", "English")
    stage.busy(1000)
    stage.says(stage.BOSS, "/kudos @bob for patience", "kudos")
    channel = stage.emulator.do(lambda ws: ws.channel("kudos"))
    there = f'"channel": "{channel}"'  # what bob is told directly names the channel as well
    refused = stage.until(
        lambda: [at for at, what in stage.emulator.refused if there in what and "patience" in what], "refused"
    )
    stage.busy(0)
    stage.until(lambda: [m for m in stage.seen("bob", "kudos") if "patience" in m.text and not m.only], "posted")
    posts = stage.emulator.do(lambda ws: [c for c in ws.calls if c.args.get("channel") == channel])
    sent = [call.at for call in posts if "patience" in str(call.args)]
    assert min(sent) >= refused[0] + 0.9  # Slack said: in a second


def test_a_channel_that_will_never_take_it_is_given_up(stage: SlackStage) -> None:
    stage.emulator.do(lambda ws: ws.channels[ws.channel("closed")].update(members=set()))
    stage.asks("bob", "/my lang en", "English")
    stage.asks(stage.BOSS, "/kudos @bob for nothing", "bob", channel="closed")  # Slack has an address for the answer
    stage.sees(stage.BOSS, "could not post it in #closed", "/admin deliveries")  # else it would be taken for said
    stage.until(lambda: "not_in_channel" in stage.asks(stage.BOSS, "/admin deliveries", "").text, "told to the admin")


# --- slow -----------------------------------------------------------------------------------------


def test_a_slow_web_api_delays_no_acknowledgement(stage: SlackStage) -> None:
    stage.emulator.faults.slow = 2.5
    stage.emulator.acks.clear()
    for number in range(3):
        stage.says(f"new{number}", f"kpi log leads 30{number}")
    stage.emulator.faults.slow = 0.0
    assert max(stage.emulator.acks) < 1.9  # generous: it waits half a second at most, and then for a while not at all


def test_who_was_called_by_an_id_gets_a_name_when_slack_tells(stage: SlackStage) -> None:
    stage.emulator.faults.slow = 1.0
    stage.says("dora", "my lang en")
    stage.emulator.faults.slow = 0.0
    stage.until(lambda: "dora" in stage.asks(stage.BOSS, "/todo add @dora sign --due tomorrow", "").text, "her name")


def _later(stage: SlackStage) -> bool:
    stage.later(timedelta(minutes=15))
    return True
