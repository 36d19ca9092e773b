"""The catalogue in the admin. Rows are written by `supplements.catalogue` only, whoever edits them here."""

from . import attributes, comparisons, compounds, facts, substances  # noqa: F401 - each registers its models
