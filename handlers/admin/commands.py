"""``/admin``."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.admin import cards, service
from handlers.admin.rules import RIGHT_NAMES
from handlers.kit import leave, records
from handlers.kit.commands import Command, NoArgs, Word, arg, maybe, opt
from handlers.kit.context import Ctx, Scene
from handlers.kit.kinds import FLAG, LONG, PERSON, Kind, OneOf, Ref
from handlers.kit.messages import Card, Choice, card, say
from handlers.kit.people import Person
from storage.states import Right

ADMIN = Word("admin", ("管理",), ("管理",))

RIGHT: Kind[str] = OneOf(RIGHT_NAMES, label="right")
TREATMENT: Kind[str] = OneOf(
    {"retry": ("resend", "重试", "重发", "重試", "重送"), "drop": ("discard", "丢弃", "放弃", "丟棄", "放棄")},
    label="admin-treatment",
)
CHANGE: Kind[str] = OneOf(
    {
        "list": ("show", "列表", "查看", "看", "檢視", "清單", "查看一年", "檢視一年"),
        "add": ("添加", "新增", "加", "添加一天", "新增一天"),
        "remove": ("delete", "删除", "移除", "刪除", "移除一天"),
        "import": ("导入", "匯入", "导入文件", "匯入檔案"),
    },
    label="admin-change",
)
ALL = "all"
_LETTER = Ref("", lambda scene: ((one.id, "") for one in records.letters(scene)))


@dataclass(frozen=True, slots=True)
class _Letters:
    """A message by its id, or all of them."""

    form: str = "choice"

    def take(self, text: str, scene: Scene) -> tuple[int | str, str]:
        first, _, rest = text.strip().partition(" ")
        return (ALL, rest) if first.casefold() in (ALL, "全部", "所有") else _LETTER.take(text, scene)

    def choices(self, scene: Scene) -> tuple[Choice, ...]:
        return (*_LETTER.choices(scene), Choice(ALL, say("admin-letter-all")))


LEAVE_CHANGE: Kind[str] = OneOf(
    {"list": ("show", "列表", "查看", "看", "檢視", "清單"), "import": ("导入", "匯入")}, label="admin-leave-change"
)
LETTERS: Kind[int | str] = _Letters()


@dataclass(frozen=True)
class Grant:
    """``@who RIGHT``."""

    who: Person = arg(PERSON)
    right: str = arg(RIGHT, "权限", "權限")


@dataclass(frozen=True)
class Revoke:
    """``@who [RIGHT]``: with a right, only that one is taken back."""

    who: Person = arg(PERSON)
    right: str | None = maybe(RIGHT, "权限", "權限")


@dataclass(frozen=True)
class Forget:
    """``@who [--yes]``."""

    who: Person = arg(PERSON)
    yes: bool | None = opt(FLAG, "确认", "確認", form=False)


@dataclass(frozen=True)
class Deliveries:
    """``[retry|drop ID|all [--yes]]``."""

    treatment: str | None = maybe(TREATMENT)
    id: int | str | None = maybe(LETTERS)
    yes: bool | None = opt(FLAG, "sure", "确认", "確認", form=False)


@dataclass(frozen=True)
class Holidays:
    """``[list YEAR]``, ``add DATE [work|off] [NAME]``, ``remove DATE`` or ``import``."""

    change: str | None = maybe(CHANGE)
    details: str | None = maybe(LONG)


@dataclass(frozen=True)
class Leave:
    """Bare for the list, or ``import``."""

    change: str | None = maybe(LEAVE_CHANGE, label="admin-leave-change")


def overview(scene: Scene, _args: NoArgs) -> Card:
    """Rights, the post, and the years still open."""
    return cards.overview_card(service.overview(scene))


def grant(ctx: Ctx, args: Grant) -> Card:
    """Gives a right."""
    return cards.grant_card(args.who, service.grant(ctx, args.who, Right(args.right)))


def revoke(ctx: Ctx, args: Revoke) -> Card:
    """Takes a right back."""
    return cards.revoke_card(args.who, *service.revoke(ctx, args.who, Right(args.right) if args.right else None))


def forget(ctx: Ctx, args: Forget) -> Card:
    """Blanks a person, or says what that means."""
    if service.forget(ctx, args.who, confirmed=bool(args.yes)):
        return card(say("admin-forgotten"), tone="good")  # without a name: it is to be gone
    return cards.forget_card(args.who)


def deliveries(ctx: Ctx, args: Deliveries) -> Card:
    """Shows what did not arrive, sends it again, or gives it up."""
    if args.treatment is None:
        return cards.deliveries_card(records.post(ctx), records.letters(ctx), ctx.zone)
    if args.id == ALL:
        done = service.treat_all(ctx, args.treatment) if args.yes else None
        if done is not None:
            return cards.all_treated_card(done, args.treatment)
        return cards.treat_all_card(records.post(ctx).given_up, records.oldest(ctx), args.treatment, ctx.zone)
    treatment = records.send_again if args.treatment == "retry" else records.drop
    return cards.treated_card(
        service.treat(ctx, args.id if isinstance(args.id, int) else None, treatment), args.treatment
    )


def audit(scene: Scene, _args: NoArgs) -> Card:
    """The latest deeds."""
    return cards.audit_card(records.deeds(scene), scene.zone)


def holidays(ctx: Ctx, args: Holidays) -> Card:
    """Shows and changes the working calendar."""
    match args.change:
        case "add":
            return cards.day_card(service.add_day(ctx, args.details), ctx.zone)
        case "remove":
            day = service.remove_day(ctx, args.details)
            return cards.removed_card(day, ctx.zone, works=ctx.calendar.is_workday(day))
        case "import":
            return cards.imported_card(service.import_days(ctx))
        case _:
            return cards.calendar_card(service.calendar(ctx, args.details))


def everybodys_leave(ctx: Ctx, args: Leave) -> Card:
    """Who is on leave, or will be; or takes it out of a file."""
    return leave.import_all(ctx) if args.change == "import" else leave.everybodys(ctx)


COMMANDS = (
    Command(ADMIN, overview, "reads", right=Right.ADMIN),
    Command(ADMIN, grant, "writes", Word("grant", ("授权", "授予"), ("授權", "授予")), Grant, "form", Right.ADMIN),
    Command(ADMIN, revoke, "writes", Word("revoke", ("收回", "撤销"), ("收回", "撤銷")), Revoke, "form", Right.ADMIN),
    Command(ADMIN, forget, "writes", Word("forget", ("注销", "遗忘"), ("註銷", "遺忘")), Forget, "form", Right.ADMIN),
    Command(ADMIN, deliveries, "writes", Word("deliveries", ("投递",), ("寄送",)), Deliveries, right=Right.ADMIN),
    Command(ADMIN, audit, "reads", Word("audit", ("审计", "日志"), ("稽核", "日誌")), right=Right.ADMIN),
    Command(
        ADMIN,
        holidays,
        "writes",
        Word("holidays", ("假期", "日历"), ("假日", "行事曆")),
        Holidays,
        right=Right.ADMIN,
        files=True,
    ),
    Command(
        ADMIN,
        everybodys_leave,
        "writes",
        Word("leave", ("请假", "休假"), ("請假", "休假")),
        Leave,
        right=Right.ADMIN,
        files=True,
    ),
)
