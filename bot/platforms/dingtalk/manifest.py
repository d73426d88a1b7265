"""What is to be set up in DingTalk's developer console, made from the commands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from bot.platforms.dingtalk import PUBLIC, template
from bot.settings import Settings
from bot.wording import Wording
from handlers.kit.messages import say
from handlers.kit.vocabulary import Group, Vocabulary

CONSOLE: Final = "https://open-dev.dingtalk.com/fe/app"
CARD_PLATFORM: Final = "https://open-dev.dingtalk.com/fe/card"


@dataclass(frozen=True, slots=True)
class Right:
    """A permission of the app, by its name in the console, and what it is for."""

    name: str
    called: str
    chinese: str
    english: str


SEND: Final = Right(
    "qyapi_robot_sendmsg", "企业内机器人发送消息权限", "主动发消息、收发文件", "write first, take and send files"
)  # fmt: skip
LOOK_UP: Final = Right(
    "qyapi_get_member", "成员信息读权限", "姓名，群里 @ 到的人", "names of people, mentions in groups"
)
EMAIL: Final = Right(
    "fieldEmail", "邮箱等个人信息", "可选：跨平台认出同一个人", "optional: one person on two platforms"
)
CARDS: Final = Right(
    "Card.Instance.Write", "互动卡片实例写权限", "可选：发卡片、就地更新", "optional: cards that change in place"
)  # fmt: skip
RIGHTS: Final = (SEND, LOOK_UP, EMAIL, CARDS)
EVENTS: Final = (
    ("user_add_org", "通讯录用户增加", "新人", "who joined"),
    ("user_modify_org", "通讯录用户更改", "改名", "who has a new name"),
    ("user_leave_org", "通讯录用户离职", "离职后立即停用", "who left: no access from then on"),
    ("user_active_org", "加入企业后用户激活", "回来的人", "who came back"),
)


def manifest(settings: Settings, vocabulary: Vocabulary) -> str:
    """All that is to be set up, in Chinese and English, in the words of the console."""
    return "\n".join(_sections(settings, vocabulary))


def _sections(settings: Settings, vocabulary: Vocabulary) -> Iterator[str]:
    yield f"# 点将 · 钉钉应用设置 · Muster on DingTalk\n# {CONSOLE} → 企业内部应用 → 创建应用"
    yield _section(
        "1. 凭证 / Credentials",
        "凭证与基础信息：Client ID 填进 DINGTALK_CLIENT_ID，Client Secret 填进 DINGTALK_CLIENT_SECRET",
        "Credentials: Client ID into DINGTALK_CLIENT_ID, Client Secret into DINGTALK_CLIENT_SECRET",
    )
    yield _section(
        "2. 机器人 / Robot",
        "应用能力 → 添加应用能力 → 机器人；消息接收模式选「Stream 模式」，不用填任何地址，然后发布",
        "Features → Add → Robot; message mode: Stream (no address to fill in), then publish",
    )
    yield _section(
        "3. 权限 / Permissions", "权限管理 → 申请：", "Permissions → apply for:"
    )  # fmt: skip
    yield from (_reason(right.name, right.called, right.chinese, right.english) for right in RIGHTS)
    yield _section(
        "4. 事件 / Events",
        "事件订阅 → 推送方式选「Stream 模式推送」（先启动 muster serve，再点验证），勾选：",
        "Event subscription → Stream mode (start muster serve first, then verify); choose:",
    )
    yield from (_reason(*event) for event in EVENTS)
    yield from _cards(settings)
    yield _section(
        "6. 发布 / Release",
        "版本管理与发布 → 创建新版本，可用范围选上整个团队 → 发布；再到团队的群里：群设置 → 机器人 → 添加机器人",
        "Release → New version, visible to the whole team → Publish; then in the team's group: Settings → Robots → Add",
    )
    yield _section(
        "7. 命令 / Commands",
        "不用登记。私聊直接发，群里先 @机器人：",
        "Nothing to register. Written to the bot privately or, in a group, behind a mention of it:",
    )
    yield from (_command(group) for group in vocabulary.groups.values())


def _cards(settings: Settings) -> Iterator[str]:
    chosen = template(settings)
    now = "没有设置：按钮是链接，点了替你发命令 / not set: a button is a link that sends its command for you"
    if chosen is not None:
        now = f"现在是 / now: {chosen}{'（公共模板 / the public one）' if chosen == PUBLIC else ''}"
    yield _section(
        "5. 卡片，可选 / Cards, optional",
        f"有了模板，按钮点了就生效，卡片就地更新。设 DINGTALK_CARD_TEMPLATE_ID=public，\n"
        f"   或在 {CARD_PLATFORM} 自建：关联本应用，\n"
        "   变量 title、markdown、tips（文本）和 msgButtons（按钮列表，回传请求）",
        "With a template buttons act at a click, and cards change in place. Set DINGTALK_CARD_TEMPLATE_ID=public,\n"
        "   or make one: tied to this app, with the variables title, markdown, tips (text)\n"
        "   and msgButtons (a list of buttons that call back)",
    )
    yield f"   {now}"


def _section(title: str, chinese: str, english: str) -> str:
    return f"\n{title}\n   {chinese}\n   {english}"


def _reason(name: str, *why: str) -> str:
    return f"   - {name:<22} {' / '.join(why)}"


def _command(group: Group) -> str:
    """A word, how it is spelled in Chinese, and what it is about."""
    spellings = " ".join(dict.fromkeys((*group.word.hans[:1], *group.word.hant[:1])))
    about = [Wording(language).text(say(f"word-{group.word.en}")) for language in ("zh-Hans", "en")]
    return _reason(f"/{group.word.en}", *([spellings] if spellings else []), *about)
