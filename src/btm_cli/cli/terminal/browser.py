"""The browser that is installed, for what btm doesn't draw itself: pages as PDF, pictures as PNG.

In: HTML or SVG. Out: bytes. The browser runs without a window, a network and the user's profile. Raises UnreadableFile
where there is none or it fails: the exit code is that of a file that can't be written.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from btm_cli.errors import UnreadableFile

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
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
OFFLINE = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-extensions",
    "--host-resolver-rules=MAP * ~NOTFOUND",
)
SECONDS = 120
SIZE = re.compile(r'width="(\d+)" height="(\d+)"')


def find_browser() -> str:
    """Where a browser is that can print. Raises UnreadableFile with what else can be done."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    for place in PLACES:
        if os.path.exists(place):
            return place
    raise UnreadableFile(
        "no browser was found to make this with",
        "install Chromium, Chrome or Edge; or write report.html and print it from any browser, or the picture as svg",
    )


def printed(page: str) -> bytes:
    """An HTML page as PDF, in the size of paper that the browser is set to."""
    return _run(page, "page.html", "page.pdf", ["--no-pdf-header-footer", "--print-to-pdf={target}"])


def picture_of(svg: str) -> bytes:
    """An SVG picture as PNG, at twice its size."""
    size = SIZE.search(svg)
    if size is None:
        raise AssertionError("our own pictures have a size")
    # An <img> keeps the picture from doing anything, and takes away the page's margin with it.
    window = f"--window-size={size[1]},{size[2]}"
    return _run(svg, "picture.svg", "picture.png", [window, "--force-device-scale-factor=2", "--screenshot={target}"])


def _run(content: str, name: str, made: str, options: list[str]) -> bytes:
    browser = find_browser()
    with tempfile.TemporaryDirectory(prefix="btm-", ignore_cleanup_errors=True) as folder:
        source, target = Path(folder, name), Path(folder, made)
        source.write_text(content, "utf-8")
        # Chromium's own sandbox can't be set up by root, as in most containers; the page runs no foreign code.
        root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        arguments = [option.format(target=target) for option in options]
        profile = f"--user-data-dir={Path(folder, 'profile')}"
        command = [browser, *OFFLINE, *root, profile, *arguments, source.as_uri()]
        try:
            ran = subprocess.run(
                command, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=False, cwd=folder
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise UnreadableFile(f"{browser} can't make this: {type(error).__name__}", "write html or svg") from None
        if not target.exists():
            said = ran.stderr.decode("utf-8", "replace").strip().splitlines()
            raise UnreadableFile(f"{browser} made nothing" + (f": {said[-1]}" if said else ""), "write html or svg")
        return target.read_bytes()
