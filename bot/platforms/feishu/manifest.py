"""What is to be set up in Feishu's or Lark's developer console, made from the commands; and the native slash menu."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlsplit

from bot.platforms.common.markup import MORE
from bot.settings import Settings
from bot.wording import Wording
from handlers.kit.commands import Word
from handlers.kit.messages import say
from handlers.kit.vocabulary import Group, Vocabulary

EVENTS_PATH = "/feishu/events"


@dataclass(frozen=True, slots=True)
class Scope:
    """A permission of the app and what it is for; without a needed one something everybody uses does not work."""

    name: str
    chinese: str
    english: str
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Subscription:
    """An event or callback to subscribe to, by its name in the console and its type."""

    type: str
    called: str
    chinese: str
    english: str


SCOPES: Final = (
    Scope("im:message:send_as_bot", "发消息、更新卡片、发仅本人可见的卡片", "send, change and privately show cards"),
    Scope("im:message.p2p_msg:readonly", "收私聊消息", "hear private messages"),
    Scope("im:message.group_at_msg:readonly", "收群里 @机器人 的消息", "hear messages that mention the bot"),
    Scope("im:resource", "上传图表图片和导出的文件", "upload charts as pictures, and files such as an export"),
    Scope("im:chat:read", "读取群名，得知群改名", "read a group's name, learn of a new one"),
    Scope("im:chat.members:bot_access", "得知机器人进群", "learn that the bot was added to a group"),
    Scope(
        "contact:contact.base:readonly", "查通讯录，得知入职、改名、离职", "look people up, learn who comes and leaves"
    ),
    Scope("contact:user.base:readonly", "读取姓名", "read people's names"),
    Scope("application:app_slash_command:read", "读取斜杠指令面板", "read the slash menu"),
    Scope("application:app_slash_command:write", "更新斜杠指令面板", "keep the slash menu up to date"),
    Scope(
        "im:message.group_msg",
        "敏感权限：开会时不 @ 也能记 #行动，群里写 @小李 ++ 也能点赞",
        "sensitive; with it #action in a meeting and @bob ++ work without mentioning the bot",
        needed=False,
    ),
    Scope(
        "im:message:readonly",
        "读取发给机器人的文件，如假期表",
        "read files sent to the bot, such as a list of holidays",
        needed=False,
    ),
)

EVENTS: Final = (
    Subscription("im.message.receive_v1", "接收消息 v2.0", "收到命令", "commands arrive"),
    Subscription("application.bot.menu_v6", "机器人自定义菜单事件", "有人点了机器人菜单", "the bot's menu"),
    Subscription("im.chat.member.bot.added_v1", "机器人进群", "进群后打招呼", "greet a new group"),
    Subscription("im.chat.updated_v1", "群配置修改", "群改名后跟着改", "follow a group's new name"),
    Subscription("contact.user.created_v3", "员工入职", "回来的人恢复账号", "open the account of whoever came back"),
    Subscription("contact.user.updated_v3", "员工信息被修改", "改名后跟着改", "follow a person's new name"),
    Subscription("contact.user.deleted_v3", "员工离职", "离职后立即停用账号", "close the account of whoever left"),
)
CALLBACKS: Final = (Subscription("card.action.trigger", "卡片回传交互", "按钮和表单", "buttons and forms"),)

_MENU: Final = ("my", "todo", "kpi", "standup", "kudos", "meeting", "goal", "help")
_LOCALES: Final = {"zh_cn": "zh-Hans", "en_us": "en", "zh_tw": "zh-Hant", "zh_hk": "zh-Hant"}
_DESCRIPTION = 80  # characters of a line in the slash menu


def console(settings: Settings) -> str:
    """The address of the app in the developer console."""
    host = urlsplit(settings.feishu_api_url).hostname or ""
    site = "https://open.larksuite.com" if "larksuite" in host else "https://open.feishu.cn"
    return f"{site}/app/{settings.feishu_app_id or ''}".rstrip("/")


def scopes_page(settings: Settings, scopes: Iterable[str]) -> str:
    """The console's page on which these scopes are granted with a click."""
    return f"{console(settings)}/auth?q={quote(','.join(scopes), safe=':,')}&op_from=openapi&token_type=tenant"


