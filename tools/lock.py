"""Renews the two locks: ``.venv/bin/python -m tools.lock [--upgrade]``.

Without ``--upgrade`` the versions stay and only what pyproject.toml newly asks for is added. The locks hold for every
Python and system the project supports, carry the hashes of all files of a release, and name no index.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNTIME = ROOT / "requirements.lock"
DEVELOPMENT = ROOT / "requirements-dev.lock"
COMPILE = (
    *("uv", "pip", "compile", "pyproject.toml", "--quiet", "--no-config", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-emit-index-url", "--custom-compile-command", "python -m tools.lock"),
)


def main(arguments: list[str]) -> int:
    """Writes both locks; the development one keeps to the versions of the other."""
    for lock, more in (
        (RUNTIME, ()),
        (DEVELOPMENT, ("--group", "dev", "--constraints", RUNTIME.name)),
    ):
        command = [str(Path(sys.executable).parent / COMPILE[0]), *COMPILE[1:], *more, "--output-file", lock.name]
        subprocess.run([*command, *arguments], cwd=ROOT, check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
