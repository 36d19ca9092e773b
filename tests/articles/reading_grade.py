"""How hard a text is to read: the Flesch–Kincaid grade (Kincaid and others 1975), with syllables estimated from letters."""

import re

from references.canonical import text_of

_HEADS = re.compile(r"<(h2|h3|th)>.*?</\1>", re.DOTALL)
_BLOCK_ENDS = re.compile(r"</(?:p|li|td)>")


def syllables(word):
    word = re.sub(r"[^a-z]", "", word.lower())
    count = len(re.findall(r"[aeiouy]+", word)) + len(re.findall(r"ia|iu|eo|io(?!n)", word))
    if word.endswith("e") and not word.endswith("le"):
        count -= 1
    return max(count, 1)


def reading_grade(texts):
    """The grade of the sentences in some HTML. Headings are left out: so few words would make the rest look easy."""
    text = " ".join(text_of(_BLOCK_ENDS.sub(". ", _HEADS.sub("", html))) for html in texts)
    sentences = [s for s in re.split(r"[.!?:]+\s", text) if re.search(r"[A-Za-z]", s)]
    spoken = re.findall(r"[A-Za-zé’-]+", text)
    return 0.39 * len(spoken) / len(sentences) + 11.8 * sum(map(syllables, spoken)) / len(spoken) - 15.59
