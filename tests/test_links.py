"""The addresses of sources, asked of a server on this machine: what answers, what has changed, what is not asked."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer

import pytest

from geo.cli import main
from geo.links.addresses import Finding
from geo.links.addresses import ask_all
from geo.links.answer import AGENT
from geo.links.answer import Limits
from geo.links.answer import ask
from geo.record.read import read

PAGE = "<title>页</title>".encode()
HERE = Limits(seconds=20, is_private_allowed=True)
SOON = Limits(seconds=0.3, is_private_allowed=True)


class Server(ThreadingHTTPServer):
    """A server on loopback that remembers what it was asked, and how many asked at once."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Pages)
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.at_once = self.most_at_once = 0
        self.lock, self.closing = threading.Lock(), threading.Event()

    def at(self, path: str) -> str:
        """Return the address of a page."""
        return f"http://127.0.0.1:{self.server_port}{path}"


class Pages(BaseHTTPRequestHandler):
    """Pages by path; whatever each does wrong is in its name."""

    server: Server

    def do_GET(self) -> None:
        """Answer as the path says."""
        with self.server.lock:
            self.server.requests.append((self.path, dict(self.headers)))
        with suppress(OSError):  # the other side hangs up, as it should
            getattr(self, "_" + self.path.partition("?")[0].split("/")[1].replace("-", "_"))()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""

    def send(self, status: int, body: bytes = PAGE, **headers: str) -> None:
        """Send a page; headers by name, with hyphens as underscores."""
        self.send_response(status)
        told = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
        for name, value in (told | {name.replace("_", "-"): value for name, value in headers.items()}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _page(self) -> None:
        self.send(200)

    def _counted(self) -> None:
        """Answer after a moment in which another request could come."""
        with self.server.lock:
            self.server.at_once += 1
            self.server.most_at_once = max(self.server.most_at_once, self.server.at_once)
        self.server.closing.wait(0.05)
        with self.server.lock:
            self.server.at_once -= 1
        self.send(200)

    def _gone(self) -> None:
        self.send(404)

    def _broken(self) -> None:
        self.send(500)

    def _moved(self) -> None:
        self.send(301, Location="/page", Set_Cookie="a=b")

    def _moved_to_gone(self) -> None:
        self.send(302, Location=self.server.at("/gone"))

    def _in_circles(self) -> None:
        self.send(302, Location="/in-circles")

    def _to_a_file(self) -> None:
        self.send(302, Location="file:///etc/passwd")

    def _to_signs(self) -> None:
        self.send(302, Location="http://127.0.0.1/\x1b[31m")

    def _picture(self) -> None:
        self.send(200, Content_Type="image/png")

    def _odd_type(self) -> None:
        self.send(200, Content_Type="\x1b[31m/=1+1")

    def _packed(self) -> None:
        self.send(200, gzip.compress(PAGE), Content_Encoding="gzip")

    def _broken_off(self) -> None:
        self.send(200, Content_Length="1000")
        self.close_connection = True

    def _no_http(self) -> None:
        self.wfile.write(b"SSH-2.0-OpenSSH\r\n")
        self.close_connection = True

    def _slow(self) -> None:
        self.server.closing.wait(60)

    def _dripping(self) -> None:
        self.send_response(200)
        self.end_headers()
        self._drip(b" ")

    def _dripping_headers(self) -> None:
        self.wfile.write(b"HTTP/1.0 200 OK\r\n")
        self._drip(b"A: b\r\n")

    def _drip(self, piece: bytes) -> None:
        while not self.server.closing.wait(0.05):
            self.wfile.write(piece)

    def _endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        while not self.server.closing.is_set():
            self.wfile.write(bytes(65_536))


@pytest.fixture
def server() -> Iterator[Server]:
    """Serve the pages."""
    with Server() as serving:
        thread = threading.Thread(target=serving.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield serving
        serving.closing.set()
        serving.shutdown()


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def asked(tiny, server, path, limits=HERE, **told):
    """Ask the address of the tiny record's page."""
    tiny.sources[0].update(url=server.at(path), **told)
    [found] = ask_all(read(tiny.write()), limits, pause=0)
    return found


@pytest.mark.parametrize(
    ("path", "finding", "status"),
    [
        ("/page", Finding.ANSWERS, 200),
        ("/page/炎陵县?a=页", Finding.ANSWERS, 200),
        ("/gone", Finding.GONE, 404),
        ("/broken", Finding.FAILED, 500),
        ("/moved", Finding.MOVED, 200),
        ("/moved-to-gone", Finding.GONE, 404),
        ("/picture", Finding.OTHER_TYPE, 200),
        ("/odd-type", Finding.ANSWERS, 200),
        ("/endless", Finding.ANSWERS, 200),
        ("/no-http", Finding.UNREACHABLE, None),
        ("/in-circles", Finding.REFUSED, None),
        ("/to-a-file", Finding.REFUSED, 302),
        ("/to-signs", Finding.REFUSED, 302),
    ],
)
def test_what_became_of_an_address(tiny, server, path, finding, status):
    found = asked(tiny, server, path)
    assert (found.finding, found.answer.status) == (finding, status)
    assert f"{found.answer}".isprintable()


@pytest.mark.parametrize(
    ("path", "told", "finding"),
    [
        ("/page", {"sha256": digest(PAGE)}, Finding.SAME),
        ("/page", {"sha256": digest(PAGE), "length": str(len(PAGE))}, Finding.SAME),
        ("/moved", {"sha256": digest(PAGE)}, Finding.SAME),
        ("/page", {"sha256": digest(b"other")}, Finding.CHANGED),
        ("/page", {"sha256": digest(PAGE[:-1]), "length": str(len(PAGE) - 1)}, Finding.CHANGED),
        ("/endless", {"sha256": digest(PAGE), "length": str(len(PAGE))}, Finding.CHANGED),
        ("/packed", {"sha256": digest(PAGE)}, Finding.ANSWERS),
        ("/broken-off", {"sha256": digest(PAGE)}, Finding.UNREACHABLE),
        ("/picture", {"sha256": digest(PAGE)}, Finding.SAME),
    ],
)
def test_bytes_that_are_known_are_compared(tiny, server, path, told, finding):
    assert asked(tiny, server, path, **told).finding == finding


def test_a_data_set_may_be_of_any_type(tiny, server):
    tiny.register("source_types").append({"code": "dataset", "name_zh": "数据", "name_en": "Data", "mark": "DS"})
    assert asked(tiny, server, "/picture", type="dataset").finding == Finding.ANSWERS


@pytest.mark.parametrize("path", ["/slow", "/dripping", "/dripping-headers"])
def test_a_slow_answer_is_not_waited_for(tiny, server, path):
    found = asked(tiny, server, path, SOON, sha256=digest(PAGE))
    assert (found.finding, found.answer.reason) == (Finding.UNREACHABLE, "no answer in time")


def test_nothing_is_sent_but_a_plain_request_that_names_the_project(tiny, server):
    asked(tiny, server, "/moved")
    assert [path for path, _ in server.requests] == ["/moved", "/page"]
    for _, headers in server.requests:
        assert headers == {
            "Host": f"127.0.0.1:{server.server_port}",
            "User-Agent": AGENT,
            "Accept": "*/*",
            "Accept-Encoding": "identity",
            "Connection": "close",
        }


def test_a_private_network_is_not_asked_by_name_number_or_redirect(tiny, server, monkeypatch):
    found = asked(tiny, server, "/page", Limits())
    assert (found.finding, server.requests) == (Finding.REFUSED, [])
    for host in ("10.0.0.1", "192.168.1.1", "169.254.169.254", "224.0.0.1", "0.0.0.0", "[::1]", "[fe80::1]"):  # noqa: S104
        assert ask(f"http://{host}/").refusal, host
    # A name with a public number beside a private one, as who wants to reach the latter would make it.
    numbers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 80)) for each in ("93.184.216.34", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: numbers)
    assert ask("http://rebound.example.org/").refusal


