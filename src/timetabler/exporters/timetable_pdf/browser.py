"""Prints HTML by the browser that is on the machine: Chrome, Edge or Chromium, without a window.

It reaches nothing: every name resolves to nowhere, the pages forbid all but their own style and
script, and what it remembers is thrown away.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

VARIABLE = "TIMETABLER_BROWSER"
"""Names a browser that is found nowhere else."""
_SECONDS = 120
_NAMES = (
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"),
    *("microsoft-edge", "microsoft-edge-stable", "msedge"),
)
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
)
_OPTIONS = (
    *("--headless", "--disable-gpu", "--no-first-run", "--disable-extensions"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--host-resolver-rules=MAP * ~NOTFOUND",
    *("--no-pdf-header-footer", "--generate-pdf-document-outline", "--export-tagged-pdf"),
)


def program() -> str | None:
    """Where the browser is; None if there is none."""
    named = os.environ.get(VARIABLE)
    places = [named] if named else [*_NAMES, *_PLACES]
    return next((found for place in places if (found := shutil.which(place))), None)


def printed(pages: Mapping[str, str]) -> dict[str, bytes]:
    """Name -> document as HTML, to name -> the same as PDF; all are printed at the same time.

    The same document gives the same bytes. Raises OSError if the browser fails.
    """
    found = program()
    if found is None:
        raise FileNotFoundError(errno.ENOENT, "no browser that prints")
    with TemporaryDirectory(prefix="timetabler-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        running = {}
        for number, (title, text) in enumerate(pages.items()):
            source, target = folder / f"{number}.html", folder / f"{number}.pdf"
            source.write_text(text, encoding="utf-8")
            running[title] = target, _started(found, source, target)
        try:
            return {title: _undated(_done(*one)) for title, one in running.items()}
        finally:
            for _, process in running.values():
                process.kill()
                process.wait()


def _started(browser: str, source: Path, target: Path) -> subprocess.Popen[bytes]:
    root = sys.platform == "linux" and os.geteuid() == 0  # its sandbox refuses to run as root
    return subprocess.Popen(
        [
            browser,
            *_OPTIONS,
            *(["--no-sandbox"] if root else []),
            f"--user-data-dir={target.with_suffix('')}",
            f"--print-to-pdf={target}",
            source.as_uri(),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _done(target: Path, process: subprocess.Popen[bytes]) -> bytes:
    try:
        process.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        raise TimeoutError(errno.ETIMEDOUT, f"the browser took over {_SECONDS} s") from None
    if process.returncode or not target.exists():
        raise OSError(errno.EIO, f"the browser did not print (exit code {process.returncode})")
    return target.read_bytes()


def _undated(pdf: bytes) -> bytes:
    """Without the time at which it was printed, so that what is the same has the same bytes.

    What replaces it is as long, so that the places in the file stay as they are.
    """
    date = rb"(/(?:Creation|Mod)Date \(D:)(\d{14}(?:[+-]\d\d'\d\d')?)"
    return re.sub(date, lambda found: found[1] + b"20000101000000+00'00'"[: len(found[2])], pdf)
