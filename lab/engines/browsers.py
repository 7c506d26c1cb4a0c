"""WebKit and Firefox as Debian has them, spoken to without a library in between.

All take the commands of the WebDriver standard: WebKit over HTTP from its driver, Firefox over the
socket of its own Marionette. Selenium would need geckodriver for that, which neither Debian 12 nor
PyPI has. One window each, and one set of cookies.
"""

import base64
import json
import os
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import requests

from lab.rig.server import WITHIN, free_port, wait_until
from scripts.tools import find

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # how the standard marks a reference to an element
# Apple's WebKit gives a button that is pressed no focus: what is around it gets that.
_APPLE = """if (!window.applesWay) {
  window.applesWay = true;
  addEventListener('mousedown', (event) => {
    if (!event.target.closest?.('button, summary, a, label, [type=radio], [type=checkbox]')) return;
    event.preventDefault();
    document.activeElement?.blur();
    document.getElementById('main')?.focus({ preventScroll: true });
  }, true);
}
"""
# Where WebKit's driver takes the commands.
_WAYS = {
    "Navigate": ("POST", "/url"),
    "Refresh": ("POST", "/refresh"),
    "ExecuteScript": ("POST", "/execute/sync"),
    "FindElements": ("POST", "/elements"),
    "ElementClick": ("POST", "/element/{id}/click"),
    "ElementSendKeys": ("POST", "/element/{id}/value"),
    "PerformActions": ("POST", "/actions"),
    "TakeScreenshot": ("GET", "/screenshot"),
    "SetWindowRect": ("POST", "/window/rect"),
}
# Without these Firefox looks for news of its own.
_SETTINGS = {
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.enabled": False,
    "extensions.getAddons.cache.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "browser.aboutwelcome.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
}
# A window narrower than its own buttons: 320 pixels for a page, as on a small phone.
_SMALL_BUTTONS = "* { min-width: 0; min-height: 0; padding: 0; margin: 0; font-size: 1px; }"
# Notes what a page complains of, beyond its own end. What a module says while it loads comes too
# early for this; a page that has failed then shows nothing of what it should.
_LISTEN = """if (!window.complaints) {
  const key = 'complaints';
  window.complaints = (more = []) => {
    const all = [...JSON.parse(sessionStorage.getItem(key) ?? '[]'), ...more];
    sessionStorage.setItem(key, JSON.stringify(all));
    return all;
  };
  addEventListener('error', ({ message }) => complaints([`error: ${message}`]));
  addEventListener('unhandledrejection', ({ reason }) => complaints([`rejected: ${reason}`]));
  addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    complaints([`policy: ${violatedDirective} ${blockedURI}`]));
  for (const kind of ['error', 'warn']) {
    const say = console[kind];
    console[kind] = (...said) => {
      complaints([`${kind}: ${said.join(' ')}`]);
      say.apply(console, said);
    };
  }
}
"""


