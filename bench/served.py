"""A page on a server of this machine, without compression, as a whole or only its beginning."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from http.server import ThreadingHTTPServer
from pathlib import Path


@contextmanager
def served(page: Path, beginning: int | None = None) -> Iterator[str]:
    """Serve a page and give its address.

    Parameters
    ----------
    page
        File to serve.
    beginning
        How many of its bytes are sent at once; the rest is held back, and sent when the server is left.
    """
    content, over = page.read_bytes(), threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name that the library calls
            if self.path != "/":
                self.send_error(HTTPStatus.NOT_FOUND)
                return
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content[:beginning])
            if beginning is not None and beginning < len(content):
                self.wfile.flush()
                over.wait()
                with suppress(ConnectionError):  # who has closed the page waits for nothing
                    self.wfile.write(content[beginning:])

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  # as in the library
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        over.set()
        server.shutdown()
        server.server_close()
