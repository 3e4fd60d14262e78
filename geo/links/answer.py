"""One address of the web asked once: what answers, within limits of time, size and redirects.

Whoever answers is trusted in nothing. No cookie is kept, nothing is unpacked, and no machine of a private network is
asked, whatever a name or a redirect leads to: a name is looked up once, and the connection goes to the very number that
was looked at.
"""

from __future__ import annotations

import hashlib
import http.client
import ipaddress
import re
import socket
import ssl
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import closing
from contextlib import contextmanager
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import replace
from threading import Event
from threading import Timer
from urllib.parse import quote
from urllib.parse import urljoin
from urllib.parse import urlsplit

from geo.atlas.wording import WEB_ADDRESS
from geo.issues.errors import counted
from geo.record.paths import DISTRIBUTION
from geo.record.paths import __version__

AGENT = f"{DISTRIBUTION}/{__version__} (asks whether the addresses of its sources still answer)"
"""How the program calls itself to those whom it asks."""

MOST_REDIRECTS = 5

_PIECE = 65_536
_REDIRECTS = {301, 302, 303, 307, 308}
_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,80}")
# What a path may hold as it is: the rest is written in percents, as browsers do.
_AS_IT_IS = "/:?#[]@!$&'()*+,;=%~"


@dataclass(frozen=True)
class Limits:
    """How long and how much.

    Parameters
    ----------
    seconds
        For each request, from the first byte to the last.
    is_private_allowed
        Whether machines of private networks, this one among them, may be asked.
    """

    seconds: float = 20
    is_private_allowed: bool = False


PLAIN = Limits()
"""Without any wish: no private network, and time enough for a slow server."""


@dataclass(frozen=True)
class Answer:
    """What an address answered.

    Parameters
    ----------
    status
        Of HTTP; None where nothing answered.
    to
        Where redirects led; empty without one.
    media_type
        As the answer says, in lower case; empty where it does not.
    length, sha256
        Of the bytes, where they were asked for and all of them came; of a longer document the length of what was read.
    refusal
        Why an address was not asked; empty where it was.
    reason
        Why no answer came, or why its bytes are not known.
    """

    status: int | None = None
    to: str = ""
    media_type: str = ""
    length: int | None = None
    sha256: str = ""
    refusal: str = ""
    reason: str = ""


class _RefusedError(Exception):
    """An address is not asked, and why."""


def ask(address: str, *, most_bytes: int = 0, limits: Limits = PLAIN) -> Answer:
    """Ask an address, follow its redirects, and tell what answered.

    Parameters
    ----------
    address
        Of the web, http or https.
    most_bytes
        How many bytes of the document are read for their digest; none where that is 0.
    limits
        How long one request may take, and whom may be asked.
    """
    here, to = address, ""
    for _ in range(MOST_REDIRECTS + 1):
        try:
            found, onward = _reply(here, most_bytes, limits)
        except _RefusedError as error:
            return Answer(to=to, refusal=str(error))
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Answer(to=to, reason=_reason(error))
        if onward is None:
            return replace(found, to=to)
        here = to = _followed(here, onward)
        if not to:
            return replace(found, refusal="its redirect leads to no address of the web")
    return Answer(to=to, refusal=f"more than {counted(MOST_REDIRECTS, 'redirect')}")


def _followed(here: str, onward: str) -> str:
    """Return where a redirect leads; nothing where that is no address of the web."""
    try:  # a header comes as Latin-1, and means UTF-8
        target = urljoin(here, onward.encode("latin-1").decode()).replace(" ", "%20")
    except ValueError:
        return ""
    return target if WEB_ADDRESS.fullmatch(target) else ""