def test_the_number_that_was_looked_at_is_the_one_that_is_asked(server, monkeypatch):
    answers = iter([[(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", server.server_port))]])
    looked_up = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *rest, **more: next(answers) if host == "once.example.org" else looked_up(host, *rest, **more),
    )
    assert ask(f"http://once.example.org:{server.server_port}/page", limits=HERE).status == 200
    assert server.requests[0][1]["Host"] == f"once.example.org:{server.server_port}"


@pytest.mark.parametrize(
    "address", ["ftp://example.org/", "http://user@example.org/", "http:///page", "file:///etc/passwd", "page"]
)
def test_what_is_no_address_of_the_web_is_not_asked(address):
    assert ask(address, limits=HERE).refusal


def test_a_host_gets_one_request_at_a_time_and_the_answers_keep_the_order(tiny, server):
    for number in range(5):
        page = {"id": f"page-{number}", "url": server.at(f"/counted/{number}"), "archive": ""}
        tiny.sources.append(tiny.sources[0] | page)
        tiny.facts.append(tiny.fact(3) | {"id": f"f003{number}", "source": f"page-{number}"})
    tiny.sources[0].update(url=server.at("/counted"))
    found = ask_all(read(tiny.write()), HERE, pause=0)
    assert [each.source["id"] for each in found] == ["notice-2023", *(f"page-{number}" for number in range(5))]
    assert (len(server.requests), server.most_at_once) == (6, 1)


def test_an_archive_is_asked_too_and_never_compared(tiny, server):
    tiny.sources[0].update(url=server.at("/page"), archive=server.at("/gone"), sha256=digest(PAGE))
    found = ask_all(read(tiny.write()), HERE, pause=0)
    assert [(each.of, each.finding) for each in found] == [("url", Finding.SAME), ("archive", Finding.GONE)]


@pytest.fixture
def certificate(tmp_path):
    """Return a certificate for this machine that nobody has signed but itself, with its key."""
    assert shutil.which("openssl"), "openssl must be installed, which makes the certificate"
    made = tmp_path / "made.pem"
    key = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    whose = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*key, *whose, "-keyout", made, "-out", made], check=True, capture_output=True)
    return made


def test_a_certificate_must_be_valid(server, certificate, monkeypatch):
    assert ask(server.at("/page").replace("http:", "https:"), limits=HERE).reason  # it speaks no TLS
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    address = server.at("/page").replace("http:", "https:")
    assert "certificate" in ask(address, limits=HERE).reason
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert ask(address, most_bytes=1000, limits=HERE).sha256 == digest(PAGE)


# The command


def run(tiny, capsys, *options: str) -> tuple[int, str]:
    code = main(["--root", str(tiny.write()), "sources", *options])
    return code, capsys.readouterr().out


def test_the_sources_are_listed_newest_first_with_their_facts(tiny, capsys):
    code, text = run(tiny, capsys)
    assert code == 0
    assert text.splitlines() == [
        "review-2024, newspaper, primary, 2024-12, 2 facts",
        "notice-2023, document, second-hand, 2023-05, read as a page on 2024-12-30, 5 facts",
        "2 sources",
    ]
    rows = list(csv.DictReader(io.StringIO(run(tiny, capsys, "--format", "csv")[1])))
    assert rows == [
        {name: str(cell) for name, cell in row.items()} for row in json.loads(run(tiny, capsys, "--format", "json")[1])
    ]
    assert [(row["id"], row["accessed"], row["form"], row["facts"]) for row in rows] == [
        ("review-2024", "", "", "2"),
        ("notice-2023", "2024-12-30", "page", "5"),
    ]


def test_the_command_says_what_leads_nowhere_and_fails(tiny, server, capsys, tmp_path):
    tiny.sources[0]["url"] = server.at("/page")
    assert run(tiny, capsys, "--check", "--allow-private") == (0, "1 link: 1 answers\n")
    tiny.sources[0]["url"] = server.at("/gone")
    code, text = run(tiny, capsys, "--check", "--allow-private")
    assert (code, text.splitlines()) == (
        1,
        [f"gone: notice-2023 {server.at('/gone')} (status 404)", "1 link: 1 gone"],
    )
    code, text = run(tiny, capsys, "--check", "--allow-private", "--format", "csv")
    [row] = csv.DictReader(io.StringIO(text))
    assert (code, row["source"], row["of"], row["finding"], row["status"]) == (1, "notice-2023", "url", "gone", "404")
    file = tmp_path / "links.json"
    code, text = run(tiny, capsys, "--check", "--allow-private", "--format", "json", "-o", str(file))
    assert (code, text) == (1, f"{file}: 1 link: 1 gone\n")
    assert [each["finding"] for each in json.loads(file.read_text("utf-8"))] == ["gone"]


def test_a_moved_address_is_named_and_no_failure(tiny, server, capsys):
    tiny.sources[0]["url"] = server.at("/moved")
    code, text = run(tiny, capsys, "--check", "--allow-private")
    assert (code, text.splitlines()[0]) == (
        0,
        f"moved: notice-2023 {server.at('/moved')} (to {server.at('/page')})",
    )


def test_this_machine_is_asked_only_where_that_is_wanted(tiny, server, capsys):
    tiny.sources[0]["url"] = server.at("/page")
    code, text = run(tiny, capsys, "--check")
    assert (code, text.splitlines()[-1], server.requests) == (1, "1 link: 1 refused", [])


def test_a_list_without_a_check_asks_nobody(tiny, server, capsys):
    tiny.sources[0]["url"] = server.at("/page")
    assert run(tiny, capsys, "--allow-private")[0] == 0
    assert server.requests == []


@pytest.mark.parametrize("text", ["0", "-1", "nan", "601", "soon"])
def test_a_time_that_no_request_can_take_is_refused(tiny, capsys, text):
    with pytest.raises(SystemExit):
        run(tiny, capsys, "--check", "--timeout", text)
