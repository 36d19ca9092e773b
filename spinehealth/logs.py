"""What may not stand in a log: the key of an invitation is all that is needed to answer in an expert's name."""

import logging
import re

_KEY = re.compile(r"(/invited/)[^/\s?\"']+")


class WithoutKeys(logging.Filter):
    """Leaves the keys of links out of every line."""

    def filter(self, record):
        said = record.getMessage()
        if "/invited/" in said:
            record.msg, record.args = _KEY.sub(r"\1…", said), ()
        return True