def _reply(address: str, most_bytes: int, limits: Limits) -> tuple[Answer, str | None]:
    """Send one request; return what answered, and where it sends us on."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
        raise _RefusedError("no address of the web")
    host = parts.hostname.encode("idna").decode()
    port = parts.port or {"http": 80, "https": 443}[parts.scheme]
    target = quote(f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}", safe=_AS_IT_IS)
    headers = {"Host": host if parts.port is None else f"{host}:{port}", "User-Agent": AGENT, "Accept": "*/*"}
    with _connected(host, port, limits, is_secret=parts.scheme == "https") as connection:
        connection.request("GET", target, headers=headers | {"Accept-Encoding": "identity", "Connection": "close"})
        reply = connection.getresponse()
        onward = reply.getheader("Location") if reply.status in _REDIRECTS else None
        answer = Answer(status=reply.status, media_type=_media_type(reply.getheader("Content-Type", "")))
        if onward is None and most_bytes and reply.status == http.HTTPStatus.OK:
            answer = _with_bytes(answer, reply, most_bytes)
        return answer, onward


@contextmanager
def _connected(host: str, port: int, limits: Limits, *, is_secret: bool) -> Iterator[http.client.HTTPConnection]:
    """Connect to a host, and hang up when the time is over, however slowly its bytes drip.

    Raises
    ------
    TimeoutError
        If the time was over before all was read.
    """
    line, is_late = _line(_numbers(host, port, limits), port, limits.seconds), Event()
    if is_secret:
        context = ssl.create_default_context()
        line = context.wrap_socket(line, server_hostname=host, do_handshake_on_connect=False)

    def hang_up() -> None:
        is_late.set()
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)

    timer = Timer(limits.seconds, hang_up)
    timer.daemon = True
    timer.start()
    connection = http.client.HTTPConnection(host, port)
    connection.sock = line
    try:
        with closing(line):
            if isinstance(line, ssl.SSLSocket):
                line.do_handshake()
            yield connection
    except (OSError, http.client.HTTPException):
        if is_late.is_set():
            raise TimeoutError from None
        raise
    finally:
        timer.cancel()
    if is_late.is_set():
        raise TimeoutError


def _line(numbers: Iterable[str], port: int, seconds: float) -> socket.socket:
    """Connect to the first number of a host that takes a connection."""
    refused: OSError = ConnectionError()
    for number in numbers:
        try:
            return socket.create_connection((number, port), seconds)
        except OSError as error:
            refused = error
    raise refused


def _numbers(host: str, port: int, limits: Limits) -> list[str]:
    """Look a host up; refuse one of a private network, even if it has public numbers too."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    numbers = [ipaddress.ip_address(str(each[4][0]).partition("%")[0]) for each in found]
    if not limits.is_private_allowed and not all(each.is_global and not each.is_multicast for each in numbers):
        raise _RefusedError("a machine of a private network")
    return [str(number) for number in numbers]


def _with_bytes(answer: Answer, reply: http.client.HTTPResponse, most_bytes: int) -> Answer:
    """Read a document for its length and digest; of a longer one than asked for no more than one byte too many."""
    if reply.getheader("Content-Encoding", "identity").lower() != "identity":
        return replace(answer, reason="sent in another form than its own")
    digest, length = hashlib.sha256(), 0
    while length <= most_bytes and (piece := reply.read(min(_PIECE, most_bytes + 1 - length))):
        digest.update(piece)
        length += len(piece)
    if length > most_bytes:
        return replace(answer, length=length, reason=f"longer than {counted(most_bytes, 'byte')}")
    if reply.length:  # what is still to come
        raise http.client.IncompleteRead(b"", reply.length)
    return replace(answer, length=length, sha256=digest.hexdigest())


def _media_type(header: str) -> str:
    """Return the media type of a header; nothing of one that is written otherwise."""
    name = header.partition(";")[0].strip().lower()
    return name if _MEDIA_TYPE.fullmatch(name) else ""


def _reason(error: Exception) -> str:
    """Return why no answer came, in words of the system or ours, never of whoever answered."""
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, socket.gaierror):
        return "its name is not known"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid: {error.verify_message}"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return "no answer that can be read"
