"""Pictures and PDF through the browser that the user has, headless and without a network.

In: a page's text, where to write. Out: a file, written whole or not at all. Raises UsageProblem where there is no
browser, UnreadableFile where it does not do its work.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from btm_cli.errors import UnreadableFile, UsageProblem
from btm_cli.files import write_atomic

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--disable-extensions",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--no-default-browser-check",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=127.0.0.1:9",
    "--hide-scrollbars",
)
SECONDS = 120
SIZE = re.compile(r'<svg [^>]*width="(\d+)" height="(\d+)"')


def find_browser() -> str:
    """The first of Chromium, Chrome, Edge that is installed. Raises UsageProblem with what to do instead."""
    found = next(filter(None, map(shutil.which, NAMES)), None) or next(filter(os.path.exists, PLACES), None)
    if found is None:
        raise UsageProblem(
            "pdf and png are made by Chromium, Chrome or Edge, and none is installed",
            hint="write report.html, open it in any browser and print it to PDF; or `btm assess FILE --format svg`",
        )
    return found


def to_pdf(browser: str, page: str, output: str) -> None:
    """Print the page to PDF, on the paper that its style sheet allows."""
    _run(browser, page, "page.html", ["--no-pdf-header-footer"], "--print-to-pdf", output, ".pdf")


def to_png(browser: str, picture: str, output: str) -> None:
    """Draw an SVG at twice its size in pixels."""
    size = SIZE.search(picture)
    if size is None:
        raise AssertionError("the picture does not say its size")
    flags = [f"--window-size={size[1]},{size[2]}", "--force-device-scale-factor=2"]
    _run(browser, picture, "page.svg", flags, "--screenshot", output, ".png")


def _run(browser: str, text: str, name: str, flags: list[str], action: str, output: str, ending: str) -> None:
    with TemporaryDirectory(prefix="btm-", ignore_cleanup_errors=True) as folder:
        source, made = Path(folder, name), Path(folder, f"made{ending}")
        source.write_text(text, "utf-8")
        profile = f"--user-data-dir={Path(folder, 'profile')}"
        root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        command = [browser, *FLAGS, *root, *flags, profile, f"{action}={made}", source.as_uri()]
        try:
            ran = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise UnreadableFile(f"{browser} can't be used: {type(error).__name__}", _INSTEAD) from None
        if ran.returncode or not made.exists():
            raise UnreadableFile(f"{browser} wrote nothing and ended with {ran.returncode}", _INSTEAD)
        write_atomic(output, made.read_bytes())


_INSTEAD = "write report.html and print it from a browser"
