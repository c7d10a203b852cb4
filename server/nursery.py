"""The process that holds the dataset and forks the workers: ``python -m server.nursery FD``.

It has one thread, so that a fork is safe, and loads the dataset once: its children share the pages. On
the socket FD it is told its :class:`Options`, then answers each request with ``("born", pid)`` and two
descriptors (the channel of the new worker, and a pidfd to kill it by), and tells each death with
``("dead", pid, exit code)``.
"""

import array
import gc
import json
import os
import pickle
import resource
import signal
import socket
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from pyoxigraph import Store

from carto.errors import InputError
from carto.store import disk_place, prepare
from server import sandbox, spreadsheet
from server.job import MESSAGE
from server.store import Dataset, open_dataset, open_on_disk, open_union
from server.worker import can_reach_network, work

# Deep queries need a deep stack; what is not used costs nothing.
STACK = 256 << 20


@dataclass(frozen=True, slots=True)
class Options:
    """What a nursery must know: the build, and what a query may use."""

    folder: str
    base: str
    prefixes: dict[str, str]
    memory: int
    on_disk: bool
    union_in_memory: bool

    def to_json(self) -> str:
        """Return the options as a message."""
        return json.dumps(asdict(self))


def main(descriptor: int) -> None:
    """Load the dataset, say that it is ready, and fork until the socket closes."""
    sandbox.die_with_parent()
    # A signal to the whole group is for the server, which lets queries finish, then ends this.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    control = socket.socket(fileno=descriptor)
    options = Options(**json.loads(control.recv(MESSAGE)))
    folder = Path(options.folder)
    disk = _on_disk(folder, options) if options.on_disk else None
    dataset = None if disk else open_dataset(folder, options.base, options.prefixes)
    union = open_union(folder, options.base) if disk and options.union_in_memory else None
    spreadsheet.warm_up()
    network = can_reach_network()  # and finds the system calls once, for every child
    gc.freeze()  # so that a collection in a child copies no page
    signal.signal(signal.SIGCHLD, lambda *_: _bury(control))
    control.sendall(pickle.dumps(("ready", network)))
    while control.recv(16):
        _bear(control, options, dataset, disk, union)


def _on_disk(folder: Path, options: Options) -> Path:
    """Make the store on disk, in a process of its own: it leaves threads behind, and none may be here.

    Raises:
        OSError: If it cannot be made.
    """
    pid = os.fork()
    if pid == 0:
        try:
            prepare(folder, options.base)
        except (InputError, OSError) as error:
            print(f"erreur : {error}", file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != 0:
        raise OSError("la base sur disque n'a pu être écrite")
    return disk_place(folder, options.base)


def _bear(
    control: socket.socket,
    options: Options,
    dataset: Dataset | None,
    disk: Path | None,
    union: Store | None,
) -> None:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    for end in (ours, theirs):
        end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 20)
    pid = os.fork()
    if pid == 0:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        control.close()
        ours.close()
        # RocksDB has threads, which a fork does not copy: each worker opens the store itself.
        if disk is not None:
            dataset = open_on_disk(disk, union, options.prefixes)
        assert dataset is not None
        work(theirs, dataset, options.memory, files=disk is not None)
    theirs.close()
    pidfd = os.pidfd_open(pid)
    rights = array.array("i", [ours.fileno(), pidfd])
    message = pickle.dumps(("born", pid))
    control.sendmsg([message], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
    ours.close()
    os.close(pidfd)


def _bury(control: socket.socket) -> None:
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        control.sendall(pickle.dumps(("dead", pid, os.waitstatus_to_exitcode(status))))


def _deepen_stack(descriptor: int) -> None:
    """Start again with a deeper stack, which a process is given when it starts."""
    soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
    wanted = STACK if hard == resource.RLIM_INFINITY else min(STACK, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_STACK, (wanted, hard))
        os.set_inheritable(descriptor, True)  # noqa: FBT003
        os.execv(sys.executable, [sys.executable, "-m", "server.nursery", *sys.argv[1:]])  # noqa: S606


if __name__ == "__main__":
    _deepen_stack(int(sys.argv[1]))
    main(int(sys.argv[1]))
