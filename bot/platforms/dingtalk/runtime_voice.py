"""What the bot says on DingTalk: answers, messages to groups and people, cards, and changes of what stands there."""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import structlog

from bot.files import Files
from bot.pictures import PictureError, Pictures
from bot.platforms.base import Outgoing, Passing, Permanent
from bot.platforms.common.carrying import Carrier, parted
from bot.platforms.common.remembered import Remembered
from bot.platforms.dingtalk import render
from bot.platforms.dingtalk.parse import Act, Spot, card_id
from bot.platforms.dingtalk.render import Face, Message
from bot.platforms.dingtalk.render_text import neutral
from bot.platforms.dingtalk.runtime_api import Api, NoRight, Refused
from bot.platforms.dingtalk.runtime_batch import Batches
from bot.platforms.dingtalk.runtime_pace import Window
from bot.platforms.dingtalk.runtime_parcels import FILE_MOST, parcel
from bot.platforms.dingtalk.runtime_progress import Progress
from bot.worded import Drawing, WordedCard, WordedFigures, WordedFile

log = structlog.get_logger()

GROUP_SEND, GROUP_RECALL = "/v1.0/robot/groupMessages/send", "/v1.0/robot/groupMessages/recall"
CARDS = "/v1.0/card/instances"
PICTURE_SECONDS = 6.0
PICTURE_HOLDS = 24 * 3600.0  # DingTalk keeps an upload longer than that
REMOTE_ID = 200  # characters of a message's id that the outbox keeps
MARGIN = 120.0  # seconds before its end at which an address is not used any more
NO_CARDS = 600.0  # seconds for which messages go without cards where DingTalk does not take those
_THERE = "param.cardalreadyexist"
_NO_CARDS_HERE = frozenset({"param.templatenotexist", "param.templateunpublished", "param.cardtemplateidempty"})
_GROUPS = 2000  # whose addresses are remembered


