"""One suite in a user's words for every platform: what works in the local chat works there, and looks after itself.

A platform's tests derive a class from ``RealConformance`` (the local one from ``Conformance``) and give it the fixture
``stage``, one for the whole class: the tests share an organisation, each with a team of its own (``cast``).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import count

import pytest
from sqlmodel import col, func, select

from bot.platforms.base import Platform
from handlers.kit.inbound import File as Received
from handlers.kpi.tables import read_table
from storage.models.messaging import Outbox
from storage.repos import messaging
from storage.states import OutboxState
from tests.platforms.stage import Shown, Stage

_NUMBERS = count(1)
HOSTILE = (
    '<!channel> <!here> <@U0BOSS> @channel @here @所有人 @all <at id=all></at> <at user_id="all">all</at> '
    "<http://bad.example|good> [good](http://bad.example) ![x](http://bad.example/x.png) "
    "*b* **b** __b__ _i_ ~s~ `c` # h > q <font color='red'>r</font>"
)


@dataclass(frozen=True)
class Cast:
    """Two people and the channel of their team."""

    stage: Stage
    alice: str
    bob: str
    channel: str
    team: str
    metric: str

    def answer(self, who: str, text: str, *parts: str) -> Shown:
        """Somebody asks privately; the answer."""
        return self.stage.asks(who, text, *parts)


@pytest.fixture
def cast(stage: Stage) -> Cast:
    """A team with its channel, made by the administrator as one would on the platform."""
    number = next(_NUMBERS)
    made = Cast(stage, f"alice{number}", f"bob{number}", f"growth{number}", f"Growth {number}", f"leads{number}")
    stage.asks(made.alice, "/my lang en", "English")
    stage.asks(made.bob, "/my lang en", "English")
    stage.asks(stage.BOSS, f'/team new "{made.team}"', made.team)
    stage.asks(stage.BOSS, f'/team add @{made.alice} --team "{made.team}"', made.alice)
    stage.asks(stage.BOSS, f'/team add @{made.bob} --team "{made.team}"', made.bob)
    stage.asks(stage.BOSS, f'/team bind --team "{made.team}"', made.team, channel=made.channel)
    stage.asks(stage.BOSS, f"/kpi define {made.metric}", made.metric)
    return made


class Conformance:
    """Derive from this, and give the class a fixture ``stage``."""

    @pytest.fixture(autouse=True)
    def nothing_against_the_rules(self, stage: Stage) -> Iterator[None]:
        """Whatever a test does, the platform's limits and formats are kept."""
        yield
        assert stage.violations() == []

    # --- asking and answering ------------------------------------------------------------------------

    def test_a_private_command_is_answered(self, cast: Cast) -> None:
        cast.answer(cast.alice, f"/kpi log {cast.metric} 12", "12", cast.metric)
        cast.answer(cast.alice, f"kpi log {cast.metric} 3", "3", cast.metric)
        cast.answer(cast.alice, f"/kpi show {cast.metric}", "15")

    def test_a_channel_command_is_answered_to_its_sender_alone(self, cast: Cast) -> None:
        stage = cast.stage
        answer = stage.asks(cast.alice, f"/kpi log {cast.metric} 7", "7", channel=cast.channel)
        if stage.capabilities.private_in_channel:
            assert answer.only == cast.alice
        assert not any("7" in m.text and cast.metric in m.text for m in stage.seen(cast.bob, cast.channel))

    def test_what_others_should_see_is_posted_in_the_channel(self, cast: Cast) -> None:
        stage = cast.stage
        before = stage.count(cast.bob, cast.channel)
        stage.asks(cast.alice, f"/kudos @{cast.bob} saved my launch +3", cast.bob, channel=cast.channel)
        posted = stage.sees(cast.bob, "saved my launch", channel=cast.channel, after=before)
        assert posted.only is None
        assert posted.pings <= {stage.ping(cast.bob)}

    def test_a_mention_in_the_middle_of_a_sentence_is_that_person(self, cast: Cast) -> None:
        stage = cast.stage
        answer = stage.asks(cast.alice, f"/todo add @{cast.bob} send the deck --due tomorrow", "send the deck")
        assert "T" in answer.text
        stage.sees(cast.bob, "send the deck")

    def test_a_typo_names_what_was_meant(self, cast: Cast) -> None:
        cast.answer(cast.alice, f"/kpi lgo {cast.metric} 1", "/kpi log")
        cast.answer(cast.alice, f"/kpi log {cast.metric} twelve-ish", "twelve-ish")
        cast.answer(cast.alice, "/kpi log nothing 1", "nothing")

    def test_a_long_answer_stays_within_the_limits(self, cast: Cast) -> None:
        stage = cast.stage
        long = "x" * 300
        for number in range(12):
            stage.asks(cast.alice, f"/todo add @{cast.alice} {number} {long} --due tomorrow", long[:20])
        stage.asks(cast.alice, "/todo list mine", long[:20])

    def test_chinese_is_answered_in_chinese(self, cast: Cast) -> None:
        cast.answer(cast.alice, "/my lang zh-Hans", "简体中文")
        cast.answer(cast.alice, f"/指标 记录 {cast.metric} 1.2万", "1.2万")
        cast.answer(cast.bob, "/my lang zh-Hant", "繁體中文")
        cast.answer(cast.bob, f"/kpi log {cast.metric} 12000", "1.2萬")

    # --- buttons and forms ---------------------------------------------------------------------------

    def test_a_button_does_what_it_says(self, cast: Cast) -> None:
        stage = cast.stage
        stage.asks(cast.alice, f"/todo add @{cast.bob} call the printer --due tomorrow", "call the printer")
        told = stage.sees(cast.bob, "call the printer")
        before = stage.count(cast.alice)
        stage.clicks(cast.bob, told, "Done")
        stage.until(lambda: _closed(cast.answer(cast.bob, "/todo list mine", "")), "the item is done")
        stage.clicks(cast.bob, told, "Done")  # a second click changes nothing, and is told so
        assert stage.count(cast.alice) >= before

    def test_a_form_is_filled_in_with_errors_beside_their_fields(self, cast: Cast) -> None:
        stage = cast.stage
        before = stage.count(cast.alice)
        stage.says(cast.alice, "/kpi log")
        form = _form(stage, cast.alice, before)
        stage.fills(cast.alice, form, {"name": cast.metric, "value": "a dozen or so"})
        if stage.capabilities.forms in ("card", "modal"):
            wrong = stage.until(lambda: _with_error(stage.seen(cast.alice)), "the error beside the field")
            assert set(wrong.errors) == {"value"}
            stage.fills(cast.alice, wrong, {"name": cast.metric, "value": "12"})
        else:
            stage.sees(cast.alice, "a dozen or so", after=before)
            stage.says(cast.alice, f"/kpi log {cast.metric} 12")
        stage.until(lambda: "12" in cast.answer(cast.alice, f"/kpi show {cast.metric}", cast.metric).text, "12 logged")

    def test_a_question_is_answered_by_simply_writing(self, cast: Cast) -> None:
        stage = cast.stage
        before = stage.count(cast.alice)
        stage.says(cast.alice, f"/kpi log {cast.metric}")
        _form(stage, cast.alice, before)
        cast.answer(cast.alice, "48", "48", cast.metric)

    def test_what_is_posted_changes_in_place(self, cast: Cast) -> None:
        stage = cast.stage
        stage.asks(cast.alice, f"/todo add @{cast.bob} book a room --due tomorrow", "book a room")
        told = stage.sees(cast.bob, "book a room")
        stage.asks(cast.bob, f"/todo done {_id(told)}", "book a room")
        if stage.capabilities.updates:
            now = stage.until(lambda: _changed(stage.seen(cast.bob), told.id), "the card is changed in place")
            assert not any("Done" in label for label in now.buttons)

    # --- trust ---------------------------------------------------------------------------------------

    def test_typed_text_never_pings_links_or_formats(self, cast: Cast) -> None:
        stage = cast.stage
        before = stage.count(cast.bob, cast.channel)
        stage.says(cast.alice, f"/kudos @{cast.bob} thanks {HOSTILE}", cast.channel)
        posted = stage.sees(cast.bob, "thanks", channel=cast.channel, after=before)
        assert posted.pings <= {stage.ping(cast.bob)}
        assert posted.links == frozenset()

    def test_a_member_may_not_do_what_a_manager_may(self, cast: Cast) -> None:
        cast.answer(cast.alice, "/team new Mine", "manager")
        cast.answer(cast.alice, f"/admin grant @{cast.alice} admin", "admin")

    # --- once, and not lost --------------------------------------------------------------------------

    def test_the_same_event_again_has_one_effect(self, cast: Cast) -> None:
        stage = cast.stage
        before = stage.count(cast.alice)
        stage.says(cast.alice, f"/kpi log {cast.metric} 4711", times=3)  # twice as much is the name of no metric
        stage.sees(cast.alice, "4,711", after=before)
        cast.answer(cast.alice, f"/kpi show {cast.metric}", "4,711").lacks("9,422", "14,133")

    def test_a_click_delivered_again_has_one_effect(self, cast: Cast) -> None:
        stage = cast.stage
        stage.asks(cast.alice, f"/todo add @{cast.bob} water the plants --due tomorrow", "water")
        told = stage.sees(cast.bob, "water the plants")
        stage.clicks(cast.bob, told, "Done", times=3)
        stage.until(lambda: _closed(cast.answer(cast.bob, "/todo list mine", "")), "the item is done")

    def test_a_restart_forgets_nothing(self, cast: Cast) -> None:
        stage = cast.stage
        cast.answer(cast.alice, f"/kpi log {cast.metric} 6", "6")
        stage.running.again()
        stage.until(lambda: _platform(stage).ready(), "connected again")
        cast.answer(cast.alice, f"/kpi show {cast.metric}", "6")

    # --- by the clock --------------------------------------------------------------------------------

    def test_a_prompt_comes_privately_and_is_answered_there(self, cast: Cast) -> None:
        stage = cast.stage
        stage.asks(stage.BOSS, f'/standup set 09:30 --days mon,tue,wed,thu,fri,sat,sun --team "{cast.team}"', "09:30")
        before = stage.count(cast.alice)
        stage.later(timedelta(days=1))
        prompt = stage.sees(cast.alice, cast.team, after=before)
        assert prompt.fields or stage.capabilities.forms != "card" or prompt.buttons
        cast.answer(cast.alice, "the landing page", "landing page")
        before = stage.count(cast.bob, cast.channel)
        cast.answer(cast.bob, "/standup --today copy --blockers no budget", "copy")
        cast.answer(stage.BOSS, f'/standup --today mails --team "{cast.team}"', "mails")
        head = stage.sees(cast.bob, "no budget", cast.team, channel=cast.channel, after=before)
        if stage.capabilities.threads:
            stage.sees(cast.bob, cast.bob, "copy", channel=cast.channel, after=before)
        cast.answer(cast.bob, "/standup --today drafts --blockers no budget", "drafts")
        if not stage.capabilities.threads:
            stage.sees(cast.bob, "landing page", "drafts", "mails", channel=cast.channel, after=before)
            return
        head.lacks("landing page", "mails")
        reply = stage.sees(cast.bob, cast.bob, "drafts", channel=cast.channel, after=before).lacks("copy")
        assert reply.under == head.id
        assert reply.changed
        assert [m.under for m in stage.seen(cast.bob, cast.channel)[before:]] == [None, head.id, head.id, head.id]

    def test_a_chart_is_a_picture_or_the_same_figures(self, cast: Cast) -> None:
        for value in (12, 15):
            cast.answer(cast.alice, f"/kpi log {cast.metric} {value}", str(value))
        shown = cast.answer(cast.alice, f"/kpi show {cast.metric}", "27")
        assert shown.images or "27" in shown.text

    def test_a_file_is_handed_over_privately_wherever_it_was_asked_for(self, cast: Cast) -> None:
        stage = cast.stage
        cast.answer(cast.alice, f"/kpi log {cast.metric} 12 --note =1+1", "12")
        for form in ("csv", "xlsx"):
            before = stage.count(cast.alice), stage.count(cast.bob, cast.channel)
            answer = stage.asks(cast.alice, f"/kpi export {cast.metric} --format {form}", form, channel=cast.channel)
            given = stage.until(lambda: _handed(stage.seen(cast.alice)[before[0] :]), f"a {form} file")  # noqa: B023
            name, content = _unpacked(given)
            assert name in answer.text
            rows = read_table(Received(name, content))
            assert rows[1][1][2:5] == (cast.alice, cast.metric, "12")
            assert not any(m.files for m in stage.seen(cast.bob, cast.channel)[before[1] :])