class Browser:
    """One browser with one window."""

    name: str
    agent: str
    habits = _LISTEN  # what every page is told once it is there

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="cascade-engine-")
        self.folder = Path(self._folder.name)
        self.log = self.folder / "browser.log"
        self._started: list[subprocess.Popen[bytes]] = []

    def _launch(
        self, *command: str, passed: tuple[int, ...] = (), **environment: str
    ) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            started = subprocess.Popen(
                command,
                env=os.environ | {"HOME": str(self.folder)} | environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                pass_fds=passed,
            )
        self._started.append(started)
        return started

    def close(self) -> None:
        for process in reversed(self._started):
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(WITHIN)
            process.kill()
        self._folder.cleanup()

    def start(self) -> None:
        raise NotImplementedError

    def __enter__(self) -> "Browser":
        try:
            self.start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- what both can do, in the words of the standard ---

    def ask(self, command: str, **arguments: Any) -> Any:
        raise NotImplementedError

    def resize(self, width: int, height: int) -> None:
        """Give the page so many CSS pixels."""
        raise NotImplementedError

    def open(self, address: str) -> None:
        self.ask("Navigate", url=address)
        self.run(self.habits)

    def reload(self) -> None:
        self.ask("Refresh")
        self.run(self.habits)

    def run(self, script: str, *arguments: Any) -> Any:
        return self.ask("ExecuteScript", script=script, args=list(arguments))

    def find(self, xpath: str) -> str | None:
        found = self.ask("FindElements", using="xpath", value=xpath)
        return found[0][ELEMENT] if found else None

    def click(self, element: str) -> None:
        self.ask("ElementClick", id=element)

    def type(self, element: str, text: str) -> None:
        self.ask("ElementSendKeys", id=element, text=text)

    def press(self, key: str) -> None:
        """A key, wherever the focus is."""
        keys = [{"type": kind, "value": key} for kind in ("keyDown", "keyUp")]
        self.ask("PerformActions", actions=[{"type": "key", "id": "keys", "actions": keys}])

    def picture(self, file: Path) -> None:
        file.write_bytes(base64.b64decode(self.ask("TakeScreenshot", full=False)))

    def complaints(self) -> list[str]:
        """What the pages of this server have complained of so far."""
        return self.run(self.habits + "return complaints()")


class _Driven(Browser):
    """A WebKit and its driver."""

    def _drive(self, options: dict[str, Any], **environment: str) -> None:
        port = free_port()
        # its sandbox needs more than most containers give
        environment |= {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "NO_AT_BRIDGE": "1"}
        self._launch(find(self.name), f"--port={port}", **environment)
        self._base = f"http://127.0.0.1:{port}"
        wait_until(self._answers)
        made = self._send("POST", "/session", {"capabilities": {"alwaysMatch": options}})
        self._base += f"/session/{made['sessionId']}"
        self.agent += f" {made['capabilities']['browserVersion']}"

    def _answers(self) -> bool:
        with suppress(requests.RequestException):
            return bool(self._send("GET", "/status")["ready"])
        return False

    def _send(self, method: str, path: str, body: Any = None) -> Any:
        told = {} if method == "GET" else {"json": body or {}}
        answer = requests.request(method, self._base + path, timeout=60, **told).json()["value"]
        if isinstance(answer, dict) and "error" in answer:
            raise BrowserError(f"{answer['error']}: {answer['message']}")
        return answer

    def ask(self, command: str, **arguments: Any) -> Any:
        method, path = _WAYS[command]
        return self._send(method, path.format(**arguments), arguments)

    def close(self) -> None:
        with suppress(requests.RequestException, BrowserError, AttributeError):
            self._send("DELETE", "")
        super().close()


class WebKit(_Driven):
    """WebKitGTK's own small browser, on a display that nobody sees."""

    name = "webkit"
    agent = "WebKitGTK"
    habits = _LISTEN + _APPLE

    def start(self) -> None:
        look = self.folder / "gtk-3.0/gtk.css"
        look.parent.mkdir()
        look.write_text(_SMALL_BUTTONS)
        self._bar = 0  # the height of what the window has above the page
        options = {"binary": str(_mini_browser()), "args": ["--automation"]}
        self._drive(
            {"webkitgtk:browserOptions": options},
            DISPLAY=self._display(),
            XDG_CONFIG_HOME=str(self.folder),
            GDK_BACKEND="x11",
            LIBGL_ALWAYS_SOFTWARE="1",
        )

    def _display(self) -> str:
        """A screen that is large enough for the projected page."""
        seen, number = os.pipe()
        self._launch(
            *(find("xvfb"), "-displayfd", str(number), "-screen", "0", "2000x1400x24"),
            *("-nolisten", "tcp"),
            passed=(number,),
        )
        os.close(number)
        with os.fdopen(seen) as said:
            return f":{said.readline().strip()}"

    def resize(self, width: int, height: int) -> None:
        for _ in range(4):
            self.ask("SetWindowRect", x=0, y=0, width=width, height=height + self._bar)
            time.sleep(0.3)
            inner = self.run("return [innerWidth, innerHeight]")
            if inner == [width, height]:
                return
            self._bar += height - inner[1]
        raise BrowserError(f"the page is {inner}, not {width} x {height}")


