"""One request to somebody else's server, made so that it cannot be turned against our own network.

The name is looked up once, every address it has must be public, and the connection goes to that very address; there
is no second look-up that could answer otherwise. Redirects are not followed. What the server says is not kept.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from urllib.parse import urlsplit

from bedside.core.errors import DeskError

PORT = 443
WAIT_SECONDS = 10.0  # for a connection, and for each piece of an answer
DEADLINE_SECONDS = 20.0  # for the whole
MOST_ANSWER_BYTES = 65_536
MOST_URL_CHARS = 400

Address = tuple[str, int]  # of the network, and port
Resolve = Callable[[str, int], Sequence[Address]]

# Ranges that hold addresses of others inside, so that one that looks public can be private all the same.
WRAPPED = tuple(ipaddress.ip_network(n) for n in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96"))


class BadAddress(DeskError):
    """A URL that is not taken; says what would be."""

    status = 422


class NotSent(DeskError):
    """A request was not taken; ``kind`` says why, as a token."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"the server did not take it ({kind})")
        self.kind = kind


def checked_url(url: str) -> str:
    """A URL that may be sent to, with its host in lower case.

    Raises:
        BadAddress: not https on port 443, a name and password in it, or no name of a server.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    plain = url.isascii() and not any(c.isspace() or not c.isprintable() for c in url.strip())
    if parts.scheme != "https" or not host or not plain or len(url) > MOST_URL_CHARS:
        raise BadAddress("This is not an address we can send to. One looks like https://hooks.example.org/bedside.")
    if port not in {None, PORT}:
        raise BadAddress("We send to port 443 only. Leave the port out.")
    if parts.username is not None or parts.password is not None:
        raise BadAddress("Leave out the name and the password: our signature proves who sends.")
    if _literal(host) is not None and not is_public(host):
        raise BadAddress("This address is not public, so we do not send to it.")
    if _literal(host) is None and ("." not in host.strip(".") or host.endswith((".local", ".internal", ".localhost"))):
        raise BadAddress("This name is not public, so we do not send to it.")
    return parts._replace(netloc=parts.netloc.lower(), fragment="").geturl()


def _literal(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def is_public(address: str) -> bool:
    """Whether an address belongs to the public network, itself and whatever is wrapped in it.

    Python calls addresses of NAT64 public that lead to a private one (RFC 6052), so those ranges are out.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped is not None:
            return is_public(str(found.ipv4_mapped))
        if any(found in network for network in WRAPPED):
            return False
    return found.is_global and not found.is_multicast and not found.is_reserved and not found.is_unspecified


def looked_up(host: str, port: int) -> list[Address]:
    """Every address that a name has now.

    Raises:
        NotSent: it has none.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotSent("no-such-name") from None
    return list(dict.fromkeys((str(row[4][0]), int(row[4][1])) for row in found))


def public_addresses(host: str, port: int, *, look_up: Resolve = looked_up) -> Sequence[Address]:
    """The addresses of a name, all of which are public.

    Raises:
        NotSent: one of them is not; then none is used.
    """
    found = look_up(host, port)
    if not found or not all(is_public(address) for address, _ in found):
        raise NotSent("not-public")
    return found


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    resolve: Resolve = public_addresses,
    trust: ssl.SSLContext | None = None,
) -> int:
    """Send a body; gives the status that was answered, whichever it was.

    Args:
        url: as `checked_url` gave it.
        resolve: the addresses to go to; the first is taken.
        trust: whose certificates hold; the system's when left out.

    Raises:
        NotSent: no connection, no certificate that holds, or no answer in time.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    address = resolve(host, parts.port or PORT)[0]
    connection = _To(host, address, trust or ssl.create_default_context())
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    with closing(connection):
        watch = threading.Timer(DEADLINE_SECONDS, connection.cut)
        watch.daemon = True
        watch.start()
        try:
            connection.request("POST", path or "/", body=body, headers=dict(headers))
            answer = connection.getresponse()
            answer.read(MOST_ANSWER_BYTES)
            return answer.status
        except ssl.SSLError:
            raise NotSent("certificate") from None
        except TimeoutError:
            raise NotSent("timeout") from None
        except (OSError, http.client.HTTPException, ValueError):
            raise NotSent("no-answer") from None
        finally:
            watch.cancel()


class _To(http.client.HTTPSConnection):
    """A connection to one address, with the certificate of a name."""

    def __init__(self, host: str, address: Address, trust: ssl.SSLContext) -> None:
        super().__init__(host, timeout=WAIT_SECONDS, context=trust)
        self.address, self.trust = address, trust

    def connect(self) -> None:
        self.sock = plain = socket.create_connection(self.address, timeout=WAIT_SECONDS)
        try:
            self.sock = self.trust.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise

    def cut(self) -> None:
        """End it from another thread; what waits for an answer then fails."""
        if self.sock is not None:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return
