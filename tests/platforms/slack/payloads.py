"""What Slack sends the bot for what people do: payloads as they are on the wire."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from tests.platforms.slack.workspace import BOT, TEAM, Json, View, Workspace

_MENTION = re.compile(r"@([A-Za-z]\w*)")


def command(
    ws: Workspace, who: str, text: str, channel: str | None = None, team: str = TEAM, chat: str | None = None
) -> Json:
    """A slash command; ``chat`` is a private one of theirs with somebody else."""
    user = ws.user(who, team)
    word, _, rest = text.partition(" ")
    place = ws.channel(channel) if channel else chat or ws.chat(user)
    return {
        "token": "x", "team_id": team, "team_domain": "home", "channel_id": place,
        "channel_name": channel or "directmessage", "user_id": user, "user_name": who, "command": word,
        "text": typed(ws, rest), "api_app_id": "A1", "is_enterprise_install": "false",
        "response_url": ws.address(place, user), "trigger_id": ws.trigger(user),
    }  # fmt: skip


def message(
    ws: Workspace, who: str, text: str, channel: str | None = None, more: Mapping[str, object] | None = None, *,
    mention: bool = False,
) -> list[Json]:  # fmt: skip
    """A message; a mention of the bot is two events. ``more`` goes into the event."""
    more = dict(more or {})
    user = ws.user(who, str(more.get("team", TEAM)))
    place = ws.channel(channel) if channel else ws.chat(user)
    said = f"<@{BOT}> {typed(ws, text)}" if mention else typed(ws, text)
    said_event: Json = {
        "type": "message", "channel": place, "user": user, "text": said, "ts": ws.ts(), "team": TEAM,
        "channel_type": "channel" if channel else "im", **more,
    }  # fmt: skip
    twin = {key: value for key, value in said_event.items() if key != "channel_type"} | {"type": "app_mention"}
    return [event(ws, one) for one in ([said_event, twin] if mention else [said_event])]


def event(ws: Workspace, inner: Json) -> Json:
    """An event in its envelope."""
    return {
        "type": "event_callback", "token": "x", "team_id": TEAM, "api_app_id": "A1", "event": inner,
        "event_id": f"Ev{ws.number()}", "event_time": 1767578400, "is_ext_shared_channel": False,
        "authorizations": [{"team_id": TEAM, "user_id": BOT, "is_bot": True}],
    }  # fmt: skip


def click(ws: Workspace, who: str, shown: str, button: Json, team: str = TEAM) -> Json:
    """A click on a button of a message, a view or the Home tab; nothing ``shown`` is one in the private chat."""
    user = ws.user(who, team)
    made: Json = {
        "type": "block_actions", "team": {"id": TEAM}, "user": {"id": user, "name": who, "team_id": team},
        "api_app_id": "A1", "trigger_id": ws.trigger(user), "actions": [{**button, "action_ts": ws.ts()}],
    }  # fmt: skip
    there = next((m for m in ws.messages if m.ts == shown), None)
    if not shown:
        chat = {"id": ws.chat(user), "name": "directmessage"}
        return made | {"container": {"type": "message", "message_ts": ws.ts()}, "channel": chat}
    if there is None:
        kind = "modal" if any(view.id == shown for view in ws.views) else "home"
        made |= {"container": {"type": "view", "view_id": shown}, "view": {"id": shown, "type": kind}}
        return made
    container = {"type": "message", "message_ts": there.ts, "channel_id": there.channel,
                 "is_ephemeral": there.only is not None}  # fmt: skip
    place = {"id": there.channel, "name": "directmessage"}
    address = ws.address(there.channel, user)
    return made | {"container": container, "channel": place, "response_url": address}


def submission(ws: Workspace, view: View, values: Mapping[str, str]) -> Json:
    """A modal that is sent: what was typed or chosen, the rest as it was."""
    inputs = [block for block in view.body["blocks"] if block["type"] == "input"]
    state = {
        block["block_id"]: {block["element"]["action_id"]: _state(ws, block["element"], values.get(block["block_id"]))}
        for block in inputs
    }
    kept = {key: view.body[key] for key in ("callback_id", "private_metadata", "title", "blocks") if key in view.body}
    name = ws.users[view.user]["name"]
    return {
        "type": "view_submission", "team": {"id": TEAM}, "user": {"id": view.user, "name": name, "team_id": TEAM},
        "trigger_id": ws.trigger(view.user), "response_urls": [],
        "view": {"id": view.id, "hash": view.hash, "type": "modal", "state": {"values": state}, **kept},
    }  # fmt: skip


def typed(ws: Workspace, text: str) -> str:
    """What Slack makes of typed text: its own signs escaped, the names of people it knows as mentions."""

    def mention(hit: re.Match[str]) -> str:
        user = next((u for u in ws.users.values() if u["name"] == hit[1]), None)
        return f"<@{user['id']}|{hit[1]}>" if user else hit[0]

    return _MENTION.sub(mention, html.escape(text, quote=False))


def initial(element: Json) -> str:
    """What an element begins with."""
    option = element.get("initial_option")
    keys = ("initial_value", "initial_date", "initial_time", "initial_user", "initial_conversation")
    return str(option["value"] if option else next((element[key] for key in keys if key in element), ""))


def _state(ws: Workspace, element: Json, value: str | None) -> Json:
    """An element's state as Slack sends it: what was typed or chosen, else what it began with."""
    kind = element["type"]
    given = value if value is not None else initial(element) or None
    match kind:
        case "datepicker":
            return {"type": kind, "selected_date": given}
        case "timepicker":
            return {"type": kind, "selected_time": given}
        case "users_select":
            return {"type": kind, "selected_user": ws.user(given.removeprefix("@")) if given else None}
        case "conversations_select":
            return {"type": kind, "selected_conversation": ws.channel(given.removeprefix("#")) if given else None}
        case "static_select":
            chosen = [o for o in element["options"] if given in (o["value"], o["text"]["text"])]
            return {"type": kind, "selected_option": chosen[0] if chosen else None}
        case "multi_static_select" | "checkboxes":
            wanted = [one.strip() for one in (given or "").split(",")]
            return {"type": kind, "selected_options": [o for o in element["options"] if o["value"] in wanted]}
    return {"type": kind, "value": given}
