"""``muster doctor``: one line a check, a fix for each failure, no secret in any."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeVar
from urllib.parse import urlsplit

import typer
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bot.adapters import ADAPTERS
from bot.clock import SystemClock
from bot.endpoint import SAMPLE, Unanswered, endpoint
from bot.exchange import missing_file
from bot.findings import Finding
from bot.fonts import cjk_font
from bot.pages import KEY_LENGTH, PATH, Pages
from bot.pictures import PictureError, Pictures
from bot.platforms.base import Adapter
from bot.settings import Settings, SettingsError
from bot.web.local import may_serve_chat
from handlers.kit.calendar import WorkingCalendar
from handlers.kit.charts import WordedChart
from storage.db import open_engine, reading
from storage.repos import team, timing
from storage.schema import head, revision_of

T = TypeVar("T")
PLATFORMS = ("slack", "feishu", "dingtalk")

# What each platform needs: of every group one setting.
_NEEDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "slack": (("slack_bot_token",), ("slack_app_token", "slack_signing_secret")),
    "feishu": (("feishu_app_id",), ("feishu_app_secret",)),
    "dingtalk": (("dingtalk_client_id",), ("dingtalk_client_secret",)),
}


def unreadable(error: ValidationError | SettingsError) -> Finding:
    """Settings that cannot be read; their values are not shown, one may be a secret in the wrong place."""
    if isinstance(error, SettingsError):
        return Finding("bad", "settings", str(error), "Mend it in the environment or in .env")
    wrong = [f"{'.'.join(map(str, one['loc'])).upper()} ({one['msg']})" for one in error.errors()]
    return Finding("bad", "settings", "; ".join(wrong), "Mend them in the environment or in .env")


def run() -> bool:
    """Prints every finding; whether nothing fails."""
    try:
        settings = Settings()
        _ = settings.admins
    except (ValidationError, SettingsError) as error:
        typer.echo(unreadable(error).line())
        return False
    good = True
    for found in examine(settings, SystemClock().now().date()):
        typer.echo(found.line())
        good = good and found.kind != "bad"
    return good


def examine(settings: Settings, today: date) -> Iterator[Finding]:
    """Every finding, in order; each check stands alone, none changes anything."""
    yield Finding("ok", "settings", "readable")
    database = check_database(settings.database_url)
    yield database
    checks: tuple[Callable[[], Finding], ...] = (
        check_font, check_pictures, lambda: check_zone(settings, today),
        lambda: check_calendar(settings, today, settings.database_url if database.kind == "ok" else None),
        lambda: check_chat(settings), lambda: check_admins(settings),
        lambda: check_pages(settings),
        lambda: check_extractor(settings),
    )  # fmt: skip
    for check in checks:
        yield check()
    if database.kind == "ok" and settings.platforms:
        yield check_teams(settings.database_url)
    for platform in PLATFORMS:
        yield from check_platform(settings, platform, settings.database_url if database.kind == "ok" else None)


def check_database(url: str) -> Finding:
    """Whether the database answers and is at the newest schema."""
    try:
        if (path := missing_file(url)) is not None:
            return Finding(
                "note", "database", f"{path} is not there yet", "`muster serve` and `muster migrate` make it"
            )
        found, newest = revision_of(url), head()
    except ValueError as error:
        return Finding("bad", "database", str(error), "Set DATABASE_URL, such as sqlite:///muster.db")
    except SQLAlchemyError as error:
        kind = type(error.__cause__ or error).__name__  # its text may hold the URL, and that a password
        return Finding("bad", "database", f"it does not answer ({kind})", "Check DATABASE_URL, and that it runs")
    if found != newest:
        fix = "Run `muster migrate`; where that refuses, start the newer Muster"
        return Finding("bad", "database", f"its schema is {found or 'empty'}, not {newest}", fix)
    return Finding("ok", "database", f"it answers, at schema {newest}")


def check_font() -> Finding:
    """Whether pictures may hold Chinese."""
    font = cjk_font()
    if font is None:
        fix = "Install one, such as the package fonts-noto-cjk; until then charts with Chinese go as tables"
        return Finding("note", "font", "none with Chinese characters", fix)
    return Finding("ok", "font", font)


def check_pictures() -> Finding:
    """Whether a chart can be drawn, by drawing one."""
    try:
        size = len(asyncio.run(_draw()))
    except PictureError as error:
        fix = "Install Muster again from requirements.lock; until then charts go as tables"
        return Finding("bad", "pictures", str(error), fix)
    return Finding("ok", "pictures", f"a chart was drawn ({size} bytes)")


async def _draw() -> bytes:
    pictures = Pictures(timeout=30)
    try:
        return await pictures.draw(WordedChart("bar", "Doctor", ("a", "b"), (("n", (Decimal(1), Decimal(2))),)))
    finally:
        await pictures.close()


def check_zone(settings: Settings, today: date) -> Finding:
    """The organisation's time zone, and whether its country's holidays are known."""
    zone, country = settings.muster_timezone, settings.org.country
    if country is None:
        fix = "Set MUSTER_COUNTRY, such as CN, for its holidays"
        return Finding("note", "time zone", f"{zone}, of no country: only weekends are off", fix)
    if not WorkingCalendar(country).special_days(today.year, "en"):
        fix = "Set MUSTER_COUNTRY to an ISO code, such as CN"
        return Finding("bad", "time zone", f"{zone}; no holidays of {country} are known", fix)
    return Finding("ok", "time zone", f"{zone}, with the holidays of {country}")


def check_calendar(settings: Settings, today: date, url: str | None) -> Finding:
    """Whether the make-up days of this year and the next are published, or entered in the database at ``url``."""
    calendar = WorkingCalendar(settings.org.country, _overrides(url) if url else {})
    this, following = today.year, today.year + 1
    if calendar.provisional(this):
        fix = "Upgrade Muster's lock, or enter them with /admin holidays import"
        return Finding("bad", "calendar", f"the make-up days of {this} are not known", fix)
    if calendar.provisional(following):
        fix = "When they are published, upgrade, or enter them with /admin holidays import"
        return Finding("note", "calendar", f"{this} is known, the make-up days of {following} are not yet", fix)
    return Finding("ok", "calendar", f"{this} and {following} are known")


def _overrides(url: str) -> dict[date, tuple[bool, str | None]]:
    return _asked(url, timing.overrides)


def _asked(url: str, query: Callable[[Session], T]) -> T:
    """What the database says."""
    engine = open_engine(url)
    try:
        with reading(engine) as session:
            return query(session)
    finally:
        engine.dispose()


def check_chat(settings: Settings) -> Finding:
    """Whether `muster serve` would have the local chat page, and why."""
    on = may_serve_chat(settings, "127.0.0.1")
    if settings.muster_local_chat is not None:
        why = f"MUSTER_LOCAL_CHAT={int(settings.muster_local_chat)}"
    elif on:
        why = "no platform's credentials, and SQLite"
    else:
        why = "there are platforms' credentials" if settings.platforms else "the database is not SQLite"
    if on:
        return Finding("ok", "local chat", f"on ({why}); it has no log-in")
    if not settings.platforms:
        fix = "Set a platform's credentials, or MUSTER_LOCAL_CHAT=1"
        return Finding("bad", "local chat", f"off ({why}), and there is no platform: nothing to serve", fix)
    return Finding("ok", "local chat", f"off ({why})")


def check_admins(settings: Settings) -> Finding:
    """Whether somebody starts as administrator on the platforms that are set up."""
    named = {platform for platform, _ in settings.admins}
    if strange := sorted(named - set(PLATFORMS)):
        fix = f"Use {', '.join(PLATFORMS)}, as in slack:U01ABC"
        return Finding("bad", "administrators", f"MUSTER_ADMINS names {', '.join(strange)}: no such platform", fix)
    if settings.platforms and not named & set(settings.platforms):
        fix = "Set MUSTER_ADMINS, as in slack:U01ABC"
        return Finding("bad", "administrators", f"none on {', '.join(settings.platforms)}", fix)
    if not settings.admins:
        return Finding("ok", "administrators", "whoever speaks first in the local chat")
    return Finding("ok", "administrators", f"{len(settings.admins)} named in MUSTER_ADMINS")


def check_pages(settings: Settings) -> Finding:
    """Whether secret votes can be cast: on pages, where a click in the chat is a message."""
    lacks, links = Pages(settings).lacks, settings.dingtalk_client_id and not settings.dingtalk_card_template_id
    if lacks is None:
        return Finding("ok", "pages", f"links lead to {settings.muster_base_url.rstrip('/')}{PATH}/…")
    if not links:
        return Finding("ok", "pages", "none needed: a click tells nobody anything")
    fix = {
        "MUSTER_BASE_URL": "Set it to where people reach this process by https, or set DINGTALK_CARD_TEMPLATE_ID",
        "MUSTER_SECRET_KEY": f"Set it to {KEY_LENGTH} characters or more that nobody can guess",
    }
    what = f"{lacks} is wanting: on DingTalk a secret vote has to be typed, as a message"
    return Finding("note", "pages", what, fix[lacks])


def check_extractor(settings: Settings) -> Finding:
    """Whether the extractor, where it is on, answers a made-up sentence; nothing of anybody's is sent."""
    lacking = next((line for line in settings.missing_secrets() if "EXTRACTOR" in line), None)
    if lacking is not None:
        return Finding("bad", "extractor", lacking, "Set it, or unset every MUSTER_EXTRACTOR_…")
    asked = endpoint(settings)
    if asked is None:
        return Finding("ok", "extractor", "off: minutes are read by rules alone and leave the house for nobody")
    try:
        found = asyncio.run(replace(asked, seconds=30.0).ask(SAMPLE))
    except Unanswered as why:
        return Finding("bad", "extractor", f"{asked.model} did not answer ({why})", _cure(str(why)))
    host = urlsplit(asked.url).hostname
    return Finding("ok", "extractor", f"on: {asked.model} at {host} answers ({len(found)} found in a made-up sentence)")


