"""Makes the README's pictures from the sample: `make pictures`. It needs Chromium, LibreOffice and poppler-utils.

The page and the workbook are those that `cwbaudit demo` writes; the flow is the audit's own file.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent / "pictures"
SHEETS = {"summary": "Check: Bodies", "what-if": "Target share of spend"}  # the name of the picture, and words on the sheet
ACROSS, UP, SCALE = 1280, 1330, 0.75


def take(folder: Path = FOLDER) -> None:
    """Every picture into `folder`."""
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        sample = Path(made) / "preston-2013"
        subprocess.run(["cwbaudit", "demo", "--out", sample, "--json"], check=True, stdout=subprocess.DEVNULL)
        page(sample / "audit" / "report.html", folder / "page.png")
        workbook(sample / "audit" / "report.xlsx", folder)
        shutil.copyfile(sample / "audit" / "figures" / "flow.png", folder / "flow.png")


def page(source: Path, picture: Path) -> None:
    """The top of the page, as on a desk."""
    from playwright.sync_api import sync_playwright

    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page(viewport={"width": ACROSS, "height": UP}, device_scale_factor=SCALE)
        tab.goto(source.resolve().as_uri())
        tab.screenshot(path=str(picture))
        browser.close()


def workbook(source: Path, folder: Path) -> None:
    """Two sheets of the workbook, as they print."""
    with tempfile.TemporaryDirectory() as made:
        profile = f"-env:UserInstallation={Path(made, 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", made, source]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        printed = Path(made) / source.with_suffix(".pdf").name
        pages = subprocess.run(["pdftotext", "-layout", printed, "-"], check=True, capture_output=True, text=True).stdout.split("\f")
        for name, words in SHEETS.items():
            number = str(next(number for number, text in enumerate(pages, 1) if words in text))
            command = ["pdftoppm", "-r", "85", "-png", "-f", number, "-l", number, "-singlefile", printed, folder / name]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    take()
