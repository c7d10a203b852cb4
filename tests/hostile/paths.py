"""Paths that lead out of the folders that are served, or to another site."""

# ruff: noqa: E501  a case stands on one line

from tests.hostile.case import HUNG_UP, Case
from tests.hostile.requests import HTML, request

# What a file of the machine or of the program would show.
_FOREIGN = ("root:", "daemon:", "[build-system]", "create_app", "from flask", "CARTO_BUILD=")
_UP = {
    "plain": "../",
    "escaped dots": "%2e%2e/",
    "escaped slash": "..%2f",
    "escaped both": "%2e%2e%2f",
    "escaped twice": "%252e%252e%252f",
    "backslash": "..%5c",
    "raw backslash": "..\\",
    "four dots": "....//",
    "a semicolon": "..;/",
    "overlong": "%c0%ae%c0%ae%c0%af",
    "UTF-16": "%u002e%u002e%u2215",
    "full-width": "%ef%bc%8e%ef%bc%8e%ef%bc%8f",
    "a NUL": "..%00/",
}
_GOALS = ("etc/passwd", "server/settings.py", "proc/self/environ")
_ROOTS = ("/dumps/", "/static/", "/", "/page/metier/", "/graphe/")
_NOTHING = {301, 307, 308, 400, 403, 404, 410, 414, 431}
# A path that is read as if it were shorter may lead to something that is there.
_THERE = _NOTHING | {200, 303}

_FILES = (
    "/dumps/", "/dumps/.", "/dumps/..", "/dumps//etc/passwd", "/dumps/%2fetc%2fpasswd", "/dumps/carto.nq%00",
    "/dumps/carto.nq%00.txt", "/dumps/%00", "/dumps/carto.nq/", "/dumps/carto.nq/..", "/dumps/CON", "/dumps/NUL",
    "/dumps/C:%5cwindows%5cwin.ini", "/dumps/.htaccess", "/dumps/.git/config", "/dumps/build.json~", "/dumps/carto.nq%20",
    "/dumps/file:%2f%2f%2fetc%2fpasswd", "/dumps/*", "/dumps/~root", "/dumps/-", "/dumps/" + "a" * 255, "/dumps/" + "a" * 5000,
    "/dumps/" + "%C3%A9" * 200, "/static/", "/static", "/static/%00", "/static//", "/static/.", "/static/style.css%00",
    "/static/../templates/erreur.html", "/static/..%2ftemplates%2ferreur.html", "/templates/erreur.html", "/server/app.py",
    "/.git/config", "/.env", "/pyproject.toml", "/wp-login.php", "/cgi-bin/.%2e/.%2e/bin/sh", "/console", "/debug",
    "/admin", "/server-status", "/.well-known/../etc/passwd", "/%00", "/%", "/%zz", "/%ff%fe", "/\\", "/;", "/?%00=%00",
    "/page/metier/%00", "/page/metier/..", "/page/%2e%2e/%2e%2e", "/page/metier/architecte-reseaux%00", "/page/__class__/__init__",
    "/data/metier/architecte-reseaux.php", "/data/metier/architecte-reseaux.", "/data/.ttl", "/data/metier/.ttl",
    "/id/metier/", "/id/metier/%3E%7D%20DROP%20ALL%20%7B", "/id/metier/a%3E", "/id/metier/a%22", "/id/metier/a%7D", "/id/metier/a%0A",
    "/id/metier/%5C", "/page/metier/{{7*7}}", "/page/metier/$%7B7*7%7D", "/graphe/%3Curn:a%3E", "/graphe/fiches%23", "/graphe/..%2f..",
    "/" + "a/" * 20_000, "/" + "../" * 20_000, "/" + "%2e%2e%2f" * 5000, "/" + "a" * 60_000, "/dumps/" + "a" * 60_000, "/" + "/" * 10_000,
)  # fmt: skip
_AWAY = (
    "//evil.example", "//evil.example/", "//evil.example/%2e%2e", "///evil.example/", "/\\evil.example/", "/%5cevil.example/",
    "/%2f%2fevil.example/", "//evil.example/static", "//evil.example/static/..", "/\t/evil.example", "/.//evil.example/..",
    "//evil.example/id/metier/architecte-reseaux", "/http://evil.example/", "//localhost@evil.example/metiers/",
)  # fmt: skip


def _name(path: str) -> str:
    return path if len(path) < 60 else f"{path[:40]}… ({len(path)})"


CASES = [
    *(
        Case(f"{root} up by {name} to {goal}", "Nothing outside is served.", request("GET", root + up * 6 + goal, {"Accept": "*/*"}), _NOTHING, never=_FOREIGN)
        for root in _ROOTS for name, up in _UP.items() for goal in (_GOALS if root in _ROOTS[:2] else _GOALS[:1])
    ),
    *(Case(f"path {_name(path)}", "Served if it is there, and nothing else.", request("GET", path, {"Accept": "*/*"}), _THERE, never=_FOREIGN) for path in _FILES),
    *(Case(f"away by {path!r}", "No answer leads to another site.", request("GET", path, {"Accept": HTML}), _THERE | {HUNG_UP}, never=_FOREIGN) for path in _AWAY),
]  # fmt: skip
