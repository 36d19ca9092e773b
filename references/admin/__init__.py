"""The evidence in the admin: sources are edited here; claims, citations, verdicts and appraisals are looked at."""

from . import families, imports, jobs, look_alikes, notices, record, sources  # noqa: F401 - each registers its models
