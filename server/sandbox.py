"""What a worker process may not do, whatever it evaluates: no network, no file, no other program.

The second wall behind :mod:`server.guard`. A seccomp filter (Linux, ``seccomp(2)``) makes the system
calls that do this fail with EPERM; it cannot be taken back, and needs no privilege. Where the system
has none, the server says so at start (:func:`has_network`).
"""

import ctypes
import platform
import resource
import socket
import struct
from collections.abc import Sequence
from functools import cache

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _PR_SET_PDEATHSIG = 38, 22, 1
_SECCOMP_MODE_FILTER = 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # BPF_LD|W|ABS, JMP|JEQ|K, JMP|JGE|K, RET|K
_ALLOW, _DENY = 0x7FFF0000, 0x00050001  # SECCOMP_RET_ALLOW; SECCOMP_RET_ERRNO | EPERM
_KILL = 0x80000000  # SECCOMP_RET_KILL_PROCESS
_X32 = 0x40000000  # the other numbering of system calls that an x86_64 kernel may offer

# Architecture (audit.h) and the numbers of its system calls (unistd.h).
_NETWORK = ("socket", "socketpair", "connect", "bind", "listen", "accept", "accept4")
_FILES = ("open", "openat", "openat2", "creat", "unlink", "unlinkat", "rename", "renameat2")
_PROGRAMS = ("execve", "execveat", "ptrace", "io_uring_setup", "process_vm_writev", "fork", "vfork")
_ARCHITECTURES: dict[str, tuple[int, dict[str, int]]] = {
    "x86_64": (
        0xC000003E,
        {
            "open": 2, "socket": 41, "connect": 42, "accept": 43, "bind": 49, "listen": 50,
            "socketpair": 53, "fork": 57, "vfork": 58, "execve": 59, "rename": 82, "creat": 85,
            "unlink": 87, "ptrace": 101, "openat": 257, "unlinkat": 263, "accept4": 288,
            "process_vm_writev": 311, "renameat2": 316, "execveat": 322, "io_uring_setup": 425,
            "openat2": 437,
        },
    ),
    "aarch64": (
        0xC00000B7,
        {
            "unlinkat": 35, "openat": 56, "ptrace": 117, "socket": 198, "socketpair": 199, "bind": 200,
            "listen": 201, "accept": 202, "connect": 203, "execve": 221, "accept4": 242,
            "process_vm_writev": 271, "renameat2": 276, "execveat": 281, "io_uring_setup": 425,
            "openat2": 437,
        },
    ),
}  # fmt: skip


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def die_with_parent() -> None:
    """Let this process be killed when its parent ends, however it ends."""
    _libc().prctl(_PR_SET_PDEATHSIG, 9, 0, 0, 0)


def limit_memory(mebibytes: int) -> None:
    """Let this process take *mebibytes* more than it has now, and no more."""
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
        pages = int(file.read().split()[0])
    limit = pages * resource.getpagesize() + (mebibytes << 20)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def forbid(*, files: bool) -> bool:
    """Take the network and other programs from this process, and with *files* the file system too.

    Return whether the system did it.
    """
    known = _ARCHITECTURES.get(platform.machine())
    if platform.system() != "Linux" or known is None:
        return False
    audit, numbers = known
    names = _NETWORK + _PROGRAMS + (_FILES if files else ())
    program = _filter(audit, [numbers[name] for name in names if name in numbers])
    libc = _libc()
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    described = _Program(len(program) // 8, program)
    done: int = libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(described), 0, 0)
    return done == 0


def has_network() -> bool:
    """Whether this process can open a socket: tried, not assumed."""
    try:
        socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()
    except PermissionError:
        return False
    return True


def _filter(audit: int, denied: Sequence[int]) -> bytes:
    """Return a classic BPF program: another architecture dies, what is *denied* fails, the rest runs."""
    code = [
        (_LOAD, 0, 0, 4),  # seccomp_data.arch
        (_EQUAL, 1, 0, audit),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, 0),  # seccomp_data.nr
        (_AT_LEAST, len(denied), 0, _X32),
    ]
    for place, number in enumerate(denied):
        code.append((_EQUAL, len(denied) - place, 0, number))
    code += [(_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _DENY)]
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in code)


@cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
