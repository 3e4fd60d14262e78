"""Drive Firefox and WebKit as their distribution brings them, by the W3C's WebDriver, without a package in between.

WebKit's driver is its own program, asked by HTTP. Firefox answers the same commands itself, over a socket (Marionette);
the program that would translate between the two, geckodriver, is in no package of Debian's.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress
from pathlib import Path
from typing import Protocol
from urllib.error import HTTPError
from urllib.request import Request
from urllib.request import urlopen

PATIENCE_S = 30
SIZE = {"width": 1440, "height": 900}

# No preference but these: no first page, no question, no update, and no way out of this machine.
FIREFOX_PREFERENCES = {
    "app.update.disabledForTesting": True,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "intl.accept_languages": "zh-CN",
    "marionette.port": 0,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.type": 1,
    "toolkit.startup.max_resumed_crashes": -1,
    "ui.prefersReducedMotion": 1,
}

# How the commands are called: by their paths, and by Firefox's own names.
PATHS = {"session": "", "size": "/window/rect", "open": "/url", "run": "/execute/async", "act": "/actions"}
MARIONETTE = {
    "session": "WebDriver:NewSession",
    "size": "WebDriver:SetWindowRect",
    "open": "WebDriver:Navigate",
    "run": "WebDriver:ExecuteAsyncScript",
    "act": "WebDriver:PerformActions",
}


class EngineNotFoundError(LookupError):
    """A browser is not installed; the message names the package that brings it."""


class CommandError(RuntimeError):
    """What the browser said against a command."""


class Driver(Protocol):
    """Whatever takes WebDriver's commands."""

    def command(self, name: str, parameters: dict) -> object:
        """Give a command and return its value.

        Raises
        ------
        CommandError
            If the browser refuses it.
        """


class Marionette:
    """Firefox's own end of WebDriver: messages of JSON, each after its length.

    Parameters
    ----------
    port
        Where it listens on this machine.
    """

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), PATIENCE_S)
        self._stream = self._socket.makefile("rb")
        self._read()  # the greeting

    def command(self, name: str, parameters: dict) -> object:
        """Give a command and return its value."""
        body = json.dumps([0, 1, MARIONETTE[name], parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(body), body))
        _, _, error, result = self._read()
        if error:
            raise CommandError(f"{name}: {error['message']}")
        return result.get("value")

    def close(self) -> None:
        """Hang up."""
        self._stream.close()
        self._socket.close()

    def _read(self) -> list:
        length = b""
        while not length.endswith(b":"):
            length += (digit := self._stream.read(1))
            if not digit:
                raise CommandError("Firefox ended the connection")
        return json.loads(self._stream.read(int(length[:-1])))


class Remote:
    """A WebDriver that is asked by HTTP.

    Parameters
    ----------
    port
        Where it listens on this machine.
    """

    def __init__(self, port: int) -> None:
        self._base = f"http://127.0.0.1:{port}/session"

    def command(self, name: str, parameters: dict) -> object:
        """Give a command and return its value."""
        value = self._ask("POST", PATHS[name], parameters)
        if name == "session":
            self._base += f"/{value['sessionId']}"
        return value

    def close(self) -> None:
        """End the session, and the browser with it."""
        self._ask("DELETE", "", None)

    def _ask(self, method: str, path: str, parameters: dict | None) -> object:
        body = None if parameters is None else json.dumps(parameters).encode()
        request = Request(self._base + path, body, {"Content-Type": "application/json"}, method=method)  # noqa: S310
        try:
            with urlopen(request, timeout=PATIENCE_S) as answer:  # noqa: S310 - this machine
                return json.load(answer)["value"]
        except HTTPError as error:
            raise CommandError(f"{path}: {json.load(error)['value']}") from None


@contextmanager
def firefox(folder: Path, **preferences: object) -> Iterator[Driver]:
    """Start Firefox without a window; `folder` takes its profile, `preferences` are set beside the usual ones."""
    program = find("firefox-esr", "firefox", package="firefox-esr")
    profile = folder / "firefox"
    profile.mkdir()
    lines = [
        f"user_pref({json.dumps(key)}, {json.dumps(value)});"
        for key, value in (FIREFOX_PREFERENCES | preferences).items()
    ]
    (profile / "user.js").write_text("\n".join(lines), "utf-8")
    with started(program, "--headless", "--marionette", "--no-remote", "--profile", str(profile), log=folder / "log"):
        driver = Marionette(int(wait_for((profile / "MarionetteActivePort").read_text)))
        driver.command("session", {"capabilities": {"alwaysMatch": {}}})
        driver.command("size", SIZE)
        yield driver
        driver.close()


@contextmanager
def webkit(folder: Path) -> Iterator[Driver]:
    """Start the small browser that the driver finds beside WebKit, on the screen that is there."""
    program = find("WebKitWebDriver", package="webkit2gtk-driver")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = folder / "gtk-3.0" / "settings.ini"
    settings.parent.mkdir()
    settings.write_text("[Settings]\ngtk-enable-animations=0\n", "utf-8")  # the page learns that no motion is wanted
    with started(program, f"--port={port}", log=folder / "log", XDG_CONFIG_HOME=str(folder)):
        wait_for(lambda: socket.create_connection(("127.0.0.1", port), 1).close() or "listens")
        driver = Remote(port)
        driver.command("session", {"capabilities": {"alwaysMatch": {}}})
        driver.command("size", SIZE)
        yield driver
        driver.close()


def find(*names: str, package: str) -> str:
    """Return the path of the first program that is here."""
    for name in names:
        if path := shutil.which(name):
            return path
    raise EngineNotFoundError(f"{names[0]} is not here; on Debian: apt-get install {package}")


@contextmanager
def started(*command: str, log: Path, **environment: str) -> Iterator[None]:
    """Run a program for as long as it is needed."""
    options = {"env": os.environ | environment, "stderr": subprocess.STDOUT}
    with log.open("wb") as output, subprocess.Popen(command, stdout=output, **options) as process:
        try:
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE_S)


def wait_for(look: Callable[[], str]) -> str:
    """Return what `look` gives as soon as it gives anything."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        with suppress(OSError):
            if found := look():
                return found
        time.sleep(0.05)
    raise TimeoutError(f"{PATIENCE_S} s went by without an answer from the browser")