class OlderWebKit(_Driven):
    """WPE, whose WebKit is that of Safari 16 in Debian 12. Its page has one size, 800 x 600."""

    name = "wpe"
    agent = "WPE WebKit"
    habits = _LISTEN + _APPLE

    def start(self) -> None:
        args = ["--automation", "--platform=headless"]
        self._drive(
            {"wpe:browserOptions": {"binary": find("cog"), "args": args}},
            XDG_RUNTIME_DIR=str(self.folder),
            EGL_PLATFORM="surfaceless",
            LIBGL_ALWAYS_SOFTWARE="1",
        )

    def resize(self, width: int, height: int) -> None:
        pass


class Firefox(Browser):
    """Firefox without a window."""

    name = "firefox"

    def start(self) -> None:
        profile = self.folder / "profile"
        profile.mkdir()
        port = free_port()
        settings = _SETTINGS | {"marionette.port": port}
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in settings.items()]
        (profile / "user.js").write_text("".join(lines))
        self._launch(
            find("firefox"),
            "--headless",
            "--no-remote",
            "-marionette",
            "-remote-allow-system-access",  # to make its window as narrow as a phone
            "--profile",
            str(profile),
            MOZ_HEADLESS_WIDTH="1960",
            MOZ_HEADLESS_HEIGHT="1300",
        )
        self._socket = wait_until(lambda: self._connected(port), within=60)
        self._socket.settimeout(60)
        self._lines = self._socket.makefile("rb")
        self._hear()
        self._asked = 0
        made = self.ask("NewSession", capabilities={"alwaysMatch": {}})
        self.agent = f"Firefox {made['capabilities']['browserVersion']}"

    @staticmethod
    def _connected(port: int) -> socket.socket | None:
        with suppress(OSError):
            return socket.create_connection(("127.0.0.1", port), timeout=5)
        return None

    def _hear(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._lines.read(1)
        return json.loads(self._lines.read(int(length[:-1])))

    def ask(self, command: str, *, of: str = "WebDriver", **arguments: Any) -> Any:
        self._asked += 1
        if command == "ExecuteScript":
            arguments |= {"sandbox": None, "newSandbox": False}
        message = json.dumps([0, self._asked, f"{of}:{command}", arguments])
        self._socket.sendall(f"{len(message.encode())}:{message}".encode())
        _, number, error, answer = self._hear()
        assert number == self._asked
        if error:
            raise BrowserError(f"{error['error']}: {error['message']}")
        return answer["value"] if isinstance(answer, dict) and "value" in answer else answer

    def resize(self, width: int, height: int) -> None:
        self.ask("SetContext", of="Marionette", value="chrome")
        try:
            self.run(
                """const view = gBrowser.selectedBrowser.style;
                for (const [side, size] of [['width', arguments[0]], ['height', arguments[1]]])
                  for (const limit of ['', 'min-', 'max-'])
                    view.setProperty(limit + side, `${size}px`);""",
                width,
                height,
            )
        finally:
            self.ask("SetContext", of="Marionette", value="content")
        wait_until(lambda: self.run("return [innerWidth, innerHeight]") == [width, height])

    def close(self) -> None:
        with suppress(OSError, BrowserError, ValueError, AttributeError):
            self.ask("Quit", of="Marionette", flags=["eForceQuit"])
            self._socket.close()
        super().close()


class BrowserError(Exception):
    """What a browser answers when it can't do what was asked."""


def _mini_browser() -> Path:
    """Debian keeps it beside WebKit's libraries."""
    return max(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))


BROWSERS: dict[str, type[Browser]] = {each.name: each for each in (WebKit, OlderWebKit, Firefox)}