class Voice:
    """Says things. Every method raises ``Passing`` or ``Permanent``.

    A message's id is ``c:`` and the card's, ``g:`` and the keys by which DingTalk withdraws a group's message, ``p:``
    for a private one and ``w:`` for one sent to a group's address, both of which stay as they are.
    """

    def __init__(
        self,
        api: Api,
        pictures: Pictures,
        files: Files,
        groups: Window,
        template: str | None,
        clock: Callable[[], float],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._api, self._pictures, self._groups, self._template = api, pictures, groups, template
        self._clock, self._now = clock, now
        self._carrier = Carrier(files, FILE_MOST)
        self._batches = Batches(api)
        self._progress = Progress()
        self._spots: OrderedDict[str, Spot] = OrderedDict()
        self._charts: dict[str, Drawing] = {}
        self._media: Remembered[str] = Remembered(self._upload, size=500)
        self._no_cards_until = 0.0
        self.robot = api.client_id
        self.sparing: Callable[[], bool] = _never
        self.page: Callable[[str, str, str], str | None] = _nowhere

    def heard_at(self, act: Act) -> None:
        """Remembers the address of a group where somebody spoke to the bot: only there can people be called."""
        self.robot, spot = act.robot or self.robot, act.spot
        if spot.group is not None and spot.webhook is not None:
            self._spots[spot.group] = spot
            self._spots.move_to_end(spot.group)
            while len(self._spots) > _GROUPS:
                self._spots.popitem(last=False)

    async def send(self, outgoing: Outgoing) -> str:
        """Sends or changes a message of the outbox; its id."""
        if outgoing.account is not None:
            outgoing = replace(outgoing, card=self.paged(outgoing.card, outgoing.workspace, outgoing.account))
        key = f"{outgoing.key} {hash(repr(outgoing.card))}"  # what was changed meanwhile begins anew
        words, files = (outgoing.card, ()) if outgoing.updates else parted(outgoing.card)
        made = ""
        if words is not None:
            pictures, said = await self._drawn(words), replace(outgoing, card=words)
            made = await (self._change if outgoing.updates else self._post)(said, pictures, self._progress.of(key))
        for file in files:
            made = await self._give(outgoing, file, self._progress.of(f"{key} {file.name}"))
        for one in (key, *(f"{key} {file.name}" for file in files)):
            self._progress.done(one)
        return made

    async def answer(self, spot: Spot, user: str, card: WordedCard, track: str | None) -> None:
        """Answers one person for their eyes only: in the private chat, wherever they asked. As a card with the id
        ``track`` where there is something to press, unless calls are to be spared."""
        pictures, sent = await self._drawn(card), self._progress.of(track)
        costs_nothing = spot.group is None and self._open(spot)
        as_card = track is not None and self._with_cards() and render.pressable(card)
        if as_card and not (costs_nothing and (self.sparing() or self._api.used_up())):
            face = render.face(card, pictures)
            try:
                if await self._as_card(face, track or "", {"user": user}, sent):
                    return
            except Passing as passing:
                if not (passing.held and costs_nothing):
                    raise
        await self._say(spot if costs_nothing else None, user, render.message(card, pictures), sent)
        self._progress.done(track)

    async def _say(self, spot: Spot | None, user: str, message: Message, sent: list[str]) -> None:
        """Says it at an address or, where that is not taken, directly."""
        try:
            for text in message.texts[len(sent) :] if spot else ():
                await self._api.answer(spot.webhook or "" if spot else "", _markdown(message, text))
                sent.append("")
        except Refused as refused:
            log.info("answered in another way", reason=refused.code)
        await self._tell(user, message, sent)

    def paged(self, card: WordedCard, workspace: str, user: str) -> WordedCard:
        """A card with somebody's own addresses, for what a link in the chat would tell."""
        return render.paged(card, lambda page: self.page(page, workspace, user))

    async def remark(
        self, spot: Spot, text: str, *, to: str | None = None, stranger: str | None = None, courtesy: bool = False
    ) -> None:
        """A few words where somebody wrote, for a group with a call for who did. A ``courtesy`` is left out where the
        group has had much of the bot."""
        if not self._open(spot) and spot.group is not None:  # a click brings none
            spot = self._spots.get(spot.group, spot)
        if not self._open(spot):
            raise Permanent("no address to answer at")
        if spot.group is not None:
            if courtesy and self._groups.used(spot.group) >= 0.5:
                return
            self._group_turn(spot.group)
        called: dict[str, Any] = {"atUserIds": [to]} if to else {"atDingtalkIds": [stranger]} if stranger else {}
        words = f"@{to} {neutral(text)}" if to else neutral(text)
        await self._api.answer(spot.webhook or "", {"msgtype": "text", "text": {"content": words}, "at": called})

    async def close(self) -> None:
        """Ends what is being fetched, and sends what waits for company."""
        await self._batches.close()
        await self._media.close()

    # --- new messages --------------------------------------------------------------------------------

    async def _post(self, outgoing: Outgoing, pictures: Mapping[int, str], sent: list[str]) -> str:
        card, group, user = outgoing.card, outgoing.channel, outgoing.account or ""
        if self._with_cards():
            track = card_id(outgoing.workspace, outgoing.key)
            face = render.face(card, pictures, private=group is None)
            if await self._as_card(face, track, {"group": group} if group else {"user": user}, sent):
                return f"c:{track}"
        if group is None:
            return await self._tell(user, render.message(card, pictures), sent)
        spot = self._spots.get(group)
        if spot is not None and self._open(spot) and render.calls(card):
            message = render.message(card, pictures, private=False, pings=True)
            try:
                return await self._at_address(group, spot, message, sent)
            except Refused as refused:  # the address is used up, or the bot's place in the group is
                self._spots.pop(group, None)
                log.info("posted in another way", reason=refused.code)
        return await self._in_group(group, render.message(card, pictures, private=False), sent)

    # Each goes on behind what was ``sent`` of the message's texts, and adds to that.

    async def _in_group(self, group: str, message: Message, sent: list[str]) -> str:
        for text in message.texts[len(sent) :]:
            self._group_turn(group)
            body = {**_sample(message.title, text), "openConversationId": group, "robotCode": self.robot}
            found = await self._api.ask("POST", GROUP_SEND, body)
            sent.append(str(found.get("processQueryKey") or ""))
        return _kept("g", sent)

    async def _at_address(self, group: str, spot: Spot, message: Message, sent: list[str]) -> str:
        for text in message.texts[len(sent) :]:
            self._group_turn(group)
            await self._api.answer(spot.webhook or "", _markdown(message, text))
            sent.append("")
        return "w:"

    async def _tell(self, user: str, message: Message, sent: list[str]) -> str:
        for text in message.texts[len(sent) :]:
            key = await self._batches.tell(user, self.robot, _sample(message.title, text))
            sent.append(key)
        return _kept("p", sent)

    async def _give(self, outgoing: Outgoing, file: WordedFile, sent: list[str]) -> str:
        """Sends a file, or says why not."""
        if sent:
            return _kept("p", sent)
        given = await self._carrier.brought(file, lambda content: self._brought(file.name, content))
        if isinstance(given, WordedCard):
            return await self._post(replace(outgoing, card=given, key=f"{outgoing.key}:{file.name}"), {}, sent)
        if outgoing.channel is None:
            sent.append(await self._batches.tell(outgoing.account or "", self.robot, given))
            return _kept("p", sent)
        self._group_turn(outgoing.channel)
        body = {**given, "openConversationId": outgoing.channel, "robotCode": self.robot}
        found = await self._api.ask("POST", GROUP_SEND, body)
        sent.append(str(found.get("processQueryKey") or ""))
        return _kept("g", sent)

    async def _brought(self, name: str, content: bytes) -> dict[str, str]:
        """Uploads a file; the message that shows it."""
        called, kind, packed = parcel(name, content)
        media = await self._api.upload(packed, called, "file")
        said = {"mediaId": media, "fileName": called, "fileType": kind}
        return {"msgKey": "sampleFile", "msgParam": json.dumps(said, ensure_ascii=False)}

    def _group_turn(self, group: str) -> None:
        """Takes one of a group's messages of this minute. Raises ``Passing`` where there is none left."""
        if (wait := self._groups.wait(group)) > 0:
            raise Passing("as many messages as a group takes in a minute", wait)
        self._groups.spend(group)

    def _open(self, spot: Spot) -> bool:
        """Whether the address of a message still answers."""
        return spot.webhook is not None and spot.until - MARGIN > self._clock()

    # --- cards ---------------------------------------------------------------------------------------

    def _with_cards(self) -> bool:
        return self._template is not None and self._now() >= self._no_cards_until

    async def _as_card(self, face: Face, track: str, to: Mapping[str, str], sent: list[str]) -> bool:
        """Sends a card, once however often it is tried; whether it could be one.

        What a card has no room for goes before it as Markdown.
        """
        group = to.get("group")
        try:
            await self._before(face, to, sent)
            if group is not None:
                self._group_turn(group)
            found = await self._api.ask("POST", f"{CARDS}/createAndDeliver", self._delivery(face, track, to))
        except Refused as refused:
            if refused.code == _THERE:
                return True
            if refused.code not in _NO_CARDS_HERE:
                raise
            self._without_cards(refused.code)
            sent.clear()
            return False
        except NoRight as refusal:
            self._without_cards(str(refusal))
            sent.clear()
            return False
        failed = [one for one in (found.get("result") or {}).get("deliverResults") or () if not one.get("success")]
        if failed:
            log.warning("a card was not delivered", reason=str(failed[0].get("errorMsg") or ""))
            sent.clear()
            return False
        return True

    async def _before(self, face: Face, to: Mapping[str, str], sent: list[str]) -> None:
        message = Message(face.data["title"], face.before)
        if "group" in to:
            await self._in_group(to["group"], message, sent)
        else:
            await self._tell(to["user"], message, sent)

    def _delivery(self, face: Face, track: str, to: Mapping[str, str]) -> dict[str, Any]:
        space = {"supportForward": False, "lastMessageI18n": {"ZH_CN": face.summary, "ZH_TW": face.summary,
                 "EN_US": face.summary}, "notification": {"alertContent": face.summary}}  # fmt: skip
        body: dict[str, Any] = {
            "cardTemplateId": self._template, "outTrackId": track, "callbackType": "STREAM", "userIdType": 1,
            "cardData": {"cardParamMap": dict(face.data)},
        }  # fmt: skip
        if "group" in to:
            called = {"atUserIds": dict(face.calls)} if face.calls else {}
            return body | {
                "openSpaceId": f"dtv1.card//IM_GROUP.{to['group']}", "imGroupOpenSpaceModel": space,
                "imGroupOpenDeliverModel": {"robotCode": self.robot, **called},
            }  # fmt: skip
        return body | {
            "openSpaceId": f"dtv1.card//IM_ROBOT.{to['user']}", "imRobotOpenSpaceModel": space,
            "imRobotOpenDeliverModel": {"spaceType": "IM_ROBOT", "robotCode": self.robot},
        }  # fmt: skip

    def _without_cards(self, why: str) -> None:
        self._no_cards_until = self._now() + NO_CARDS
        log.error("DingTalk does not take the card template: messages go without cards for a while", reason=why)

    # --- changes -------------------------------------------------------------------------------------

    async def _change(self, outgoing: Outgoing, pictures: Mapping[int, str], sent: list[str]) -> str:
        """Changes a card in place; a group's message is withdrawn and sent anew, a private one stays as it was."""
        kind, _, rest = (outgoing.updates or "").partition(":")
        if kind == "c":
            data = render.changed(outgoing.card, pictures, private=outgoing.channel is None)
            body = {"outTrackId": rest, "cardData": {"cardParamMap": dict(data)}, "userIdType": 1}
            await self._api.ask("PUT", CARDS, body)
            return outgoing.updates or ""
        if outgoing.channel is None:
            return outgoing.updates or ""
        if kind == "g":
            await self._withdraw(outgoing.channel, [key for key in rest.split(",") if key])
        return await self._post(outgoing, pictures, sent)

    async def _withdraw(self, group: str, keys: list[str]) -> None:
        """Takes a message back; DingTalk lets that be done for a day."""
        body = {"openConversationId": group, "robotCode": self.robot, "processQueryKeys": keys}
        try:
            await self._api.ask("POST", GROUP_RECALL, body)
        except Refused as refused:
            log.info("an old message stays", reason=refused.code)

    # --- pictures ------------------------------------------------------------------------------------

    async def _drawn(self, card: WordedCard) -> dict[int, str]:
        """The media ids of a card's charts, by the index of their block; without those that cannot be had."""
        found: dict[int, str] = {}
        for index, block in enumerate(card.blocks):
            if isinstance(block, WordedFigures):
                key = hashlib.sha256(repr(block.chart).encode()).hexdigest()
                self._charts[key] = block.chart
                try:
                    async with asyncio.timeout(PICTURE_SECONDS):
                        found[index] = await self._media.get(key)
                except (PictureError, Passing, Permanent, TimeoutError) as error:
                    log.warning("shown as a table", error=f"{type(error).__name__}: {error}")
                finally:
                    self._charts.pop(key, None)
        return found

    async def _upload(self, key: str) -> tuple[str, float]:
        content = await self._pictures.draw(self._charts[key])
        return await self._api.upload(content), PICTURE_HOLDS


def _nowhere(_page: str, _workspace: str, _user: str) -> None:
    return None


def _never() -> bool:
    return False


def _sample(title: str, text: str) -> dict[str, str]:
    """A Markdown message as the interfaces want it."""
    return {"msgKey": "sampleMarkdown", "msgParam": json.dumps({"title": title, "text": text}, ensure_ascii=False)}


def _markdown(message: Message, text: str) -> dict[str, Any]:
    """A Markdown message as an address wants it."""
    called = [account for account in message.calls if f"@{account} " in text]
    return {"msgtype": "markdown", "markdown": {"title": message.title, "text": text}, "at": {"atUserIds": called}}


def _kept(kind: str, keys: list[str]) -> str:
    """A message's id; the first keys of one that became many."""
    made = f"{kind}:"
    for key in keys:
        longer = f"{made}{key}" if made.endswith(":") else f"{made},{key}"
        if key and len(longer) <= REMOTE_ID:
            made = longer
    return made
