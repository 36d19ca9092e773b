"""What the catalogues of the world say of a work, by its identifier."""

from .errors import NotFound, Refused, Unavailable
from .finding import Answer, find

__all__ = ["Answer", "NotFound", "Refused", "Unavailable", "find"]
