"""A real browser without a screen, driven by its DevTools protocol."""

from __future__ import annotations

import asyncio
import base64
import json
import shutil
import subprocess
import time
import urllib.request
from pathlib import Path
from typing import Any

from tornado.websocket import websocket_connect

NAMES = ("chromium", "chromium-browser", "google-chrome")
LIMIT = 60


def find() -> str | None:
    """Returns the browser of this machine, if there is one."""
    return next((found for found in map(shutil.which, NAMES) if found), None)


class Browser:
    """A browser in a process of its own; ``with`` ends it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        profile = folder / "profile"
        command = [
            str(find()), "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--hide-scrollbars", "--no-first-run", "--remote-debugging-port=0",
            f"--user-data-dir={profile}", "about:blank",
        ]  # fmt: skip
        with open(folder / "browser.log", "wb") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        port = profile / "DevToolsActivePort"
        until = time.monotonic() + LIMIT
        while not (port.is_file() and port.read_text().strip()):
            if self._process.poll() is not None or time.monotonic() > until:
                self.close()
                raise RuntimeError(f"the browser did not start; see {folder / 'browser.log'}")
            time.sleep(0.1)
        self._port = int(port.read_text().split()[0])

    def __enter__(self) -> "Browser":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    async def open(self, address: str, width: int, height: int) -> "Page":
        """Returns a new window of a size, which loads a page."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self._port}/json/new?about:blank", method="PUT"
        )
        with urllib.request.urlopen(request, timeout=LIMIT) as answer:
            target = json.load(answer)
        socket = await websocket_connect(target["webSocketDebuggerUrl"], max_message_size=1 << 26)
        page = Page(socket)
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        await page.call("Emulation.setDeviceMetricsOverride", **size)
        # Pages ask who has the focus, and without a screen nobody has.
        await page.call("Emulation.setFocusEmulationEnabled", enabled=True)
        await page.go(address)
        return page


class Page:
    """A window of the browser."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self._number = 0

    async def call(self, method: str, **params: Any) -> dict:
        """Returns the answer of the browser."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        await self._socket.write_message(json.dumps(message))
        while True:
            text = await asyncio.wait_for(self._socket.read_message(), LIMIT)
            if text is None:
                raise RuntimeError("the browser has ended")
            answer = json.loads(text)
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    async def go(self, address: str) -> None:
        """Loads a page."""
        await self.call("Page.navigate", url=address)

    async def evaluate(self, expression: str) -> Any:
        """Returns the value of an expression of JavaScript."""
        result = await self.call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in result:
            raise RuntimeError(f"{expression}: {json.dumps(result['exceptionDetails'])[:800]}")
        return result["result"].get("value")

    async def until(self, expression: str, what: str, seconds: float = LIMIT) -> Any:
        """Returns the value of an expression when it holds; errors count as not yet."""
        end = time.monotonic() + seconds
        said: Any = None
        while time.monotonic() < end:
            try:
                said = await self.evaluate(expression)
                if said:
                    return said
            except RuntimeError as error:
                said = error
            await asyncio.sleep(0.1)
        raise TimeoutError(f"expected {what} within {seconds:.0f} s; the last answer was {said}")

    async def picture(self, file: Path) -> None:
        """Writes what the window shows as a PNG."""
        # A window behind another one draws nothing.
        await self.call("Page.bringToFront")
        shot = await self.call("Page.captureScreenshot", format="png")
        file.write_bytes(base64.b64decode(shot["data"]))
