"""What the catalogues of the world say of a work, by its identifier."""

from .errors import NotFound, Refused, Unavailable

__all__ = ["NotFound", "Refused", "Unavailable"]
