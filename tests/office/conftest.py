"""What the office tests share: an office file as the PDF that LibreOffice makes of it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

LONGEST = 180  # seconds for one conversion

ToPdf = Callable[[bytes, str], Path]


@pytest.fixture(scope="session")
def to_pdf(tmp_path_factory: pytest.TempPathFactory) -> ToPdf:
    """Converts an office file, given with its name, to a PDF; the profile is fresh."""
    profile = tmp_path_factory.mktemp("profile")

    def convert(content: bytes, name: str) -> Path:
        folder = tmp_path_factory.mktemp("office")
        source = folder / name
        source.write_bytes(content)
        command = ["soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "pdf"]
        subprocess.run(
            [*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=LONGEST
        )
        return source.with_suffix(".pdf")

    return convert
