"""Slack's own ways: modals, the Home tab, mentions, talk in channels, files, pictures, people who change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session
from structlog.testing import capture_logs

from bot.clock import SystemClock
from bot.platforms.slack import runtime_desk
from storage.models.people import Account
from storage.repos import people as people_repo
from tests.platforms.slack import workspace
from tests.platforms.slack.stage import SlackStage
from tests.platforms.slack.workspace import BOT, ELSEWHERE, TEAM
from tests.platforms.stage import Shown


@pytest.fixture(scope="module")
def stage(empty_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlackStage]:
    """A workspace with a team, a channel of its own and a metric."""
    made = SlackStage(tmp_path_factory.mktemp("slack"), empty_database)
    for who in (made.BOSS, "ann", "bob"):
        made.asks(who, "/my lang en", "English")
    made.asks(made.BOSS, "/kpi define leads", "leads")
    made.asks(made.BOSS, "/team new Growth", "Growth")
    made.asks(made.BOSS, "/team add @ann --team Growth", "ann")
    made.asks(made.BOSS, "/team bind --team Growth", "Growth", channel="growth")
    yield made
    made.close()


@pytest.fixture(autouse=True)
def nothing_against_the_rules(stage: SlackStage) -> Iterator[None]:
    """Slack's limits are kept."""
    yield
    assert stage.violations() == []


def calls(stage: SlackStage, method: str) -> list[dict[str, object]]:
    return stage.emulator.do(lambda ws: [call.args for call in ws.calls if call.method == method])


def modal(stage: SlackStage, who: str) -> Shown:
    """The form somebody has open."""
    return stage.until(lambda: next((m for m in reversed(stage.seen(who)) if m.fields), None), f"a form for {who}")


def account(stage: SlackStage, who: str) -> Account | None:
    """Somebody's account, as the database has it."""
    assert stage.running.app is not None
    user = stage.ping(who)

    def look(session: Session) -> Account | None:
        place = people_repo.find_workspace(session, "slack", TEAM)
        return people_repo.account(session, place.id, user) if place and place.id else None

    return stage.running.app.database.read(look)


# --- forms ----------------------------------------------------------------------------------------


def test_a_form_is_opened_at_once_and_its_fields_follow(stage: SlackStage) -> None:
    opened, updated = len(calls(stage, "views.open")), len(calls(stage, "views.update"))
    stage.says("ann", "/kpi log")
    form = modal(stage, "ann")
    assert list(form.fields)[:2] == ["name", "value"]
    assert (len(calls(stage, "views.open")), len(calls(stage, "views.update"))) == (opened + 1, updated + 1)
    carried = stage.emulator.do(
        lambda ws: (ws.open_view(ws.user("ann")) or pytest.fail("closed")).body["private_metadata"]
    )
    assert set(carried) <= set('{"q":0123456789}')  # the question's row, and nothing else
    before = stage.count("ann")
    stage.fills("ann", form, {"name": "leads", "value": "12"})
    stage.sees("ann", "leads 12", after=before)


def test_what_only_turns_out_to_be_a_form_is_opened_with_the_same_click(stage: SlackStage) -> None:
    stage.says("ann", "/kpi log leads")
    form = modal(stage, "ann")
    stage.fills("ann", form, {"value": "13"})
    stage.sees("ann", "leads 13")


def test_a_form_asked_for_in_a_channel_is_answered_there_to_its_sender_alone(stage: SlackStage) -> None:
    stage.says("ann", "/kpi log", "growth")
    stage.fills("ann", modal(stage, "ann"), {"name": "leads", "value": "14"}, "growth")
    assert stage.sees("ann", "leads 14", channel="growth").only == "ann"


def test_in_a_private_message_a_button_opens_the_form(stage: SlackStage) -> None:
    before = stage.count("ann")
    stage.says("ann", "kpi log")
    card = stage.sees("ann", "Log a value", after=before)
    assert not card.fields
    stage.fills("ann", card, {"name": "leads", "value": "15"})
    stage.sees("ann", "leads 15")
    stage.clicks("ann", card, "Fill in")  # once more, when it is long answered
    gone = stage.until(
        lambda: next((m for m in stage.seen("ann")[before:] if "form is closed" in m.text), None), "its end is told"
    )
    assert not gone.fields
    stage.closes("ann")


def test_too_late_for_the_click_a_message_takes_the_forms_place(
    stage: SlackStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace, "TRIGGER_SECONDS", -1.0)
    before = stage.count("ann")
    stage.says("ann", "/kpi log")
    card = stage.sees("ann", "Log a value", after=before)
    monkeypatch.undo()
    stage.fills("ann", card, {"name": "leads", "value": "16"})
    stage.sees("ann", "leads 16")


