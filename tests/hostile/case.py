"""What one hostile case is, and what is true of every answer, whatever was sent."""

import html
import json
import re
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass

from tests.conftest import ROOT
from tests.hostile.target import Target
from tests.hostile.wire import CLOSED, OPEN, BadReply, Exchange, Reply

# Beside statuses: the connection was closed, or left open, without a word.
HUNG_UP, SILENT = 0, -1
# A 200 that breaks before its end, as an answer must that can no longer be finished.
BROKEN = -200

Check = Callable[[Exchange], str]


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that is sent on one connection, and what must come back.

    *expect* holds the statuses that will do; *says* holds patterns that the text of the answer must
    match, *never* what must stand nowhere in it; *check* returns a complaint, or nothing.
    """

    name: str
    why: str
    send: bytes | Callable[[], bytes]
    expect: Collection[int]
    within: float = 5.0
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    check: Check | None = None
    half_close: bool = False
    replies: int = 1

    def image(self, port: int) -> bytes:
        """Return the bytes to send; *port* is that of the local address that counts its callers."""
        raw = self.send if isinstance(self.send, bytes) else self.send()
        return raw.replace(b"PORT0", b"%d" % port)


@dataclass(frozen=True, slots=True)
class Scenario:
    """Something that takes more than one connection; *act* returns complaints."""

    name: str
    why: str
    act: Callable[[Target], list[str]]


_LEAKS = (
    r"Traceback \(most recent call",
    r'File "[^"]*"',
    r"\.py[\":]",
    r"\.rs:\d",
    r"panicked at",
    r"site-packages",
    r"/usr/(lib|local)/",
    r"0x[0-9a-f]{9,}",
    r"(?i)\b(waitress|werkzeug|gunicorn|uvicorn|flask|cpython|python|oxigraph|pyoxigraph)[/ ]v?\d",
)
_READ = {"text/plain", "text/html", "application/problem+json"}
_ONCE = ("Content-Type", "Content-Length", "Location", "Content-Encoding", "Retry-After", "Date")


def judge(case: Case, exchange: Exchange) -> list[str]:
    """Return what is wrong with the answer to *case*."""
    try:
        replies = exchange.replies
    except BadReply as error:
        return [f"what came back is no HTTP: {error}"]
    status = outcome(exchange, replies)
    found = []
    if status not in case.expect:
        found.append(f"answered {_name(status)}, not {' or '.join(map(_name, sorted(case.expect)))}")
    if exchange.seconds > case.within and status != SILENT:
        found.append(f"took {exchange.seconds:.1f} s, more than {case.within}")
    text = "\n".join(readable(reply) for reply in replies)
    found += [f"does not say {pattern!r}" for pattern in case.says if not re.search(pattern, text)]
    raw = exchange.received.decode("utf-8", "replace")
    found += [f"holds {word!r}" for word in case.never if word in raw]
    if len(replies) > case.replies:
        found.append(f"{len(replies)} answers, where {case.replies} can be")
    for reply in replies:
        found += inspect(reply, is_head=exchange.sent.startswith(b"HEAD "))
    if case.check and (complaint := case.check(exchange)):
        found.append(complaint)
    return found


def outcome(exchange: Exchange, replies: list[Reply]) -> int:
    """Return how *exchange* ended: the status of its first answer, or why there is none."""
    if not replies:
        return SILENT if exchange.ended == OPEN else HUNG_UP
    first = replies[0]
    return BROKEN if first.status == 200 and not first.whole else first.status


def _name(status: int) -> str:
    names = {HUNG_UP: "by hanging up", SILENT: "nothing", BROKEN: "200 and broke off"}
    return names.get(status, str(status))


def readable(reply: Reply) -> str:
    """Return the text of an answer as its reader sees it."""
    if reply.kind == "application/problem+json":
        try:
            return "\n".join(str(value) for value in json.loads(reply.body).values())
        except (ValueError, AttributeError):
            return reply.text
    return html.unescape(reply.text) if reply.kind == "text/html" else reply.text


def inspect(reply: Reply, *, is_head: bool = False) -> list[str]:
    """Return what is wrong with *reply*, whatever was asked."""
    found = [*_headers(reply), *_security(reply)]
    if reply.status == 500 or reply.status > 505:
        found.append(f"status {reply.status} is a bug of the server")
    if reply.status == 405 and not reply.get("Allow"):
        found.append("405 without Allow")
    if reply.status == 503 and not reply.get("Retry-After").isdecimal():
        found.append(f"503 with Retry-After « {reply.get('Retry-After')} »")
    if reply.status >= 400:
        found += _leaks(reply)
        if not is_head and (reply.body or reply.status != 412):
            found += _explanation(reply)
    return found


def _headers(reply: Reply) -> list[str]:
    found = [f"{name} stands {n} times" for name in _ONCE if (n := len(reply.all(name))) > 1]
    if reply.all("Injected") or any(name.lower().startswith("injected") for name, _ in reply.headers):
        found.append("a header was injected")
    if re.search(r"\d", reply.get("Server")) or reply.get("X-Powered-By"):
        found.append(f"a banner: Server « {reply.get('Server')} » {reply.get('X-Powered-By')}")
    if reply.get("Access-Control-Allow-Credentials"):
        found.append("Access-Control-Allow-Credentials")
    if not re.fullmatch(
        r"(?:https?://localhost(?:[:/].*)?|/(?:[^/\\].*)?|[^/:]*)", reply.get("Location")
    ):
        found.append(f"leads elsewhere: Location « {reply.get('Location')} »")
    return found


def security(reply: Reply) -> list[str]:
    """Return which headers are missing that protect the reader of *reply*."""
    policy = reply.get("Content-Security-Policy")
    needed = {
        "X-Content-Type-Options: nosniff": reply.get("X-Content-Type-Options") == "nosniff",
        "Referrer-Policy": bool(reply.get("Referrer-Policy")),
        "X-Frame-Options, or frame-ancestors": bool(reply.get("X-Frame-Options"))
        or "frame-ancestors" in policy,
        "Content-Security-Policy": reply.kind != "text/html"
        or ("default-src" in policy or "script-src" in policy),
    }
    return [f"without {name}" for name, given in needed.items() if not given]


def _security(reply: Reply) -> list[str]:
    """Ask less of an error in plain text: most come from the door, and one case is for them."""
    found = security(reply)
    if reply.status >= 400 and reply.kind == "text/plain":
        return [line for line in found if "nosniff" in line]
    return found


def is_guarded(exchange: Exchange) -> str:
    """Complain of each header that is missing that protects the reader."""
    return ", ".join(security(exchange.replies[0])) if exchange.replies else ""


def _leaks(reply: Reply) -> list[str]:
    text = "\n".join([reply.text, *(f"{name}: {value}" for name, value in reply.headers)])
    places = {str(ROOT), sys.prefix, sys.base_prefix} - {"/", "/usr", "/usr/local"}
    found = [f"shows {match[0]!r}" for pattern in _LEAKS if (match := re.search(pattern, text))]
    return found + [f"shows the path {place}" for place in sorted(places) if place in text]


def _explanation(reply: Reply) -> list[str]:
    if reply.kind not in _READ:
        return [f"an error as « {reply.get('Content-Type')} »"]
    if reply.kind == "text/plain":
        return [] if len(reply.text.strip()) >= 10 else ["an error without explanation"]
    if reply.kind == "text/html":
        return [] if "</html>" in reply.text.lower() else ["an error page that is no page"]
    try:
        problem = json.loads(reply.body)
    except ValueError:
        return ["application/problem+json that is no JSON"]
    if problem.get("status") != reply.status or not problem.get("title") or not problem.get("detail"):
        return [f"a problem without its status, title or detail: {problem}"]
    return []


def hangs_up(exchange: Exchange) -> str:
    """Complain unless the connection was closed after the answer."""
    return "" if exchange.ended in {CLOSED, "reset"} else "the connection stays open"
