"""Feishu as a stage: people write, click and fill in cards in the emulated organisation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.platforms.base import Adapter, Host
from bot.platforms.feishu import ADAPTER
from bot.platforms.feishu.runtime import FeishuPlatform, Pace
from bot.platforms.feishu.runtime_socket import Timing
from bot.settings import Settings
from tests.platforms.feishu.client import Reading
from tests.platforms.feishu.emulator import KEY, VERIFY, Emulator
from tests.platforms.feishu.organisation import APP_ID, APP_SECRET, ELSEWHERE, TENANT, Json, Organisation, open_id
from tests.platforms.feishu.organisation import Shown as Card
from tests.platforms.feishu.payloads import message
from tests.platforms.stage import Shown, Stage

QUICK = Pace(tries=(0.05, 0.2), menu=0.05, socket=Timing(connect=2.0, tries=(0.05, 0.2), ping=0.2, silence=0.8))


@contextmanager
def staged(made: FeishuStage) -> Iterator[FeishuStage]:
    """A stage for one test."""
    try:
        yield made
    finally:
        made.close()


def quick(host: Host) -> FeishuPlatform:
    """Feishu's runtime with short waits."""
    return FeishuPlatform(host, QUICK)


def settings(emulator: Emulator, *, http: bool = False, **more: Any) -> Settings:
    """Settings that lead to the emulator."""
    way = {"feishu_mode": "http", "feishu_encrypt_key": KEY, "feishu_verification_token": VERIFY} if http else {}
    given: dict[str, Any] = {
        "feishu_app_id": APP_ID, "feishu_app_secret": APP_SECRET, "feishu_api_url": emulator.url,
        "feishu_messages_per_second": 500.0, "feishu_calls_per_second": 5000.0,
        "muster_admins": f"feishu:{open_id(Stage.BOSS)}", **way, **more,
    }  # fmt: skip
    return Settings(_env_file=None, **given)  # type: ignore[call-arg]  # pydantic's own


