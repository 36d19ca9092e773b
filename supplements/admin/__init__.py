"""The catalogue in the admin."""

from . import comparisons, substances  # noqa: F401 - each registers its models
