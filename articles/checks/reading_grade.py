"""How hard a text is to read: the Flesch–Kincaid grade (Kincaid and others 1975), with syllables estimated from letters. Pure.

Why not textstat: its dictionary of syllables takes 72 MB in each process, nearly what a web worker may take in all, and it
fails on digits.
"""

import re

_VOWELS = re.compile(r"[aeiouy]+")
_TWO = re.compile(r"ia|iu|eo|io(?!n)")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_NO_LETTER = re.compile(r"[^a-z]")


def syllables(word):
    word = _NO_LETTER.sub("", word.lower())
    count = len(_VOWELS.findall(word)) + len(_TWO.findall(word))
    if word.endswith("e") and not word.endswith("le"):
        count -= 1
    return max(count, 1)


def words(sentence):
    return _WORD.findall(sentence)


def reading_grade(sentences):
    """The grade of some sentences: the years of school that reading them takes. 0 for none."""
    spoken = [words(s) for s in sentences]
    spoken = [s for s in spoken if s]
    count = sum(map(len, spoken))
    if not count:
        return 0.0
    heard = sum(syllables(word) for sentence in spoken for word in sentence)
    return 0.39 * count / len(spoken) + 11.8 * heard / count - 15.59
