"""Limits: how often one client may ask, and how much it may send.

keeps  a bucket refills at a steady rate and holds no more than a burst; buckets nobody used are
       dropped; a body is refused at its first byte too many, said length or not
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from zhanlian.terms import MICROS, Refusal
from zhanlian.web.problems import TooLarge, TooMany, problem
from zhanlian.web.settings import Settings

BUCKETS_MAX = 10_000
MINUTE_S = 60
SIGN_IN_PATHS = ("/api/v1/session", "/api/v1/me/password")
UPLOAD_SUFFIX = "/files"


@dataclass
class Buckets:
    """One bucket per client: ``rate`` drops come back in ``per_s`` seconds, ``burst`` at most."""

    rate: int
    burst: int
    per_s: int = 1
    held: dict[str, tuple[int, int]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def take(self, client: str, *, now_at: int) -> int:
        """Take one drop; 0 where there was one, else the seconds to wait for the next.

        Levels are counted in drops times ``per_s`` microseconds, so no fraction is lost.
        """
        unit = self.per_s * MICROS
        with self.lock:
            level, seen_at = self.held.pop(client, (self.burst * unit, now_at))
            level = min(self.burst * unit, level + max(0, now_at - seen_at) * self.rate)
            is_free = level >= unit
            self.held[client] = (level - unit if is_free else level, now_at)
            if len(self.held) > BUCKETS_MAX:  # the one unused longest is the first
                del self.held[next(iter(self.held))]
        return 0 if is_free else -((level - unit) // (self.rate * MICROS))


class Limits:
    """The outermost layer of the server."""

    def __init__(self, app: ASGIApp, *, settings: Settings, clock: Callable[[], int]) -> None:
        self.app = app
        self.settings = settings
        self.clock = clock
        self.all = Buckets(settings.requests_per_s, settings.requests_burst)
        per_minute = settings.sign_ins_per_minute
        self.sign_ins = Buckets(per_minute, per_minute, MINUTE_S)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it with what is too much."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        try:
            self._count(request)
            receive = await self._measured(request, receive)
        except Refusal as refused:
            await problem(refused)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _count(self, request: Request) -> None:
        now_at = self.clock()
        host = request.client.host if request.client else ""
        wait_s = self.all.take(_client(request, host), now_at=now_at)
        if request.method == "POST" and request.url.path in SIGN_IN_PATHS:
            wait_s = max(wait_s, self.sign_ins.take(host, now_at=now_at))
        if wait_s:
            raise TooMany(wait_s)

    async def _measured(self, request: Request, receive: Receive) -> Receive:
        """A body of ours is read whole, up to its limit; a file's is counted as it streams."""
        is_upload = request.url.path.endswith(UPLOAD_SUFFIX)
        limit = self.settings.upload_max if is_upload else self.settings.body_max
        said = request.headers.get("content-length", "0")
        if said.isdigit() and int(said) > limit:
            raise TooLarge(limit)
        return receive if is_upload else await _read_whole(receive, limit)


async def _read_whole(receive: Receive, limit: int) -> Receive:
    parts: list[bytes] = []
    length, more = 0, True
    while more:
        message = await receive()
        parts.append(message.get("body", b""))
        length += len(parts[-1])
        if length > limit:
            raise TooLarge(limit)
        more = message["type"] == "http.request" and message.get("more_body", False)
    waiting: list[Message] = [{"type": "http.request", "body": b"".join(parts)}]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again


def _client(request: Request, host: str) -> str:
    """Whoever asks: by key where one is sent, else by address."""
    key = request.headers.get("authorization") or request.headers.get("cookie") or ""
    return hashlib.sha256(key.encode()).hexdigest() if key else host
