"""A display of its own, a browser on it, Orca, and somebody who presses keys and listens."""

import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

from lab.rig.server import wait_until
from scripts.tools import find

VOICE = Path(__file__).parent / "voice.py"
QUIET = 1.2  # seconds without a word after which nothing more is expected
LONGEST = 60.0
FIREFOX = {
    "accessibility.force_disabled": -1,
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.tabs.warnOnClose": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "signon.rememberSignons": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "trailhead.firstrun.didSeeAboutWelcome": True,
}


class Listener:
    """Presses keys in the browser and gives back what Orca says."""

    def __init__(self, home: Path, base: str) -> None:
        self.home = home
        self.base = base
        self.written = home / "said.jsonl"
        self.read = 0
        self.processes: list[subprocess.Popen[bytes]] = []
        self.env = {
            "HOME": str(home),
            "XDG_DATA_HOME": str(home / "share"),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_RUNTIME_DIR": str(home / "run"),
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "GTK_MODULES": "gail:atk-bridge",
            "GNOME_ACCESSIBILITY": "1",
            "NO_AT_BRIDGE": "0",
            "GSETTINGS_BACKEND": "memory",
            "HEARING": str(self.written),
            "MOZ_CRASHREPORTER_DISABLE": "1",
        }

    def start(self) -> "Listener":
        """Everything is up, the browser shows an empty page, and Orca has said so."""
        for folder in ("share/orca", "config", "cache", "run", "firefox"):
            (self.home / folder).mkdir(parents=True, exist_ok=True)
        (self.home / "run").chmod(0o700)
        self.written.touch()
        shutil.copy(VOICE, self.home / "share/orca/orca-customizations.py")
        seen, number = os.pipe()
        self._run(
            *(find("xvfb"), "-displayfd", str(number), "-screen", "0", "1280x900x24"),
            *("-nolisten", "tcp"),
            pass_fds=(number,),
        )
        os.close(number)
        with os.fdopen(seen) as said:
            self.env["DISPLAY"] = f":{said.readline().strip()}"
        bus = self._run(
            *(find("dbus"), "--session", "--nofork", "--print-address"), stdout=subprocess.PIPE
        )
        assert bus.stdout
        self.env["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
        self._run(find("atspi"), "--launch-immediately")
        self._run(find("openbox"))
        self._run(find("orca"), "--replace")
        wait_until(lambda: '"ready"' in self.written.read_text())
        prefs = (f'user_pref("{name}", {json.dumps(value)});\n' for name, value in FIREFOX.items())
        (self.home / "firefox/user.js").write_text("".join(prefs))
        profile = str(self.home / "firefox")
        self._run(find("firefox"), "--no-remote", "--profile", profile, "about:blank")
        wait_until(lambda: '"said"' in self.written.read_text(), within=60)
        self.hears(quiet=4)
        return self

    def versions(self) -> str:
        def of(program: str) -> str:
            asked = subprocess.run([find(program), "--version"], env=self.env, capture_output=True)
            return asked.stdout.decode().strip().splitlines()[-1]

        return f"Orca {of('orca')}, {of('firefox')}"

    def opens(self, address: str) -> list[str]:
        """Type an address; what is heard from the page on, without the browser's address bar."""
        address = address if "://" in address else self.base + address
        self.press("ctrl+l")
        self._tell("type", "--delay", "20", address)
        self.hears()
        self._tell("key", "Return")
        heard = self.hears(quiet=4)
        pages = [at for at, line in enumerate(heard) if line.endswith("document web.")]
        return heard[pages[-1] :] if pages else heard

    def close(self) -> None:
        for process in reversed(self.processes):
            try:
                os.killpg(process.pid, signal.SIGTERM)
            except ProcessLookupError:
                continue
        for process in self.processes:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)

    def press(self, *keys: str) -> list[str]:
        """Press keys, each after all has been said; what is heard after the last."""
        heard: list[str] = []
        for key in keys:
            self._tell("key", key)
            heard = self.hears()
        return heard

    def types(self, text: str) -> list[str]:
        self._tell("type", "--delay", "120", text)
        return self.hears()

    def hears(self, quiet: float = QUIET, within: float = LONGEST) -> list[str]:
        """Listen until it has been quiet for a while; what was said, with what was cut short
        or never begun in brackets."""
        until = time.monotonic() + within
        last, silent_at, size = time.time(), 0.0, -1
        while time.monotonic() < until:
            if (now := self.written.stat().st_size) != size:
                size, last = now, time.time()
                lines = self.written.read_text().splitlines()[self.read :]
                silent_at = 0.0
                for line in map(json.loads, lines):
                    silent_at = line.get("until", 0.0 if "cut" in line else silent_at)
            if time.time() - max(last, silent_at) > quiet:
                break
            time.sleep(0.05)
        lines = self.written.read_text().splitlines()
        new, self.read = [json.loads(line) for line in lines[self.read :]], len(lines)
        cut = {number for line in new for number in line.get("cut", ())}
        return [
            f"[{line['said']}]" if line["number"] in cut else line["said"]
            for line in new
            if "said" in line
        ]

    def _run(self, *command: str, **more: Any) -> subprocess.Popen[bytes]:
        log = (self.home / "log").open("ab")
        process = subprocess.Popen(
            command,
            env=self.env,
            stdin=subprocess.DEVNULL,
            **{"stdout": log, "stderr": log, "start_new_session": True, **more},
        )
        self.processes.append(process)
        return process

    def _tell(self, *command: str) -> None:
        subprocess.run([find("xdotool"), *command], env=self.env, capture_output=True, check=True)
