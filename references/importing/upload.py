"""Take a large upload without filling memory or disk: what is over the limit is thrown away as it arrives."""

from django.conf import settings
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler

from .starting import too_large


class LimitedUpload(TemporaryFileUploadHandler):
    """Streams a file to disk, up to IMPORT_MAX_BYTES; `refused` is then a sentence, and the form has no file."""

    refused = ""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        self._announced = content_length

    def receive_data_chunk(self, raw_data, start):
        if start + len(raw_data) > settings.IMPORT_MAX_BYTES:
            self._refuse(too_large(self._announced))
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError as error:
            self._refuse(
                f"The file could not be stored ({error.strerror}). Try again later, or tell whoever runs the site."
            )

    def _refuse(self, sentence):
        # the rest is read and thrown away, so that the browser gets its answer
        self.refused = sentence
        raise SkipFile
