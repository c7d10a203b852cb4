"""Put the parts together and run them: the processes, the endpoint, the pages, the HTTP server."""

import asyncio
import gc
import logging
import resource
import signal
import socket
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import uvicorn
import uvloop
from a2wsgi import WSGIMiddleware

from carto.vocabulaires.depot import fingerprint, loaded
from server.access_log import AccessLog
from server.advice import Advisor
from server.app import create_app
from server.endpoint import Endpoint, Limits
from server.engine import PoolEngine, bind
from server.errors import VisitorError
from server.gateway import Gateway
from server.http1 import MAX_CONNECTIONS, LimitedProtocol
from server.metrics import Metrics
from server.nursery import Options
from server.pool import Born, Dead, Pool
from server.processes import Nursery
from server.settings import Settings
from server.site import Site, example_names, example_query, page_query

# A thread of the pages gives way to the loop sooner than usual: a query does not wait for a page.
_SWITCH_SECONDS = 0.0005
# Beyond the time of a query, for what is still in transfer when the server stops.
_LAST_SECONDS = 5.0
# After this the HTTP server hears signals itself.
_EARLY_SECONDS = 0.5


def serve(settings: Settings, manifest: Mapping[str, Any], listener: socket.socket) -> None:
    """Serve the build of *manifest* on *listener* until SIGINT or SIGTERM.

    Raises:
        OSError: If the processes that evaluate queries do not start.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    _allow_connections()
    asked: list[int] = []  # to stop: uvicorn acts on these signals, but only once it is there
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, _: asked.append(number))
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(settings, manifest, listener, asked))


def _allow_connections() -> None:
    """Let this process hold every connection that it takes, and the channels of the workers."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * MAX_CONNECTIONS
    if soft < wanted:
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


async def _serve(
    settings: Settings, manifest: Mapping[str, Any], listener: socket.socket, asked: Sequence[int]
) -> None:
    pool = Pool(_nursery(settings, manifest), settings.workers, settings.query_seconds)
    await pool.start()
    log = AccessLog(settings.log)
    try:
        gateway, learning = _assemble(settings, manifest, pool, log)
        server = _http_server(settings, gateway)
        gc.freeze()  # what is here now stays: no collection need look at it again
        print(_greeting(listener), flush=True)
        print(_isolation(pool), file=sys.stderr, flush=True)
        asyncio.get_running_loop().call_later(_EARLY_SECONDS, _stop_if, asked, server)
        await server.serve(sockets=[listener])
        learning.cancel()
    finally:
        pool.stop()
        log.close()


def _stop_if(asked: Sequence[int], server: uvicorn.Server) -> None:
    """Stop *server* if that was asked for before it could hear."""
    if asked:
        server.should_exit = True


def _assemble(
    settings: Settings, manifest: Mapping[str, Any], pool: Pool, log: AccessLog
) -> tuple[Gateway, asyncio.Task[None]]:
    advisor = Advisor(manifest["prefixes"], {name: example_query(name) for name in example_names()})
    engine = PoolEngine(pool, asyncio.get_running_loop(), advisor)
    site = Site(settings.build, manifest, engine, manifest["prefixes"], advisor)
    served = fingerprint(settings.build, manifest["base"], str(manifest["empreinte_jeu"]))
    limits = Limits(settings.query_seconds, settings.max_rows, settings.max_megabytes << 20)
    endpoint = Endpoint(pool, advisor, served, limits)
    metrics = Metrics(pool, endpoint.cache, log)
    # The types of a2wsgi are narrower than those of Flask and of ASGI's other users.
    flask: Any = create_app(site)
    pages: Any = WSGIMiddleware(flask, workers=settings.threads)

    def describe(address: str) -> str:
        return bind(page_query("service"), {"this": address})

    gateway = Gateway(endpoint, describe, pages, metrics, log, settings.networks())
    learning = asyncio.get_running_loop().create_task(_learn(site, advisor))
    return gateway, learning


async def _learn(site: Site, advisor: Advisor) -> None:
    """Give *advisor* the terms that the dataset uses; a dataset too large for it goes without hints."""
    with suppress(VisitorError):
        rows = await asyncio.to_thread(site.select, "termes")
        advisor.learn(row["terme"].text for row in rows)


def _nursery(settings: Settings, manifest: Mapping[str, Any]) -> Callable[[Born, Dead], Nursery]:
    triples = _triples(settings, manifest)
    options = Options(
        str(settings.build),
        manifest["base"],
        dict(manifest["prefixes"]),
        settings.query_memory,
        triples >= settings.memory_triples,
        triples < settings.union_triples,
    )
    return lambda born, dead: Nursery(options, born, dead)


def _triples(settings: Settings, manifest: Mapping[str, Any]) -> int:
    """Return how many triples are served: those of the build, and of the vocabularies beside it."""
    beside = (one.triplets for one, _ in loaded(settings.build, manifest["base"]))
    return sum((*manifest["triples"].values(), *beside))


def _http_server(settings: Settings, gateway: Gateway) -> uvicorn.Server:
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)  # a broken answer is no error of ours
    return uvicorn.Server(
        uvicorn.Config(
            gateway,
            http=LimitedProtocol,
            ws="none",
            lifespan="off",
            interface="asgi3",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=round(settings.query_seconds + _LAST_SECONDS),
        )
    )


def _greeting(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    host = f"[{host}]" if ":" in host else host
    return f"La cartographie est servie sur http://{host}:{port}/ (Ctrl-C pour arrêter)"


def _isolation(pool: Pool) -> str:
    if pool.nursery.isolated:
        return "Les requêtes sont évaluées sans accès au réseau (seccomp)."
    return (
        "Attention : ce système ne sait pas retirer le réseau aux processus qui évaluent les requêtes."
    )
