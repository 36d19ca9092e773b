"""Forms of a mineral, and ways it gets into the body, as texts name them. Pure."""

import re
from functools import lru_cache

# {form: what texts call it}. A hydrate counts as its salt; bisglycinate and glycinate are one.
_FORMS = {
    "oxide": r"oxides?",
    "hydroxide": r"hydroxide|milk of magnesia",
    "carbonate": r"carbonate",
    "chloride": r"chloride",
    "sulfate": r"sul(?:f|ph)ate|Epsom salts?",
    "citrate": r"(?:di|tri)?citrate",
    "glycinate": r"(?:bis|di)?glycinate|glycine chelate|diglycine",
    "malate": r"(?:di)?malate",
    "taurate": r"(?:acetyl )?taurate|taurinate",
    "threonate": r"(?:L-)?threonate",
    "lactate": r"lactate",
    "aspartate": r"aspartate",
    "orotate": r"orotate",
    "gluconate": r"gluconate",
    "pidolate": r"pidolate",
    "picolinate": r"picolinate",
    "glycerophosphate": r"glycerophosphate",
    "fumarate": r"fumarate",
}
MINERALS = r"magnesium|calcium|zinc|iron|ferrous|potassium|sodium|copper|manganese|chromium|selenium"
ANY_FORM = "|".join(_FORMS.values())
_FORM = re.compile(rf"\b(?:{'|'.join(f'(?P<{name}>{words})' for name, words in _FORMS.items())})\b", re.IGNORECASE)
# Salts that are not those of the mineral: sodium chloride in the drip, a calcium channel.
_OTHER_SALT = re.compile(
    rf"\b(?:sodium|potassium|hydrogen) (?:{ANY_FORM})|\b(?:nitric|nitrous|carbon) (?:di)?oxide|\blactate levels?",
    re.IGNORECASE,
)

_ROUTES = {
    "by mouth": r"by mouth|orally|oral(?! health| cavity)|tablets?|capsules?|pills?|swallow(?:ed"
    r"|ing)?|powders?|effervescent|drinks?",
    "through the skin": (
        r"transdermal(?:ly)?|topical(?:ly)?|creams?|sprays?|lotions?|(?:through|on|onto"
        r"|into) the skin|baths?|bathing|foot soaks?|gels?"
    ),
    "into a vein": r"intravenous(?:ly)?|(?-i:IV)|I\.V\.|drips?|infusions?|infused|into a vein|injections?|injected",
    "into the spine": r"intrathecal(?:ly)?|epidural(?:ly)?|into the spine",
}
_ROUTE = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _ROUTES.items()}


@lru_cache(maxsize=2_000)
def forms(text):
    """The forms that `text` names, as a set."""
    return frozenset(found.lastgroup for found in _FORM.finditer(_OTHER_SALT.sub(" ", text)))


@lru_cache(maxsize=2_000)
def routes(text):
    """The ways into the body that `text` names, as a set."""
    return frozenset(name for name, words in _ROUTE.items() if words.search(text))
