"""Reading and writing references.

Reading gives Details, whatever the format; each module says what its format can hold. Nothing here knows the database.
"""

from .reading import Problem, Reading, ReadRecord, Unreadable

__all__ = ["Problem", "ReadRecord", "Reading", "Unreadable"]