class RealConformance(Conformance):
    """What only a platform beyond this machine can show: strangers, people who leave, faults."""

    def test_people_of_other_organisations_get_one_line_and_no_data(self, cast: Cast) -> None:
        stage = cast.stage
        stage.foreigner("mallory", f"/kpi show {cast.metric}", cast.channel)
        private = not stage.capabilities.private_in_channel
        refusal = stage.sees("mallory", "another organisation", channel=None if private else cast.channel)
        refusal.lacks(cast.metric)
        cast.answer(stage.BOSS, f'/team show --team "{cast.team}"', cast.alice).lacks("mallory")

    def test_whoever_left_has_no_access_at_once(self, cast: Cast) -> None:
        stage = cast.stage
        cast.answer(cast.bob, f"/kpi log {cast.metric} 5", "5")
        stage.leaves(cast.bob)
        cast.answer(cast.bob, f"/kpi log {cast.metric} 5", "closed")

    def test_a_busy_platform_is_waited_for(self, cast: Cast) -> None:
        stage = cast.stage
        stage.busy(1)
        stage.says(cast.alice, f"/todo add @{cast.bob} wait a moment --due tomorrow")
        stage.sees(cast.bob, "wait a moment")
        assert len([m for m in stage.seen(cast.bob) if "wait a moment" in m.text]) == 1

    def test_what_the_platform_could_not_take_comes_later(self, cast: Cast) -> None:
        stage = cast.stage
        stage.down(True)
        stage.says(cast.alice, f"/todo add @{cast.bob} come back later --due tomorrow")
        stage.until(lambda: _owed(stage), "the message is owed")
        stage.down(False)
        stage.later(timedelta(minutes=15))
        stage.sees(cast.bob, "come back later")
        stage.sees(cast.alice, "come back later")

    def test_a_file_comes_later_where_it_could_not_be_taken_and_once(self, cast: Cast) -> None:
        stage = cast.stage
        cast.answer(cast.alice, f"/kpi log {cast.metric} 12", "12")
        stage.down(True)
        stage.says(cast.alice, f"/kpi export {cast.metric}")
        stage.until(lambda: _failed(stage), "the file is owed, and nobody is trying")
        stage.down(False)
        stage.later(timedelta(minutes=15))
        stage.until(lambda: _handed(stage.seen(cast.alice)), "the file")
        stage.asks(cast.alice, "/my show", cast.team)
        assert len([m for m in stage.seen(cast.alice) if m.files]) == 1

    def test_where_files_may_not_be_sent_one_is_told_so(self, cast: Cast) -> None:
        stage = cast.stage
        cast.answer(cast.alice, f"/kpi log {cast.metric} 12", "12")
        stage.no_files(True)
        try:
            stage.says(cast.alice, f"/kpi export {cast.metric}")
            told = stage.sees(cast.alice, "I may not send files here", "muster doctor")
            assert not told.files
        finally:
            stage.no_files(False)

    def test_a_dropped_connection_comes_back(self, cast: Cast) -> None:
        stage = cast.stage
        stage.cut()
        stage.until(lambda: _platform(stage).ready(), "connected again")
        cast.answer(cast.alice, f"/kpi log {cast.metric} 9", "9")


