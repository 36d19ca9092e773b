"""How many pages a PDF has, counted in a process of its own: `python -m references.pdf_pages FILE`.

A PDF can be made so that reading it takes all memory or never ends. The process may take so much of both and no more,
and what happens to it does not touch the one that asked.
"""

import json
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SECONDS = 10
MEMORY = 600 * 1024 * 1024
_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Counted:
    """`pages` is None where they could not be counted; `problem` says why, as the end of a sentence."""

    pages: int | None
    problem: str = ""


def count(path):
    """The pages of the file, in at most SECONDS of processor time and twice that of waiting."""
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = {[str(_ROOT)]!r}; {_RUN}", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=2 * SECONDS, check=False)
        said = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return Counted(None, "reading it takes too long or too much memory")
    return Counted(said["pages"], said["problem"])


_RUN = "from references.pdf_pages import main; main(sys.argv[1])"


def main(path):
    """Count, within the limits, and print {"pages": n or null, "problem": text}."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    pages, problem = _counted(path)
    sys.stdout.write(json.dumps({"pages": pages, "problem": problem}))


def _counted(path):
    import logging

    from pypdf import PdfReader

    logging.disable()
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            return None, "it is locked with a password"
        pages = len(reader.pages)
    except Exception as error:  # whatever a broken file makes of the reader
        locked = "cryptography" in str(error).lower() or "decrypt" in str(error).lower()
        return None, "it is locked with a password" if locked else "it is damaged"
    return (pages, "") if 0 < pages < 1_000_000 else (None, "it is damaged")
