"""DingTalk as a stage: people write, mention the bot, follow links and click cards in the emulated organisation."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.platforms.base import Adapter, Capabilities, Host
from bot.platforms.dingtalk import ADAPTER
from bot.platforms.dingtalk.runtime import DingTalkPlatform, Pace
from bot.platforms.dingtalk.runtime_desk import Waiting
from bot.platforms.dingtalk.runtime_stream import Timing
from bot.settings import Settings
from bot.worded import Piece, WordedCard, WordedPara
from tests.platforms.dingtalk.emulator import BOT_TOPIC, CARD_TOPIC, Emulator, Push
from tests.platforms.dingtalk.organisation import (
    CLIENT_ID,
    CORP,
    ELSEWHERE,
    SECRET,
    Json,
    Message,
    Organisation,
    staff,
)
from tests.platforms.dingtalk.payloads import message
from tests.platforms.stage import Shown, Stage

STREAM = Timing(connect=2.0, ping=5.0, silence=60.0, parting=1.0, tries=(0.05, 0.2), settled=0.02)
QUICK = Pace(ending=2.0, stream=STREAM, waiting=Waiting(tries=(0.05, 0.2)))


@contextmanager
def staged(made: DingTalkStage) -> Iterator[DingTalkStage]:
    """A stage for one test."""
    try:
        yield made
    finally:
        made.close()


def quick(host: Host) -> DingTalkPlatform:
    """DingTalk's runtime with short waits."""
    return DingTalkPlatform(host, QUICK)


def settings(emulator: Emulator, *, cards: bool = False, **more: Any) -> Settings:
    """Settings that lead to the emulator, whose quotas they widen unless others are given."""
    given: dict[str, Any] = {
        "dingtalk_client_id": CLIENT_ID, "dingtalk_client_secret": SECRET, "dingtalk_api_url": emulator.url,
        "dingtalk_card_template_id": "public" if cards else None, "muster_admins": f"dingtalk:{staff(Stage.BOSS)}",
        "dingtalk_group_messages_per_minute": 6000, "dingtalk_calls_per_second": 5000.0, **more,
    }  # fmt: skip
    quotas = emulator.organisation.quotas
    quotas.group_minute = given["dingtalk_group_messages_per_minute"]
    quotas.second = int(given["dingtalk_calls_per_second"])
    return Settings(_env_file=None, **given)  # type: ignore[call-arg]  # pydantic's own


