"""The evidence in the admin: sources are edited here; claims, citations, verdicts and appraisals are looked at."""

from . import families, imports, jobs, notices, record, sources  # noqa: F401
