"""Where imported files lie: in PRIVATE_ROOT/imports, under the id of their import. No web server hands them out."""

from pathlib import Path

from django.conf import settings

FOLDER = "imports"


def keep(file, import_id):
    """Copy `file` (chunks of bytes) to its place; returns (path below PRIVATE_ROOT, size in bytes)."""
    folder = Path(settings.PRIVATE_ROOT) / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    path, size = folder / str(import_id), 0
    try:
        with path.open("wb") as kept:
            for chunk in file:
                size += kept.write(chunk)
    except BaseException:
        path.unlink(missing_ok=True)  # a full disk leaves no half of a file
        raise
    return f"{FOLDER}/{import_id}", size


def place_of(batch):
    """The path of the file of an import, whether it still lies there or not."""
    return Path(settings.PRIVATE_ROOT) / batch.path


def is_kept(batch):
    return bool(batch.path) and place_of(batch).is_file()


def remove(batch):
    if batch.path:
        place_of(batch).unlink(missing_ok=True)