class FeishuStage(Stage):
    """The bot in an emulated organisation, over the long connection or, with ``http``, signed callbacks."""

    adapter: Adapter = replace(ADAPTER, connect=quick)

    def __init__(self, folder: Path, template: Path, *, http: bool = False, **faults: Any) -> None:
        self.emulator = Emulator()
        for name, value in faults.items():
            setattr(self.emulator.faults, name, value)
        super().__init__(settings(self.emulator, http=http), folder, template)
        self.running.start()
        self.emulator.target = f"http://127.0.0.1:{self.running.port}/feishu/events" if http else None
        if not faults:
            self.until(self.platform.ready, "Feishu connected")

    @property
    def platform(self) -> FeishuPlatform:
        """The runtime under test."""
        assert self.running.app is not None
        found = self.running.app.platforms["feishu"]
        assert isinstance(found, FeishuPlatform)
        return found

    # --- what people do ------------------------------------------------------------------------------

    def says(self, who: str, text: str, channel: str | None = None, *, times: int = 1) -> None:
        """A message; in a group it mentions the bot."""
        payload = self.emulator.do(lambda org: self.message(org, who, text, channel, at_bot=channel is not None))
        self.emulator.work(self.emulator.tell(payload, times=times))

    def writes(self, who: str, text: str, channel: str | None = None, *, at_bot: bool = False, **more: Any) -> str:
        """A message with whatever else Feishu says of it; its id."""
        payload = self.emulator.do(lambda org: self.message(org, who, text, channel, at_bot=at_bot, **more))
        self.emulator.work(self.emulator.tell(payload))
        return str(payload["event"]["message"]["message_id"])

    def happens(self, kind: str, event: Json) -> None:
        """Something that Feishu reports."""
        self.emulator.work(self.emulator.tell(self.emulator.event(kind, event)))

    def message(
        self, org: Organisation, who: str, text: str, channel: str | None = None, *, at_bot: bool = False,
        tenant: str = TENANT, **more: Any,
    ) -> Json:  # fmt: skip
        """The event of a message."""
        return message(self.emulator, org, who, text, channel, at_bot=at_bot, tenant=tenant, **more)

    def clicks(self, who: str, shown: Shown, label: str, channel: str | None = None, *, times: int = 1) -> None:
        """A click on a card's button, be it one that the card has no more: a client may be behind."""

        def event(org: Organisation) -> Json:
            card = org.find(shown.id)
            seen = [b for one in (card.card, *reversed(card.before)) for b in Reading(one, {}).buttons]
            button = next(b for b in seen if label in b["text"]["content"])
            return self._click(org, who, card, button["behaviors"][0]["value"], {})

        self.emulator.work(self.emulator.tell(self.emulator.do(event), times=times))

    def fills(self, who: str, shown: Shown, values: Mapping[str, str], channel: str | None = None) -> None:
        """Fills in the form inside a card; what the bot says to it takes its place."""

        def event(org: Organisation) -> Json:
            card = org.find(shown.id)
            reading = Reading(card.card, {})
            assert reading.form is not None
            submit = next(part for part in reading.form["elements"] if part.get("form_action_type") == "submit")
            given = {**{k: v for k, v in reading.fields.items() if v}, **values}
            return self._click(org, who, card, submit["behaviors"][0]["value"], given)

        told = self.emulator.work(self.emulator.tell(self.emulator.do(event)))[0]
        self.emulator.do(lambda org: self._took_place(org, shown.id, told))

    def _click(self, org: Organisation, who: str, card: Card, value: Json, form: Mapping[str, str]) -> Json:
        action: Json = {"value": value, "tag": "button"} | ({"form_value": dict(form)} if form else {})
        return self.emulator.event("card.action.trigger", {
            "operator": {"tenant_key": TENANT, "open_id": org.user(who)}, "token": f"c-{next(org.numbers)}",
            "action": action, "context": {"open_message_id": card.id, "open_chat_id": card.chat},
        })  # fmt: skip

    def _took_place(self, org: Organisation, message: str, told: Json) -> None:
        if "card" in told:
            org.find(message).change(org._card(told["card"]["data"]))

    def foreigner(self, who: str, text: str, channel: str | None = None) -> None:
        """Somebody of another organisation, in a group shared with it."""
        at_bot = channel is not None
        payload = self.emulator.do(lambda org: self.message(org, who, text, channel, at_bot=at_bot, tenant=ELSEWHERE))
        self.emulator.work(self.emulator.tell(payload))

    def leaves(self, who: str) -> None:
        """Somebody leaves the organisation."""
        payload = self.emulator.do(lambda org: {"object": {"open_id": org.user(who), "name": who}})
        self.emulator.work(self.emulator.tell(self.emulator.event("contact.user.deleted_v3", payload)))

    # --- what people see -----------------------------------------------------------------------------

    def seen(self, who: str, channel: str | None = None) -> list[Shown]:
        """The cards in a chat, as they are now."""

        def look(org: Organisation) -> list[Shown]:
            account = next((a for a, u in org.users.items() if u["name"] == who), "") or org.user(who)
            chat = org.chat(channel) if channel else org.private(account)
            return [self._shown(one, org.names()) for one in org.seen(account, chat)]

        return self.emulator.do(look)

    def _shown(self, card: Card, names: Mapping[str, str]) -> Shown:
        read = Reading(card.card, names)
        return Shown(
            card.id, "\n".join(filter(None, (read.text, *card.files))), names.get(card.only) if card.only else None,
            tuple(button["text"]["content"] for button in read.buttons), read.fields, read.errors,
            frozenset(names.get(one, one) for one in read.pings), frozenset(read.links), read.images,
            changed=card.changed, files=card.files, under=card.under,
        )  # fmt: skip

    def ping(self, who: str) -> str:
        """By name."""
        return who

    # --- what goes wrong -----------------------------------------------------------------------------

    def busy(self, times: int) -> None:
        """Too many requests."""
        self.emulator.faults.busy = times

    def down(self, on: bool) -> None:
        """The OpenAPI fails."""
        self.emulator.faults.down = on

    def no_files(self, on: bool) -> None:
        """Files may not be uploaded."""
        self.emulator.do(lambda org: (org.no_scope.add if on else org.no_scope.discard)("im/v1/files"))

    def cut(self) -> None:
        """The connection is dropped."""
        self.emulator.cut()

    def violations(self) -> list[str]:
        """What Feishu would refuse, or show wrongly."""
        return self.emulator.do(lambda org: list(org.violations))

    def close(self) -> None:
        """Ends the bot and the emulator."""
        self.running.stop()
        self.emulator.close()