def test_what_is_refused_stands_over_the_form_that_stays(stage: SlackStage) -> None:
    stage.says("ann", "/kudos", "growth")
    form = modal(stage, "ann")
    stage.fills("ann", form, {"who": "@bob", "reason": "for everything", "points": "5000"})
    top = stage.until(lambda: stage.emulator.do(lambda ws: ws.open_view(ws.user("ann"))), "the refusal")
    assert top.id != form.id
    assert "5,000" in next(m for m in stage.seen("ann") if m.id == top.id).text
    stage.emulator.do(lambda ws: setattr(top, "closed", True))
    stage.fills("ann", form, {"who": "@bob", "reason": "for everything", "points": "5"}, "growth")
    stage.sees("bob", "for everything", channel="growth")


def test_a_form_that_takes_longer_than_slack_waits_says_so_in_its_place(
    stage: SlackStage, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage.says("ann", "/kpi log")
    form = modal(stage, "ann")
    monkeypatch.setattr(runtime_desk, "ACK_SECONDS", 0.0)
    stage.fills("ann", form, {"name": "leads", "value": "dozens"})
    stage.until(lambda: any("dozens" in m.text for m in stage.seen("ann")), "what became of it")
    stage.says("ann", "/kpi log leads 17")  # acknowledged before it is done, and done
    monkeypatch.undo()
    stage.sees("ann", "leads 17")
    stage.closes("ann")


# --- the Home tab ---------------------------------------------------------------------------------


def test_the_home_tab_shows_what_is_mine_and_follows_what_is_done_there(stage: SlackStage) -> None:
    stage.asks(stage.BOSS, "/todo add @ann order the banners --due tomorrow", "order the banners")
    stage.opens_home("ann")
    home = stage.until(lambda: stage.home("ann"), "the Home tab")
    home.has("order the banners", "leads")
    published = len(calls(stage, "views.publish"))
    stage.clicks("ann", home, "Open action items")
    shown = stage.until(
        lambda: next((m for m in reversed(stage.seen("ann")) if "Done" in str(m.buttons)), None), "a view"
    )
    stage.clicks("ann", shown, "Done")
    stage.until(lambda: len(calls(stage, "views.publish")) > published, "published again")
    stage.opens_home("ann")
    stage.until(lambda: "order the banners" not in (stage.home("ann") or home).text, "it is done")
    stage.closes("ann")


def test_a_form_opened_from_the_home_tab_refreshes_it(stage: SlackStage) -> None:
    stage.opens_home("bob")
    home = stage.until(lambda: stage.home("bob"), "the Home tab")
    stage.clicks("bob", home, "Log a figure")
    stage.fills("bob", modal(stage, "bob"), {"name": "leads", "value": "4321"})
    stage.until(lambda: "4,321" in (stage.home("bob") or home).text, "the figure on the Home tab")


# --- mentions and talk ----------------------------------------------------------------------------


def test_a_mention_needs_no_slash(stage: SlackStage) -> None:
    stage.writes("ann", "kpi list", "growth", mention=True)
    assert stage.sees("ann", "leads", channel="growth").only == "ann"


def test_a_bare_mention_is_helped_and_a_chatty_one_told_what_is_near(stage: SlackStage) -> None:
    before = stage.count("ann", "growth")
    stage.writes("ann", "", "growth", mention=True)
    stage.sees("ann", "What I can do", channel="growth", after=before)
    stage.writes("ann", "thanks a lot", "growth", mention=True)
    assert stage.sees("ann", "/thanks", channel="growth", after=before).only == "ann"


def test_a_mention_in_a_thread_is_answered_in_it(stage: SlackStage) -> None:
    stage.writes("ann", "kpi list", "growth", mention=True, thread_ts="1767578400.000001")
    stage.until(lambda: any(call.get("thread_ts") for call in calls(stage, "chat.postEphemeral")), "answered there")


def test_talk_of_a_channel_is_neither_stored_nor_looked_up(stage: SlackStage) -> None:
    stage.writes("carl", "good morning, all", "growth")
    assert account(stage, "carl") is None
    assert stage.ping("carl") not in [call["user"] for call in calls(stage, "users.info")]


def test_a_shortcut_in_a_channels_talk_is_heard(stage: SlackStage) -> None:
    before = stage.count("bob", "growth")
    stage.writes("ann", "@bob ++ for the quick answer", "growth")
    stage.sees("bob", "for the quick answer", channel="growth", after=before)


def test_what_bots_and_edits_say_is_left_alone(stage: SlackStage) -> None:
    before = stage.settled("ann")
    stage.writes("ann", "kpi log leads 99", bot_id="B1")
    stage.writes("ann", "kpi log leads 99", subtype="message_changed")
    stage.writes("ann", "kpi log leads 99", user=BOT)
    assert stage.settled("ann") == before


def test_a_channel_that_is_named_reads_as_its_name(stage: SlackStage) -> None:
    growth = stage.emulator.do(lambda ws: ws.channel("growth"))
    stage.writes("ann", f"kudos <@{stage.ping('bob')}> for your help in <#{growth}|>", raw=True)
    stage.sees("bob", "for your help in #growth")


# --- files and pictures ---------------------------------------------------------------------------


def shared(stage: SlackStage, content: bytes, name: str = "days.csv") -> dict[str, object]:
    """A file handed over with a message."""

    def put(ws: workspace.Workspace) -> str:
        file = f"F{ws.number()}"
        ws.content[file] = content
        return file

    file = stage.emulator.do(put)
    address = f"{stage.emulator.url}/files/{file}"
    return {"id": file, "name": name, "mimetype": "text/csv", "size": len(content), "url_private_download": address}


def test_a_file_comes_with_a_private_message(stage: SlackStage) -> None:
    file = shared(stage, b"2026-03-02,off,Founders' Day\n")
    stage.writes(stage.BOSS, "admin holidays import", subtype="file_share", files=[file])
    stage.until(lambda: "Founders" in stage.asks(stage.BOSS, "/admin holidays list 2026", "2026").text, "imported")


@pytest.mark.parametrize(
    "change", [{"size": 6_000_000}, {"url_private_download": "https://evil.example/x"}, {"size": 0}]
)
def test_a_file_too_large_or_from_elsewhere_is_not_fetched(stage: SlackStage, change: dict[str, object]) -> None:
    content = b"2026-03-03,off,Nothing\n" if change != {"size": 0} else b"x" * 5_000_001
    file = shared(stage, content) | change
    before = stage.count(stage.BOSS)
    stage.writes(stage.BOSS, "admin holidays import", subtype="file_share", files=[file])
    stage.sees(stage.BOSS, "file", after=before)


def charted(stage: SlackStage) -> None:
    for number, region in enumerate(("north", "south", "east")):
        stage.asks("ann", f"/kpi log leads {number + 5} --region {region}", "leads")


def test_a_chart_is_a_picture_in_a_chat_and_a_table_for_one_persons_eyes(stage: SlackStage) -> None:
    charted(stage)
    before = stage.count("ann")
    stage.says("ann", "kpi show leads --by region")
    assert stage.sees("ann", "north", after=before).images == 1
    stage.says("ann", "/kpi show leads --by region", "growth")
    answer = stage.sees("ann", "north", channel="growth")
    assert (answer.images, answer.only) == (0, "ann")
    uploads = len(calls(stage, "files.getUploadURLExternal"))
    before = stage.count("ann")
    stage.says("ann", "kpi show leads --by region")
    assert stage.sees("ann", "north", after=before).images == 1
    assert len(calls(stage, "files.getUploadURLExternal")) == uploads  # the same picture again


def test_a_picture_that_slack_does_not_take_is_a_table(stage: SlackStage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.asks("ann", "/kpi log leads 9 --region west", "leads")
    monkeypatch.setattr(workspace, "PROCESSING", 1000)
    monkeypatch.setattr("bot.platforms.slack.runtime_voice.PROCESSED", (0.01,))
    before = stage.count("ann")
    stage.says("ann", "kpi show leads --by region")
    shown = stage.sees("ann", "west", after=before)
    assert shown.images == 0


# --- where an answer goes -------------------------------------------------------------------------


def test_a_command_in_a_channel_is_answered_by_its_acknowledgement(stage: SlackStage) -> None:
    before = stage.count("ann", "growth")
    with capture_logs() as logs:
        stage.says("ann", "/kpi log leads 22", "growth")
    assert stage.seen("ann", "growth")[before].has("leads 22").only == "ann"
    assert stage.emulator.do(lambda ws: list(ws.addresses.values())[-1].uses) == 5
    assert not logs
    stage.until(lambda: not stage.unmarked(), "marked as handed over")


def test_an_acknowledgement_does_not_overtake_what_is_still_being_shown(stage: SlackStage) -> None:
    before = stage.count("ann", "growth")
    stage.emulator.faults.slow = 0.5
    stage.writes("ann", "kpi list", "growth", mention=True)
    stage.says("ann", "/kpi log leads 23", "growth")
    stage.emulator.faults.slow = 0.0
    stage.sees("ann", "leads 23", channel="growth", after=before)
    first, second = stage.seen("ann", "growth")[before:]
    first.lacks("leads 23")
    second.has("leads 23")


def test_an_answer_whose_address_is_used_up_comes_directly(stage: SlackStage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime_desk, "ACK_SECONDS", 0.0)
    monkeypatch.setattr(stage.emulator.faults, "spent", True)
    before = stage.count("ann")
    stage.says("ann", "/kpi list", "growth")
    stage.sees("ann", "leads", after=before)


def test_a_command_between_two_people_is_answered_to_one(stage: SlackStage) -> None:
    before = stage.emulator.do(lambda ws: len(ws.messages))
    stage.says("ann", "/kpi list", chat="D0THEIRS")
    found = stage.until(lambda: stage.emulator.do(lambda ws: ws.messages[before:]), "an answer")
    assert [(message.channel, message.only) for message in found] == [("D0THEIRS", stage.ping("ann"))]


# --- people and channels --------------------------------------------------------------------------


def test_a_new_name_a_new_zone_and_a_return_are_learned(stage: SlackStage) -> None:
    stage.asks("eve", "/my lang en", "English")
    user = stage.ping("eve")
    stage.changes(user, name="evelyn", tz="Europe/Berlin")
    stage.asks(stage.BOSS, "/team add @evelyn --team Growth", "evelyn")
    stage.asks("evelyn", "/my show", "Europe/Berlin")
    stage.changes(user, deleted=True)
    stage.asks("evelyn", "/kpi log leads 1", "closed")
    stage.changes(user, deleted=False)
    stage.asks("evelyn", "/kpi log leads 1", "leads")


def test_who_left_while_the_bot_was_away_has_left(stage: SlackStage) -> None:
    stage.asks("finn", "/my lang en", "English")
    gone = {"deleted": True, "updated": int(SystemClock().now().timestamp())}
    stage.running.stop()
    stage.emulator.do(lambda ws: ws.users[ws.user("finn")].update(gone))
    stage.running.start()
    stage.until(stage.platform.ready, "connected again")
    stage.until(lambda: (found := account(stage, "finn")) and found.left_at, "finn has left")
    stage.asks("finn", "/kpi log leads 1", "closed")
    stage.changes(stage.ping("finn"), deleted=False)
    stage.asks("finn", "/kpi log leads 1", "leads")


def test_a_channel_is_renamed(stage: SlackStage) -> None:
    channel = stage.emulator.do(lambda ws: ws.channel("growth"))
    stage.happens({"type": "channel_rename", "channel": {"id": channel, "name": "growing"}})
    stage.emulator.do(lambda ws: ws.channels[channel].update(name="growing"))
    stage.asks(stage.BOSS, "/team show --team Growth", "#growing")
    stage.emulator.do(lambda ws: ws.channels[channel].update(name="growth"))
    stage.happens({"type": "channel_rename", "channel": {"id": channel, "name": "growth"}})


def test_invited_to_a_channel_it_says_hello_there_once(stage: SlackStage) -> None:
    channel = stage.emulator.do(lambda ws: ws.channel("launch"))
    for _ in range(2):
        stage.happens({"type": "member_joined_channel", "user": BOT, "channel": channel, "channel_type": "C"})
    stage.happens({"type": "member_joined_channel", "user": stage.ping("ann"), "channel": channel})
    stage.sees("ann", "Welcome", channel="launch")
    assert len(stage.seen("ann", "launch")) == 1


def test_a_stranger_clicks_writes_and_is_named_in_vain(stage: SlackStage) -> None:
    stage.emulator.do(lambda ws: ws.add_user("mallory", team=ELSEWHERE))
    stage.asks(stage.BOSS, "/todo add @bob polish the slides --due tomorrow", "polish", channel="growth")
    told = stage.sees("bob", "polish the slides")
    stage.clicks("mallory", told, "Done", team=ELSEWHERE)
    stage.asks("bob", "/todo list mine", "polish the slides")
    stage.says("ann", "/kudos @mallory for nothing", "growth")
    stage.sees("ann", "mallory", channel="growth").has("do not know")
    stage.writes("mallory", "kpi show leads", team=ELSEWHERE)
    stage.sees("mallory", "another organisation")
    assert account(stage, "mallory") is None


def test_a_button_edited_by_hand_may_no_more_than_its_sender(stage: SlackStage) -> None:
    before = stage.count("ann")
    stage.presses("ann", {"action_id": "run:0", "value": "/admin grant @ann admin"})
    stage.sees("ann", "administrator", after=before)
    stage.presses("ann", {"action_id": "open:1", "value": "1"})  # somebody else's question
    stage.sees("ann", "closed", after=before)
    stage.presses("ann", {"action_id": "run:0", "value": "/nonsense " + "x" * 3000})
    stage.sees("ann", "/nonsense", after=before)
    stage.asks("ann", "/admin deliveries", "administrator")
    stage.closes("ann")
