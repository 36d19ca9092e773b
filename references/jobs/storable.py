"""Text as every database keeps it: no NUL, which PostgreSQL refuses, and no half of a surrogate pair."""


def storable_text(text):
    return str(text).replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def storable(value):
    """The same for all text inside what JSON holds."""
    if isinstance(value, str):
        return storable_text(value)
    if isinstance(value, list):
        return [storable(item) for item in value]
    if isinstance(value, dict):
        return {storable_text(name): storable(item) for name, item in value.items()}
    return value
