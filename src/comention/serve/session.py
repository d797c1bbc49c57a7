"""Who may ask the server: a browser that came with the token, from a page of ours, by an address of ours.

A token is in the address that the terminal shows, and works once. Who comes with it gets a cookie, and the terminal
shows another address, for another browser. Host and origin of each request are checked, as other websites can make a
browser send requests to this machine: by a name that they let point to it (DNS rebinding), or across sites.
"""

import ipaddress
import secrets
from collections.abc import Callable
from html import escape
from http import HTTPStatus
from socket import gethostname
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL = ("127.0.0.1", "localhost")
"""The names of this machine for itself."""
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104 - what --host may say, against a warning
STATIC = "default-src 'none'; frame-ancestors 'none'; sandbox"
"""The content security policy of all answers but the page."""
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": STATIC,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>comention</title></head>
<body><h1>{title}</h1><p>{message}</p></body></html>
"""
_STRANGER = (
    "This browser is not known here. Use the last address that comention shows in its terminal; each works once, "
    "and then there is another one."
)


class Session:
    """The token of a server that listens at `host` and `port`, and the cookies of the browsers that came with one.

    `announce` is called with each new address.
    """

    def __init__(self, host: str, port: int, announce: Callable[[str], None]) -> None:
        self.host, self.port = host, port
        self.cookie = f"comention-{port}"  # browsers keep one set of cookies for all ports of a host
        self._announce = announce
        self._token = ""
        self._known: list[str] = []
        self._renew()

    @property
    def address(self) -> str:
        """The address with the token; it works once."""
        host = "::1" if self.host == "::" else LOCAL[0] if self.host in (*LOCAL, *EVERYWHERE) else self.host
        return f"http://{_in_address(host)}:{self.port}/?token={self._token}"

    def admit(self, token: str) -> str | None:
        """Return a cookie for a browser that comes with the token, or None."""
        if not secrets.compare_digest(token.encode(), self._token.encode()):
            return None
        self._known.append(secrets.token_urlsafe(32))
        self._renew()
        return self._known[-1]

    def knows(self, cookie: str) -> bool:
        """Whether a browser has a cookie of ours."""
        return any(secrets.compare_digest(cookie.encode(), known.encode()) for known in self._known)

    def serves(self, host: str) -> bool:
        """Whether a name and port are ours: those of this machine for itself, or those that were asked for."""
        name, _, port = host.rpartition(":") if not host.endswith("]") and ":" in host else (host, "", "80")
        name = name.strip("[]").lower()
        if port != str(self.port):
            return False
        if self.host in EVERYWHERE:  # a number is no name that somebody could let point to us
            return name in (*LOCAL, gethostname().lower()) or _is_number(name)
        return name in ({*LOCAL, self.host.lower()} if self.host in LOCAL else {self.host.lower()})

    def _renew(self) -> None:
        self._token = secrets.token_urlsafe(32)
        self._announce(self.address)


class Guard:
    """Lets only those requests through to an app that may come, and adds headers to all answers."""

    def __init__(self, app: ASGIApp, session: Session) -> None:
        self.app = app
        self.session = session

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close"})
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        answer = self._refusal(scope) or self.app
        await answer(scope, receive, with_headers)

    def _refusal(self, scope: Scope) -> Response | None:
        """The answer to what may not pass: a refusal, or the cookie for the token."""
        headers, session = Headers(scope=scope), self.session
        if not session.serves(headers.get("host", "")):
            return refusal(scope, HTTPStatus.FORBIDDEN, "This address is not one of this server.")
        known = session.knows(cookie_parser(headers.get("cookie", "")).get(session.cookie, ""))
        if scope["path"] == "/" and (token := parse_qs(scope["query_string"].decode("latin-1")).get("token")):
            cookie = None if known else session.admit(token[0])
            if known or cookie:
                welcome = RedirectResponse("/", HTTPStatus.SEE_OTHER)
                if cookie:
                    welcome.set_cookie(session.cookie, cookie, path="/", httponly=True, samesite="strict")
                return welcome
        if not known:
            return refusal(scope, HTTPStatus.FORBIDDEN, _STRANGER)
        if not self._is_ours(scope, headers):
            return refusal(scope, HTTPStatus.FORBIDDEN, "This request comes from another site.")
        return None

    def _is_ours(self, scope: Scope, headers: Headers) -> bool:
        """Whether a request comes from a page of ours, as far as browsers tell; all that change something do tell."""
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        if origin is not None and origin != f"http://{headers.get('host', '')}":
            return False
        if scope["path"] == "/":
            return site != "cross-site" and scope["method"] in ("GET", "HEAD")
        if site is not None and site not in ("same-origin", "none"):
            return False
        return scope["method"] in ("GET", "HEAD") or origin is not None or site == "same-origin"


def refusal(scope: Scope, status: HTTPStatus, message: str) -> Response:
    """Return the answer to a request that is refused: JSON where a script asks, else a plain page."""
    if scope["path"].startswith("/api/"):
        return JSONResponse({"message": message}, status)
    return HTMLResponse(_PAGE.format(title=escape(status.phrase), message=escape(message)), status)


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host
