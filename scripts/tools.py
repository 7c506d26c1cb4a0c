"""Find or install the programs that only the tests need.

    python3 scripts/tools.py           say where Chromium and nginx are, install what tests lack
    python3 scripts/tools.py engines   the same for what "make engines" needs; "hearing" likewise,
                                       and "peers" for "make bench-peers"
    from scripts.tools import find     where a program is, or None

$CHROMIUM, $NGINX and so on name a program that is not on the PATH. What is missing comes from
Debian's packages where this runs as root on Debian; a missing Chromium can also come from
Playwright, which keeps a browser of its own and finds it without being told.
"""

import contextlib
import ctypes.util
import glob
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = {
    # The first draws no window around each page, which takes most of the time to open one.
    "chromium": (
        "chromium-headless-shell",
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ),
    "nginx": ("nginx",),
    "pdftoppm": ("pdftoppm",),
    "r": ("Rscript",),
    "pspp": ("pspp",),
    "webkit": ("WebKitWebDriver",),
    "wpe": ("WPEWebDriver",),
    "cog": ("cog",),
    "firefox": ("firefox-esr", "firefox"),
    "xvfb": ("Xvfb",),
    "orca": ("orca",),
    "atspi": ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher"),
    "dbus": ("dbus-daemon",),
    "openbox": ("openbox",),
    "xdotool": ("xdotool",),
    "node": ("node", "nodejs"),
    "npm": ("npm",),
    "nchan": ("/usr/lib/nginx/modules/ngx_nchan_module.so",),
    "postgres": ("postgres", "/usr/lib/postgresql/*/bin/postgres"),
    "fio": ("fio",),
}
DEBIAN = {
    "chromium": ("chromium-headless-shell", "libatomic1"),  # the second for Playwright's driver
    "nginx": ("nginx-light",),
    "pdftoppm": ("poppler-utils",),  # turns printed sheets into pictures
    "ical": ("libical3",),  # what GNOME's and KDE's calendars read files with
    "r": ("r-base-core",),  # with PSPP what evaluators load the packs of programmes with
    "pspp": ("pspp",),
    "webkit": ("webkit2gtk-driver",),
    "wpe": ("wpewebkit-driver",),
    "cog": ("cog",),
    "firefox": ("firefox-esr",),
    "xvfb": ("xvfb",),
    "orca": ("orca", "gir1.2-wnck-3.0"),  # the second as there is no desktop
    "atspi": ("at-spi2-core",),
    "dbus": ("dbus",),
    "openbox": ("openbox",),
    "xdotool": ("xdotool",),
    "node": ("nodejs",),
    "npm": ("npm",),
    "nchan": ("libnginx-mod-nchan",),
    "postgres": ("postgresql",),
    "fio": ("fio",),
}
LIBRARIES = ("ical",)  # to be loaded, not run
NEEDED = ("chromium", "nginx", "pdftoppm", "ical", "r", "pspp")
# What more some targets of make need.
TARGETS = {
    "engines": ("webkit", "xvfb", "wpe", "cog", "firefox"),
    "peers": ("node", "npm", "nginx", "nchan", "postgres", "fio"),
    "hearing": ("xvfb", "dbus", "atspi", "openbox", "orca", "firefox", "xdotool"),
}
FONTS = Path("/usr/share/fonts")
POLICY = Path("/usr/sbin/policy-rc.d")
PYTHON = Path(__file__).resolve().parent.parent / ".venv" / "bin" / "python"


def find(tool: str) -> str | None:
    """The path of a tool named above, or what a library is called to the linker. A variable that
    names no program ends the run."""
    if tool in LIBRARIES:
        return ctypes.util.find_library(tool)
    variable = tool.upper()
    if chosen := os.environ.get(variable):
        return shutil.which(chosen) or sys.exit(f"tools: {variable}={chosen} is no program")
    return next(filter(None, map(_place, NAMES[tool])), None)


def _place(name: str) -> str | None:
    """Of a program's name, or of a file's full one, in which * is any folder: the last of them."""
    if name.startswith("/"):
        return max(glob.glob(name), default=None)
    # Debian keeps nginx where only root's PATH looks
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"])
    return shutil.which(name, path=path)


def install(missing: list[str]) -> None:
    packages = [package for tool in missing for package in DEBIAN[tool]]
    if not any(FONTS.rglob("*.[to]tf")):
        packages.append("fonts-dejavu-core")
    command = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(packages)}"
    if not shutil.which("apt-get"):
        say(f"{' and '.join(missing)} not found, and there is no apt-get to install from")
    elif os.geteuid() != 0:
        say(f"{' and '.join(missing)} not found; as root this installs what is missing: {command}")
    else:
        say(f"installing {', '.join(packages)} with apt-get")
        with services_kept_still():
            run("sh", "-c", f"{{ {command}; }} > /dev/null", DEBIAN_FRONTEND="noninteractive")


@contextlib.contextmanager
def services_kept_still() -> Iterator[None]:
    """Keep apt from starting what it installs: the tests start their own nginx."""
    ours = not POLICY.exists()
    if ours:
        POLICY.write_text("#!/bin/sh\nexit 101\n")
        POLICY.chmod(0o755)
    try:
        yield
    finally:
        if ours:
            POLICY.unlink()
        if shutil.which("systemctl") and find("nginx"):
            run("systemctl", "disable", "--quiet", "nginx")


def playwright_browser() -> bool:
    """Whether Playwright has a Chromium of its own, after an attempt to fetch one."""
    say("asking Playwright for its own Chromium")
    return subprocess.run([PYTHON, "-m", "playwright", "install", "chromium"]).returncode == 0


def run(*command: str, **environment: str) -> None:
    if subprocess.run(command, env=os.environ | environment).returncode:
        sys.exit(f"tools: this failed, see above: {' '.join(command)}")


def say(text: str) -> None:
    print(f"tools: {text}", flush=True)


def for_target(target: str) -> None:
    if target not in TARGETS:
        sys.exit(f"tools: {target} is none of {', '.join(TARGETS)}")
    if missing := [tool for tool in TARGETS[target] if not find(tool)]:
        install(missing)
    if missing := [tool for tool in TARGETS[target] if not find(tool)]:
        sys.exit(f"tools: no {', no '.join(missing)}: these are from Debian")


def main() -> None:
    if missing := [tool for tool in NEEDED if not find(tool)]:
        install(missing)
    chromium, nginx = find("chromium"), find("nginx")
    if not chromium and not playwright_browser():
        sys.exit("tools: no Chromium. Install one, or name it with CHROMIUM=/path/to/chromium")
    if not nginx:
        sys.exit("tools: no nginx. Install it, or name it with NGINX=/path/to/nginx")
    say(f"chromium is {chromium or 'the one that Playwright keeps'}, nginx is {nginx}")


if __name__ == "__main__":
    for_target(sys.argv[1]) if sys.argv[1:] else main()
