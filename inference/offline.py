"""No Python code in this process may reach the network, whatever a library's defaults say."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

Peer = tuple[str, int]
"""Host and port, as the user configured them."""

_NAME_LOOKUPS = frozenset({"socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"})
_TO_ADDRESS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg"})


class WentOnline(Exception):
    """A library tried to use the network. Find its switch and turn it off."""


def _no_peers() -> frozenset[Peer]:
    return frozenset()


def stay_offline(allowed: Callable[[], frozenset[Peer]] = _no_peers) -> None:
    """Make connections and name look-ups of this process raise `WentOnline`, from now on.

    Parameters
    ----------
    allowed : gives the peers that the user configured at the moment of the attempt; a peer named by host
        must be listed with the addresses it resolves to as well, since connections are made to those.

    Notes
    -----
    The guard is an audit hook (PEP 578) and cannot be removed again, by design. Sockets between processes
    of one machine (AF_UNIX) stay usable. It sees Python's sockets only, not those of native libraries.
    """

    def refuse(event: str, args: tuple[Any, ...]) -> None:
        if not event.startswith("socket."):
            return
        if event in _TO_ADDRESS:
            address = args[1]
            if not isinstance(address, tuple):  # AF_UNIX has a path; a message on a connected socket has None
                return
            if address[:2] not in allowed():
                raise WentOnline(f"{event} to {address[0]}:{address[1]}" if len(address) > 1 else f"{event} {address}")
        elif event == "socket.getaddrinfo":
            host, port = _text(args[0]), args[1]
            if not any(host == name and str(port) == str(number) for name, number in allowed()):
                raise WentOnline(f"{event} of {host}:{port}")
        elif event in _NAME_LOOKUPS:
            host = _text(args[0][0] if isinstance(args[0], tuple) else args[0])
            if all(host != name for name, _ in allowed()):
                raise WentOnline(f"{event} of {host}")

    sys.addaudithook(refuse)


def _text(host: object) -> str:
    return host.decode("ascii", "replace") if isinstance(host, bytes | bytearray) else str(host)