class DingTalkStage(Stage):
    """The bot in an emulated organisation; with ``cards`` it has a card template."""

    adapter: Adapter = replace(ADAPTER, connect=quick)

    def __init__(
        self, folder: Path, template: Path, *, cards: bool = False, pace: Pace = QUICK, wait: bool = True, **more: Any
    ) -> None:
        self.emulator = Emulator()
        self._cards = cards
        self.adapter = replace(ADAPTER, connect=lambda host: DingTalkPlatform(host, pace))
        super().__init__(settings(self.emulator, cards=cards, **more), folder, template)
        self.running.start()
        if wait:
            self.until(self.platform.ready, "DingTalk connected")

    @property
    def capabilities(self) -> Capabilities:
        """With cards what is posted changes in place."""
        return replace(ADAPTER.capabilities, updates=self._cards)

    @property
    def platform(self) -> DingTalkPlatform:
        """The runtime under test."""
        assert self.running.app is not None
        found = self.running.app.platforms["dingtalk"]
        assert isinstance(found, DingTalkPlatform)
        return found

    # --- what people do ------------------------------------------------------------------------------

    def says(self, who: str, text: str, channel: str | None = None, *, times: int = 1) -> None:
        """A message; in a group it mentions the bot."""
        self.hears(self.message(who, text, channel), times=times)

    def says_later(self, who: str, text: str, channel: str | None = None) -> Future[list[Json]]:
        """One that need not be taken yet."""
        return self.emulator.start(self.emulator.tell("CALLBACK", BOT_TOPIC, self.message(who, text, channel)))

    def hears(self, data: Json, *, times: int = 1) -> None:
        """The bot is told of a message."""
        self.emulator.work(self.emulator.tell("CALLBACK", BOT_TOPIC, data, times=times))

    def message(self, who: str, text: str, channel: str | None = None, **more: Any) -> Json:
        """A message as DingTalk tells it: the names called in a group are not in its text."""
        return self.emulator.do(lambda org: message(org, self.emulator.url, who, text, channel, **more))

    def clicks(self, who: str, shown: Shown, label: str, channel: str | None = None, *, times: int = 1) -> None:
        """Follows a link, which says its text as theirs, or clicks a card's button; their screen may be behind."""
        message, press = self._press(shown, label)
        if isinstance(press, str):
            self.says(who, press, channel, times=times)
        else:
            self.presses(who, message.id, press, times=times)

    def presses(self, who: str, card: str, button: Json, *, times: int = 1, corp: str = CORP, **more: Any) -> None:
        """A click on a card's button, told in one frame as often as DingTalk likes."""
        user = self.emulator.do(lambda org: org.person(who))
        place = self.emulator.do(lambda org: org.cards[card].place if card in org.cards else "")
        action = {"cardPrivateData": {"actionIds": [button["id"]], "params": button.get("params") or {}}}
        space = ("IM_ROBOT", user) if place == user else ("IM_GROUP", place)
        data = {
            "type": "actionCallback", "outTrackId": card, "corpId": corp, "userId": user, "userIdType": 1,
            "spaceType": space[0], "spaceId": space[1], "content": json.dumps(action), "extension": "{}", **more,
        }  # fmt: skip
        frame = self.emulator.frame("CALLBACK", CARD_TOPIC, data)

        async def told() -> None:
            for _ in range(times):
                push = Push(frame)
                await self.emulator.push(push)
                await push.answered

        self.emulator.work(told())

    def _press(self, shown: Shown, label: str) -> tuple[Message, str | Json]:
        def look(org: Organisation) -> tuple[Message, str | Json]:
            message = next(one for one in org.messages if one.id == shown.id)
            seen = [
                press for body in (message.body, *reversed(message.before)) for press in message.reading(body).presses
            ]
            return message, next(what for name, what in seen if label in name)  # type: ignore[return-value]

        return self.emulator.do(look)

    def fills(self, who: str, shown: Shown, values: Mapping[str, str], channel: str | None = None) -> None:
        """Answers one question after the other."""
        for value in values.values():
            before = self.count(who)
            self.says(who, value)
            self.sees(who, "", after=before)

    def foreigner(self, who: str, text: str, channel: str | None = None) -> None:
        """Somebody of another organisation: DingTalk has no staff id of theirs."""
        data = self.message(who, text, channel)
        del data["senderStaffId"]
        self.hears({**data, "senderCorpId": ELSEWHERE})

    def leaves(self, who: str) -> None:
        """Somebody leaves the organisation."""
        self.happens("user_leave_org", who)

    def happens(self, kind: str, *who: str) -> list[Json]:
        """Something that DingTalk reports of people; what the bot says to it."""
        users = self.emulator.do(lambda org: [org.person(one) for one in who])
        return self.emulator.work(self.emulator.tell("EVENT", kind, {"userId": users, "eventId": "x"}))

    # --- what people see -----------------------------------------------------------------------------

    def seen(self, who: str, channel: str | None = None) -> list[Shown]:
        """The messages of a place; of one that was withdrawn only the place is left, so that places stay."""

        def look(org: Organisation) -> list[Shown]:
            place = org.group(channel) if channel else staff(who)
            return [_shown(org, one, staff(who)) for one in org.at(place)]

        return self.emulator.do(look)

    def ping(self, who: str) -> str:
        """By name."""
        return who

    # --- what goes wrong -----------------------------------------------------------------------------

    def busy(self, times: int) -> None:
        """Too many requests."""
        self.emulator.faults.busy = times

    def down(self, on: bool) -> None:
        """Every interface fails."""
        self.emulator.faults.down = on

    def no_files(self, on: bool) -> None:
        """Files may not be uploaded."""
        self.emulator.do(lambda org: (org.no_right.add if on else org.no_right.discard)("/media/upload"))

    def cut(self) -> None:
        """The connection is dropped."""
        self.emulator.cut()

    def violations(self) -> list[str]:
        """What DingTalk would refuse, or show otherwise than it was meant; clicks acknowledged too late."""
        late = [f"{self.emulator.late} clicks acknowledged too late"] if self.emulator.late else []
        return self.emulator.do(lambda org: list(org.violations)) + late

    def close(self) -> None:
        """Ends the bot and the emulator."""
        try:
            self.running.stop()
        finally:
            self.emulator.close()


def _shown(org: Organisation, message: Message, reader: str) -> Shown:
    if message.withdrawn:
        return Shown(message.id, "")
    read = message.reading(reader=reader)
    files = {message.body["fileName"]: org.media[message.body["mediaId"]]} if message.kind == "file" else {}
    return Shown(
        message.id, read.text, buttons=tuple(label for label, _ in read.presses), links=frozenset(read.links),
        pings=frozenset(org.name(one) for one in read.pings), images=len(read.images), changed=bool(message.before),
        files=files,
    )  # fmt: skip


Made = Callable[..., DingTalkStage]


def status(stage: DingTalkStage, path: str = "/readyz") -> int:
    """What the bot's HTTP side says."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{stage.running.port}{path}", timeout=5) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def line(text: str) -> WordedCard:
    return WordedCard("en", None, (WordedPara((Piece(text),)),))
