"""Articles in the admin: where editors write."""

from . import article, editions, people, rules  # noqa: F401 - each registers its models
