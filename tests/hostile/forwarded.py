"""Headers of a proxy, sent by a client that is none: nobody is trusted by default."""

import re
from collections.abc import Callable

from tests.hostile.case import Scenario, inspect
from tests.hostile.requests import HTML, request
from tests.hostile.target import Target
from tests.hostile.wire import Reply

_PAGES = (
    "/", "/sparql", "/metiers", "/telechargements", "/page/metier/architecte-reseaux",
    "/id/metier/architecte-reseaux", "/nulle-part", "/.well-known/void",
)  # fmt: skip
_HEADERS = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Prefix": "/evil-prefix",
    "X-Forwarded-For": "10.66.66.66",
    "X-Forwarded-Port": "6666",
    "X-Script-Name": "/evil-prefix",
    "X-Original-URL": "/evil-prefix",
    "X-Rewrite-URL": "/evil-prefix",
    "X-Forwarded-Server": "evil.example",
    "X-Host": "evil.example",
    "X-Real-IP": "10.66.66.66",
    "Forwarded": "for=10.66.66.66;host=evil.example;proto=https",
    "X_Forwarded_Host": "evil.example",
    "Script-Name": "/evil-prefix",
}
_LINK = re.compile(r"""(?:href|src|action|content)\s*=\s*(?:"[^"]*"|'[^']*')""")


def _links(reply: Reply) -> list[str]:
    return [reply.get("Location"), reply.get("Link"), *_LINK.findall(reply.text)]


def _unmoved(extra: dict[str, str]) -> Callable[[Target], list[str]]:
    def act(target: Target) -> list[str]:
        found = []
        for page in _PAGES:
            before = target.reply(request("GET", page, {"Accept": HTML}))
            after = target.reply(request("GET", page, {"Accept": HTML, **extra}))
            if (before.status, _links(before)) != (after.status, _links(after)):
                new = sorted(set(_links(after)) - set(_links(before)))
                found.append(f"{page}: {before.status} → {after.status}, other links: {new[:5]}")
            if "evil" in after.text or "10.66.66.66" in after.text:
                found.append(f"{page} repeats what it was told: {after.text[:500]!r}")
            found += [f"{page}: {complaint}" for complaint in inspect(after)]
        return found

    return act


SCENARIOS = [
    *(
        Scenario(f"{name}: {value}", "Links stay what they are.", _unmoved({name: value}))
        for name, value in _HEADERS.items()
    ),
    Scenario("all of them", "Links stay what they are.", _unmoved(dict(_HEADERS))),
]
