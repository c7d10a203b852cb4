"""A process that evaluates queries, one after another, until it is killed or its channel closes."""

import os
import socket
from typing import NoReturn

from server import sandbox
from server.evaluate import evaluate
from server.job import MESSAGE, Message, pack, unpack_job
from server.store import Dataset


def work(channel: socket.socket, dataset: Dataset, memory: int, *, files: bool) -> NoReturn:
    """Answer the jobs that come on *channel*; never return. To be called in a forked process.

    *memory*: how many MiB a query may take; *files*: whether the store reads files.
    """
    sandbox.die_with_parent()
    sandbox.limit_memory(memory)
    sandbox.forbid(files=not files)
    # The engine tells the terminal when it dies for want of memory; the server says it better.
    os.dup2(_nowhere, 2)

    def send(message: Message) -> None:
        channel.sendall(pack(message))

    place = memoryview(bytearray(MESSAGE))
    while length := channel.recv_into(place):
        try:
            evaluate(unpack_job(place[:length]), dataset, send)
        except OSError:  # the server has gone, or the fence was touched: the server sees an end
            break
    os._exit(0)


# Opened before any fork: a worker may open no file.
_nowhere = os.open(os.devnull, os.O_WRONLY)


def can_reach_network() -> bool:
    """Whether a worker could open a socket: tried in a process that is fenced in as they are."""
    pid = os.fork()
    if pid == 0:
        sandbox.forbid(files=True)
        os._exit(int(sandbox.has_network()))
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != 0
