"""What the service does, for Prometheus: ``/metrics``."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from server.access_log import AccessLog
from server.cache import Cache
from server.pool import Pool

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """The figures of one server."""

    def __init__(self, pool: Pool, cache: Cache, log: AccessLog) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(_State(pool, cache, log))
        self.requests = Counter(
            "carto_requests", "Requests answered.", ["route", "status"], registry=self._registry
        )
        self.seconds = Histogram(
            "carto_query_seconds",
            "From a query to the start of its answer.",
            buckets=_SECONDS,
            registry=self._registry,
        )
        self.cached = Counter("carto_cache_hits", "Queries answered at once.", registry=self._registry)

    def text(self) -> bytes:
        """Return the figures as Prometheus reads them."""
        return generate_latest(self._registry)


class _State(Collector):
    """Reads the state of the parts when it is asked for."""

    def __init__(self, pool: Pool, cache: Cache, log: AccessLog) -> None:
        self._pool = pool
        self._cache = cache
        self._log = log

    def collect(self) -> Iterator[Metric]:
        running = GaugeMetricFamily("carto_queries_running", "Queries on a process.", labels=["lane"])
        for lane, number in self._pool.lanes.items():
            running.add_metric([lane], number)
        yield running
        yield GaugeMetricFamily(
            "carto_queries_waiting", "Queries without a process.", value=self._pool.waiting
        )
        counts = self._pool.counts
        ends = CounterMetricFamily("carto_queries", "Queries by what became of them.", labels=["event"])
        for event in ("started", "demoted", "killed", "refused", "crashed"):
            ends.add_metric([event], getattr(counts, event))
        yield ends
        yield GaugeMetricFamily("carto_cache_bytes", "Answers kept.", value=self._cache.size)
        yield GaugeMetricFamily(
            "carto_workers_isolated",
            "Whether the system keeps the workers off the network.",
            value=int(bool(self._pool.nursery.isolated)),
        )
        yield CounterMetricFamily("carto_log_lost", "Lines of the log lost.", value=self._log.lost)
