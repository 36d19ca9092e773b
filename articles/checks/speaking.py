"""What rules about words share: the language they read, and where a finding about a sentence stands. Pure."""

import re

_QUOTED = re.compile(r"“[^”]{1,300}”|\"[^\"]{1,300}\"|‘[^’]{1,300}’")
_DENIAL = re.compile(
    r"(?:\b(?:not|no|never|nor|neither|nothing|cannot|hardly|without|far from|few|nobody|none|whether|if)\b|n['’]t\b)"
    r"(?! only\b)(?:[^,;:.]{0,28})$",
    re.IGNORECASE,
)


def phrases(text):
    """A pattern that finds any of the phrases of `text`, one a line, each as a regular expression, in whole words."""
    lines = [line for line in map(str.strip, text.splitlines()) if line]
    return re.compile(rf"\b(?:{'|'.join(lines)})\b", re.IGNORECASE)


def is_english(content):
    """The rules about words know English ones."""
    return content["article"]["language"].lower().startswith("en")


def unquoted(text):
    """`text` without what it quotes: words of others are mentioned, not said. Of the same length."""
    return _QUOTED.sub(lambda found: " " * len(found[0]), text)


def is_denied(text, found):
    """Whether a denial stands before a match, in the same clause: “not proven”, “no miracle”."""
    return bool(_DENIAL.search(text[max(0, found.start() - 40) : found.start()]))


def at_sentence(rule, sentence, claims, message, **extra):
    """A finding about a sentence: at its claim if it belongs to one, else at its place. claims: {id: frozen claim}"""
    claim = next((claims[i] for i in sentence.claims if i in claims), None)
    if claim:
        return rule.at_claim(claim, message, **extra)
    return rule.at(message, place=sentence.place, quote=sentence.text, **extra)