def _cure(why: str) -> str:
    cures = {
        "HTTP 401": "Check MUSTER_EXTRACTOR_KEY",
        "HTTP 403": "Check MUSTER_EXTRACTOR_KEY, and what it may use",
        "HTTP 404": "Check the path of MUSTER_EXTRACTOR_URL (mostly it ends in /v1), and MUSTER_EXTRACTOR_MODEL",
        "an answer of another shape": "Set MUSTER_EXTRACTOR_MODEL to a model that can answer with JSON",
    }
    return cures.get(why, "Check MUSTER_EXTRACTOR_URL and MUSTER_EXTRACTOR_MODEL; meanwhile minutes go on without it")


def check_teams(url: str) -> Finding:
    """Whether every team has a channel: without one, what is for all of it is posted nowhere."""
    names = _asked(url, team.without_channel)
    if names:
        shown = ", ".join(names[:10]) + (f" and {len(names) - 10} more" if len(names) > 10 else "")
        return Finding(
            "note", "teams", f"without a channel: {shown}", "Say `/team bind` in the channel or group of each"
        )
    return Finding("ok", "teams", "each has a channel")


def check_platform(settings: Settings, platform: str, url: str | None = None) -> list[Finding]:
    """A platform's credentials, and what it says to them; nothing where none is set. With a database at ``url`` also
    whether the bot is where it is to post."""
    groups = _NEEDS[platform]
    given = {name for group in groups for name in group if getattr(settings, name)}
    if not given:
        return []
    missing = [" or ".join(name.upper() for name in group) for group in groups if not given & set(group)]
    if missing:
        fix = f"Set it, or unset {', '.join(sorted(name.upper() for name in given))}"
        return [Finding("bad", platform, f"{' and '.join(missing)} is missing", fix)]
    adapter = ADAPTERS.get(platform)
    if adapter is None:
        fix = f"Unset {groups[0][0].upper()} to start"
        return [Finding("bad", platform, "this release does not connect to it yet", fix)]
    channels = _asked(url, lambda session: team.bound(session, platform)) if url else {}
    return asyncio.run(_examined(adapter, settings, channels))


async def _examined(adapter: Adapter, settings: Settings, channels: Mapping[str, str]) -> list[Finding]:
    findings = [found async for found in adapter.examine(settings)]
    if adapter.absent is not None and channels:
        findings += [found async for found in adapter.absent(settings, channels)]
    return findings