def slash_menu(vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """The native slash menu: a body for each POST to ``application/v7/app_slash_commands``, one a word."""
    return [_slash(group) for group in vocabulary.groups.values()]


def bot_menu(vocabulary: Vocabulary) -> list[tuple[str, dict[str, str]]]:
    """The bot menu's entries: each one's event key, which is a command word, and its name by language."""
    return [
        (word, {language: Wording(language).text(say(f"word-{word}")) for language in ("zh-Hans", "en", "zh-Hant")})
        for word in _MENU
        if word in vocabulary.groups
    ]


def manifest(settings: Settings, vocabulary: Vocabulary) -> str:
    """All that is to be set up, in Chinese and English, in the words of the console."""
    return "\n".join(_sections(settings, vocabulary))


def _sections(settings: Settings, vocabulary: Vocabulary) -> Iterator[str]:
    yield f"# 点将 · 飞书 / Lark 应用设置 · Muster on Feishu / Lark\n# {console(settings)}"
    yield _section("1. 机器人 / Bot", "应用能力 → 添加应用能力 → 机器人", "Add Features → Bot")
    yield from _scopes()
    yield from _subscriptions(settings)
    yield _section(
        "5. 机器人菜单，可选 / Bot menu, optional",
        "应用能力 → 机器人 → 机器人自定义菜单；响应动作选「推送事件」，事件 ID 填：",
        "Features → Bot → Custom menu; action: push an event, with the event id",
    )
    yield from (_reason(key, " / ".join(names.values())) for key, names in bot_menu(vocabulary))
    yield _section(
        "6. 斜杠指令 / Slash menu",
        "不用设置：启动时自动登记，约 5 分钟后出现（PC 7.70、手机 7.71 起）",
        "Nothing to do: registered at the start, shown about 5 minutes later (desktop 7.70, mobile 7.71 or newer)",
    )
    yield from (_reason(f"/{one['command']}", one["description"]["i18n"]["zh_cn"]) for one in slash_menu(vocabulary))
    yield _section(
        "7. 发布 / Release",
        "版本管理与发布 → 创建版本，可用范围选上整个团队 → 申请发布。管理员审核通过后，以上设置才生效",
        "Version Management & Release → Create a version, available to the whole team → Submit.\n"
        "   Nothing above works before an administrator has approved it",
    )


def _scopes() -> Iterator[str]:
    yield _section(
        "2. 权限 / Scopes",
        "权限管理 → 批量导入/导出权限 → 导入，粘贴：",
        "Permissions & Scopes → Batch import/export scopes → Import, and paste:",
    )
    pasted = {"scopes": {"tenant": [scope.name for scope in SCOPES if scope.needed], "user": []}}
    yield json.dumps(pasted, indent=2)
    yield from (_reason(scope.name, scope.chinese, scope.english) for scope in SCOPES if scope.needed)
    yield "   可选 / Optional:"
    yield from (_reason(scope.name, scope.chinese, scope.english) for scope in SCOPES if not scope.needed)
    yield "   数据权限 → 通讯录权限范围：与应用的可用范围一致"
    yield "   Data permissions → Contacts: the same as the app's availability"


def _subscriptions(settings: Settings) -> Iterator[str]:
    if settings.feishu_mode == "http":
        address = f"{settings.muster_base_url.rstrip('/') or 'https://…'}{EVENTS_PATH}"
        chinese = f"发送至开发者服务器，请求地址 {address}（加密策略里的 Encrypt Key 填进 FEISHU_ENCRYPT_KEY）"
        english = f"send to developer's server, request URL {address} (the Encrypt Key goes into FEISHU_ENCRYPT_KEY)"
    else:
        chinese = "使用长连接接收（先启动 muster serve，再点保存）"
        english = "receive through a persistent connection (start muster serve first, then save)"
    yield _section(
        "3. 事件 / Events",
        f"事件与回调 → 事件配置 → 订阅方式：{chinese}，添加：",
        f"Events & Callbacks → Event configuration → Mode: {english}; add:",
    )
    yield from (_reason(one.type, one.called, one.chinese, one.english) for one in EVENTS)
    yield _section(
        "4. 回调 / Callbacks",
        f"事件与回调 → 回调配置 → 订阅方式：{chinese}，添加：",
        f"Events & Callbacks → Callback configuration → Mode: {english}; add:",
    )
    yield from (_reason(one.type, one.called, one.chinese, one.english) for one in CALLBACKS)


def _section(title: str, chinese: str, english: str) -> str:
    return f"\n{title}\n   {chinese}\n   {english}"


def _reason(name: str, *why: str) -> str:
    return f"   - {name:<36} {' / '.join(why)}"


# --- the slash menu -------------------------------------------------------------------------------


def _slash(group: Group) -> dict[str, Any]:
    i18n = {locale: _described(group, language) for locale, language in _LOCALES.items()}
    return {"command": group.word.en, "description": {"default_value": i18n["en_us"], "i18n": i18n}}


def _described(group: Group, language: str) -> str:
    """What the word is about, what it does alone, and as many verbs as fit: "KPIs · My numbers this month · log…"."""
    wording = Wording(language)
    alone = [wording.text(say(f"cmd-{command.id}")) for command in group.commands if command.verb is None]
    line = " · ".join(dict.fromkeys((wording.text(say(f"word-{group.word.en}")), *alone)))
    verbs = [_verb(command.verb, language) for command in group.commands if command.verb]
    comma = ", " if language == "en" else "、"
    for number, verb in enumerate(verbs):
        mark = comma if number else " · "
        if len(line) + len(mark) + len(verb) + len(MORE) > _DESCRIPTION:
            return line + MORE
        line += mark + verb
    return line


def _verb(verb: Word, language: str) -> str:
    spellings = {"zh-Hans": verb.hans, "zh-Hant": verb.hant}.get(language, ())
    return spellings[0] if spellings else verb.en
