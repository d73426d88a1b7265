"""A page behind a link of one's own: what ``show`` shows, and its secret buttons. No log-in, no script, no trace.

Who comes with a link is who it was made for; what they press is done as if they had pressed it in the chat. Reading
changes nothing, so nobody votes by having a link looked at ahead. The address is the only secret: it is sent to no
other page (no referrer), kept in no cache, and the server writes no addresses down.
"""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import jinja2
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app import App
from bot.pages import PATH, Pages
from bot.web.chat import preferred
from bot.worded import WordedBullets, WordedCard, WordedPara, plain
from bot.wording import Wording
from handlers.kit.inbound import Inbound, Sender
from handlers.kit.messages import Card, Msg, card, say
from storage.repos import people as people_repo

MOST = 4096  # bytes of what is sent
_CHOICE = re.compile(r"\d{1,3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Visit:
    """Whose link it is, and to what: ``award/W1``."""

    page: str
    platform: str
    workspace: str
    account: str

    def asks(self, text: str, *, button: bool) -> Inbound:
        """What they do there, as something done in their private chat; what names it tells nothing of it."""
        sender, event = Sender(self.account, self.account), f"page:{secrets.token_hex(16)}"
        return Inbound(self.platform, self.workspace, event, sender, text, "button" if button else "command")

    @property
    def shows(self) -> str:
        """The command that shows it."""
        word, _, ref = self.page.partition("/")
        return f"/{word} show {ref}"


@dataclass(frozen=True, slots=True)
class _Choices:
    """A card's buttons that are pressed here: label and command of each."""

    shown: WordedCard
    choices: tuple[tuple[str, str], ...]


def page_routes(app: App) -> list[BaseRoute]:
    """The page, where there are links to it."""
    if app.pages.lacks is not None:
        return []
    page = _Page(app, app.pages)
    small = Middleware(RequestBodyLimitMiddleware, max_body_size=MOST)
    return [Route(PATH + "/{word}/{ref}/{token}", page.answer, methods=["GET", "POST"], middleware=[small])]


class _Page:
    """What is shown and taken."""

    def __init__(self, app: App, pages: Pages) -> None:
        self._app, self._pages = app, pages
        folder = Path(__file__).parent / "templates"
        environment = jinja2.Environment(autoescape=True, loader=jinja2.FileSystemLoader(folder))
        self._template = environment.get_template("page.html")

    async def answer(self, request: Request) -> Response:
        visit = await asyncio.to_thread(self._visit, request)
        if visit is None:
            language = preferred(request.headers.get("accept-language", ""))
            return self._say(say("web-page-unknown"), language, 404)
        found = await self._choices(visit)
        if not found.choices:
            return self._say(say("web-page-used"), found.shown.language, 410)
        if request.method != "POST":
            return self._form(found)
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return self._say(say("web-page-unknown"), found.shown.language, 403)
        async with request.form(max_files=0, max_fields=2) as form:
            chosen = form.get("choice")
        if not isinstance(chosen, str) or not _CHOICE.fullmatch(chosen) or int(chosen) >= len(found.choices):
            return self._form(found, missing=True)
        return await self._take(visit, found.choices[int(chosen)][1])

    def _visit(self, request: Request) -> _Visit | None:
        word, ref, token = (request.path_params[name] for name in ("word", "ref", "token"))
        page = f"{word}/{ref}"
        if not self._pages.ours(page, token):
            return None
        for platform, workspace, account in self._app.database.read(people_repo.open_accounts):
            if self._pages.holds(token, page, platform, workspace, account):
                return _Visit(page, platform, workspace, account)
        return None

    async def _choices(self, visit: _Visit) -> _Choices:
        answer = await self._app.dispatcher.dispatch(visit.asks(visit.shows, button=False))
        if answer is None:
            return _Choices(Wording(self._app.settings.org.language).card(card(say("web-page-used"))), ())
        made = Wording(answer.language).card(answer.card)
        choices = tuple((button.label, button.command) for button in made.buttons if button.page == visit.page)
        return _Choices(made, choices)

    async def _take(self, visit: _Visit, command: str) -> Response:
        """Does what was chosen. It is answered here, and so nowhere else."""
        answer = await self._app.dispatcher.dispatch(visit.asks(command, button=True))
        if answer is None:
            raise RuntimeError("a choice was no command")
        await self._app.dispatcher.handed(answer)
        return self._told(Wording(answer.language).card(answer.card), answer.card)

    # --- the page's words ---------------------------------------------------------------------------

    def _form(self, found: _Choices, *, missing: bool = False) -> Response:
        wording = Wording(found.shown.language)
        bullets = next((block for block in found.shown.blocks if isinstance(block, WordedBullets)), None)
        labels = [label for label, _ in found.choices]
        if bullets is not None and len(bullets.items) == len(labels):
            labels = [plain(item) for item in bullets.items]
        said = {"choices": labels, "missing": wording.text(say("web-page-choose")) if missing else ""}
        return self._render(found.shown, said | {"send": wording.text(say("web-page-send"))}, 422 if missing else 200)

    def _told(self, shown: WordedCard, made: Card) -> Response:
        return self._render(shown, {"tone": made.tone}, 200)

    def _say(self, what: Msg, language: str, status: int) -> Response:
        return self._render(Wording(language).card(card(what)), {}, status)

    def _render(self, shown: WordedCard, more: Mapping[str, object], status: int) -> Response:
        nonce = secrets.token_urlsafe(16)
        paras = [(block.style, plain(block.words)) for block in shown.blocks if isinstance(block, WordedPara)]
        title = plain(shown.title) if shown.title else "Muster"
        text = self._template.render(language=shown.language, nonce=nonce, title=title, paras=paras, **more)
        policy = (
            f"default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self'; base-uri 'none'; "
            "frame-ancestors 'none'"
        )
        headers = {
            "Content-Security-Policy": policy, "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "X-Robots-Tag": "noindex",
            "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
        }  # fmt: skip
        return HTMLResponse(text, status, headers)
