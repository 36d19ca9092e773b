"""Runs a command on a PostgreSQL of its own: python -m tests.postgres pytest -q

The cluster stands in a temporary folder and is reached through a socket in that folder, so no port can be taken and
nobody else can reach it. It is stopped and removed when the command ends, however it ends. The command finds it in
DATABASE_URL. Without a command it says whether a server is installed.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

HOW_TO_INSTALL = (
    "No PostgreSQL server is installed, so nothing is tested on PostgreSQL; "
    "install one with “apt install postgresql” (Debian) or “brew install postgresql” (macOS)."
)
# Nothing of it is kept, so it need not survive a power cut.
SERVER = ["listen_addresses=", "fsync=off", "synchronous_commit=off", "full_page_writes=off"]
LOCALE = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"


def main(command):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    binaries = find_binaries()
    if not binaries:
        if not command:
            sys.stderr.write(f"{HOW_TO_INSTALL}\n")
        return 1 if "CI" in os.environ else 0
    if not command:
        return 0
    with cluster(binaries) as url:
        return run(command, {**os.environ, "DATABASE_URL": url})


def find_binaries():
    """The folder of initdb and its companions, or None. The newest of Debian's, which are not on the PATH, wins."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: float(p.parent.name), reverse=True)
    asked = shutil.which("pg_config") and subprocess.check_output(["pg_config", "--bindir"], text=True).strip()
    on_path = shutil.which("initdb")
    folders = [*debian, *([Path(asked)] if asked else []), *([Path(on_path).parent] if on_path else [])]
    return next((f for f in folders if all((f / name).exists() for name in ("initdb", "pg_ctl", "postgres"))), None)


@contextmanager
def cluster(binaries):
    """The address of a new, empty cluster that stands as long as the block runs."""
    folder = Path(tempfile.mkdtemp(prefix="spinehealth-postgres-"))
    try:
        as_owner = _unprivileged(folder)
        data, log = folder / "data", folder / "log"
        options = " ".join(f"-c {setting}" for setting in [*SERVER, f"unix_socket_directories={folder}"])
        new = ["-U", "spinehealth", "-A", "trust", "-E", "UTF8", f"--locale={LOCALE}", "--no-sync"]
        _quietly([binaries / "initdb", "-D", data, *new], **as_owner)
        _quietly([binaries / "pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start"], **as_owner)
        try:
            yield f"postgres://spinehealth@{quote(str(folder), safe='')}/postgres"
        finally:
            _quietly([binaries / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop"], **as_owner)
    finally:
        shutil.rmtree(folder)


def _unprivileged(folder):
    """PostgreSQL refuses to run as root: hand the folder to another user, and say so in Popen's words."""
    if os.geteuid() != 0:
        return {"cwd": folder}
    names = {user.pw_name: user for user in pwd.getpwall()}
    user = names.get("postgres") or names["nobody"]
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"cwd": folder, "user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _quietly(command, **options):
    """Run it; show what it said only if it failed. Its output goes to a file: a server would hold a pipe open."""
    with tempfile.TemporaryFile() as said:
        result = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, **options)
        if result.returncode:
            said.seek(0)
            raise SystemExit(f"{Path(command[0]).name} failed:\n{said.read().decode(errors='replace')}")


def run(command, environment):
    """The exit code of `command`. Ctrl-C and a polite kill are the command's to obey; then we tidy up after it."""
    child = subprocess.Popen(command, env=environment)
    signal.signal(signal.SIGINT, lambda *_: None)  # the terminal tells the child, too
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    code = child.wait()
    return 128 - code if code < 0 else code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