def _platform(stage: Stage) -> Platform:
    assert stage.running.app is not None
    return next(iter(stage.running.app.platforms.values()))


def _owed(stage: Stage) -> bool:
    """Whether something waits in the outbox after a failed try."""
    assert stage.running.app is not None
    return (
        stage.running.app.database.read(lambda session: messaging.count_held_up(session, stage.running.clock.now())) > 0
    )


def _failed(stage: Stage) -> bool:
    """Whether a try to send something has failed by now."""
    assert stage.running.app is not None
    query = select(func.count()).where(col(Outbox.state) == OutboxState.READY, col(Outbox.error).is_not(None))
    return stage.running.app.database.read(lambda session: session.exec(query).one()) > 0


def _form(stage: Stage, who: str, after: int) -> Shown:
    """The form somebody sees: on a platform of steps the question, elsewhere the fields or what opens them."""

    def look() -> Shown | None:
        return next((m for m in reversed(stage.seen(who)[after:]) if m.fields or m.buttons or m.text), None)

    return stage.until(look, f"a form for {who}")


def _with_error(shown: list[Shown]) -> Shown | None:
    return next((m for m in reversed(shown) if m.errors), None)


def _changed(shown: list[Shown], message: str) -> Shown | None:
    return next((m for m in shown if m.id == message and m.changed), None)


def _handed(shown: list[Shown]) -> Shown | None:
    return next((m for m in shown if m.files), None)


def _unpacked(shown: Shown) -> tuple[str, bytes]:
    """A file's name and content, taken out of the archive that some platforms want around it."""
    ((name, content),) = shown.files.items()
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            (name,) = archive.namelist()
            content = archive.read(name)
    return name, content


def _closed(answer: Shown) -> bool:
    return "printer" not in answer.text and "plants" not in answer.text


def _id(shown: Shown) -> str:
    found = re.search(r"\bT\d+\b", shown.text)
    assert found, f"no T… in:\n{shown.text}"
    return found[0]
