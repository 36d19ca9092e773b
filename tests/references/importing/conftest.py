"""Import a file the way its jobs do, here and now."""

import pytest

from references.importing import bringing_in, reading, starting, undoing
from references.models import Import
from tests import builders


class Importing:
    def __init__(self):
        self.by = builders.editor()

    def start(self, content, *, name="library.ris", format="", by=None):
        content = content.encode() if isinstance(content, str) else content
        batch = starting.start(
            iter([content]), name=name, size=len(content), by=by or self.by, now=builders.NOW, format=format
        )
        reading.read_file(batch, say=_nobody, now=builders.NOW)
        return self.anew(batch)

    def bring_in(self, batch, *, by=None):
        bringing_in.begin(batch, by=by or self.by, now=builders.later())
        bringing_in.bring_in(batch.pk, say=_nobody, clock=builders.later)
        return self.anew(batch)

    def whole(self, content, **more):
        return self.bring_in(self.start(content, **more))

    def undo(self, batch, *, by=None):
        undoing.begin(batch, by=by or self.by, now=builders.later(10))
        undoing.undo(batch.pk, by=by or self.by, say=_nobody, clock=lambda: builders.later(10))
        return self.anew(batch)

    def anew(self, batch):
        return Import.objects.get(pk=batch.pk)


def _nobody(text, done=None, total=None):
    pass


def states(batch):
    """The states of the records, in the order of the file."""
    return list(batch.rows.order_by("position").values_list("state", flat=True))


@pytest.fixture
def importing(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    return Importing()
