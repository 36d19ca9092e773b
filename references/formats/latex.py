"""LaTeX as it stands in BibTeX files, to characters and back. Pure.

`decoded` gives a title as `references.titles` has it: italics, bold, sub- and superscript as <i>, <b>, <sub>, <sup>.
"""

import re
import unicodedata
from functools import cache

from references import titles

_TOKEN = re.compile(r"\\[a-zA-Z]+\*?[ \t\n]*|\\.|[{}$~^_]|``|''|-{2,3}|[^\\{}$~^_`'-]+|.", re.DOTALL)
_DEEPEST = 40
_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331", "t": "\u0361",
}  # fmt: skip
_SYMBOLS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å", "AA": "Å", "l": "ł", "L": "Ł",
    "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
    "textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“",
    "textquotedblright": "”", "textquotesingle": "'", "textquotedbl": '"', "ldots": "…", "dots": "…", "textellipsis": "…",
    "textdegree": "°", "degree": "°", "circ": "°", "textregistered": "®", "texttrademark": "™", "copyright": "©",
    "textcopyright": "©", "pm": "±", "textpm": "±", "times": "×", "texttimes": "×", "cdot": "·", "textperiodcentered": "·",
    "bullet": "•", "textbullet": "•", "leq": "≤", "le": "≤", "leqslant": "≤", "geq": "≥", "ge": "≥", "geqslant": "≥",
    "neq": "≠", "ne": "≠", "approx": "≈", "sim": "∼", "to": "→", "rightarrow": "→", "leftarrow": "←", "uparrow": "↑",
    "downarrow": "↓", "leftrightarrow": "↔", "infty": "∞", "micro": "µ", "textmu": "µ", "backslash": "\\",
    "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textasciigrave": "`", "textbraceleft": "{",
    "textbraceright": "}", "lbrace": "{", "rbrace": "}", "textless": "<", "textgreater": ">", "textbar": "|",
    "textunderscore": "_", "textdollar": "$", "textexclamdown": "¡", "textquestiondown": "¿", "guillemotleft": "«",
    "guillemotright": "»", "S": "§", "P": "¶", "pounds": "£", "euro": "€", "texteuro": "€", "LaTeX": "LaTeX", "TeX": "TeX",
    "quad": " ", "qquad": " ", "space": " ", "newline": " ", "par": " ", "Angstrom": "Å", "prime": "′", "textprime": "′",
    "varepsilon": "ε", "vartheta": "ϑ", "varphi": "φ", "varsigma": "ς", "Delta": "Δ", "textohm": "Ω",
}  # fmt: skip
_GREEK = """
alpha beta gamma delta epsilon zeta eta theta iota kappa lamda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega
"""
for _name in _GREEK.split():
    _latex = _name.replace("lamda", "lambda")
    _SYMBOLS |= {
        _latex: unicodedata.lookup(f"GREEK SMALL LETTER {_name.upper()}"),
        _latex.capitalize(): unicodedata.lookup(f"GREEK CAPITAL LETTER {_name.upper()}"),
    }
_SYMBOLS |= {f"text{name}": sign for name, sign in list(_SYMBOLS.items()) if len(sign) == 1 and "Ͱ" <= sign <= "Ͽ"}
_MARKUP = {
    "emph": "i", "textit": "i", "textsl": "i", "mathit": "i", "textbf": "b", "mathbf": "b", "textsuperscript": "sup",
    "textsubscript": "sub", "sp": "sup", "sb": "sub",
}  # fmt: skip
_SWITCHES = {"it": "i", "itshape": "i", "em": "i", "sl": "i", "slshape": "i", "bf": "b", "bfseries": "b"}
_CHARACTERS = {
    "~": " ", "``": "“", "''": "”", "--": "–", "---": "—", "\\ ": " ", "\\,": " ", "\\;": " ", "\\:": " ", "\\!": "",
    "\\-": "", "\\/": "", "\\\\": " ", "\\\n": " ", "\\@": "", "\\(": "", "\\)": "", "\\[": "", "\\]": "",
}  # fmt: skip
# Pandoc's rule: a dollar begins mathematics only where no space follows, and no figure comes after the closing one.
_MATHEMATICS = re.compile(r"(?<!\\)\$(?=[^\s$])((?:\\.|[^$\\]){0,200}?)(?<!\s)\$(?!\d)", re.DOTALL)


def decoded(text):
    """“M{\\"u}ller”, “$\\beta$”, “Mg$^{2+}$”, “\\emph{in vivo}” → “Müller”, “β”, “Mg<sup>2+</sup>”, “<i>in vivo</i>”."""
    if not any(sign in text for sign in "\\{}$~`'-"):
        return text
    # mathematics becomes a command of its own, so that ^ and _ mean something there only
    text = _MATHEMATICS.sub(lambda match: rf"\inmathematics{{{match[1]}}}", text)
    reader = _Reader(_TOKEN.findall(text))
    return unicodedata.normalize("NFC", reader.group())


def bare(text):
    """An address or identifier: taken as it stands, but for escapes and \\url{…}."""
    text = re.sub(r"\\(?:url|href|nolinkurl)\s*\{([^{}]*)\}.*", r"\1", text, flags=re.DOTALL)
    return re.sub(r"\\([&%$#_{}~])|\\text(?:underscore|asciitilde)(?:\{\})?|[{}]", _bare, text).strip()


def _bare(match):
    if match[1]:
        return match[1]
    return {"u": "_", "a": "~"}.get(match[0][5:6], "")


class _Reader:
    def __init__(self, tokens):
        self._tokens, self._at, self._depth, self._waiting = tokens, 0, 0, 0

    def group(self, mathematics=False):
        """What stands up to the closing brace, or to the end."""
        parts, switched = [], []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token == "}" and self._depth:
                break
            name = token[1:].strip()
            if token[0] == "\\" and name in _SWITCHES:
                switched.append(_SWITCHES[name])
                parts.append(f"<{_SWITCHES[name]}>")
            else:
                parts.append(self._read(token, mathematics))
        return "".join(parts) + "".join(f"</{tag}>" for tag in reversed(switched))

    def _read(self, token, mathematics):
        if token == "{":
            return self._inside(mathematics)
        if token in "}$":
            return "" if token == "}" or mathematics else token
        if token in "^_":
            return self._script(token) if mathematics else token
        if token in _CHARACTERS:
            return _CHARACTERS[token]
        return self._command(token, mathematics) if token[0] == "\\" and len(token) > 1 else token

    def _inside(self, mathematics):
        if self._depth >= _DEEPEST:
            return ""
        self._depth += 1
        inner = self.group(mathematics)
        self._depth -= 1
        return inner

    def _script(self, sign):
        tag, inner = "sup" if sign == "^" else "sub", self._argument(mathematics=True)
        return inner if inner in {"°", "′"} else f"<{tag}>{inner}</{tag}>" if inner else ""

    def _command(self, token, mathematics):
        name = token[1:].rstrip().removesuffix("*")
        if name in _ACCENTS and ((len(name) == 1 and not name.isalpha()) or self._accents_something(token)):
            return _accented(self._argument(), _ACCENTS[name])
        if name in _SYMBOLS:
            # a space after a command only ends its name, unless braces ended it
            if self._tokens[self._at : self._at + 2] == ["{", "}"]:
                self._at += 2
            return _SYMBOLS[name]
        if tag := _MARKUP.get(name):
            inner = self._argument(mathematics)
            return f"<{tag}>{inner}</{tag}>" if inner else ""
        if name in {"inmathematics", "ensuremath", "ce"}:
            return self._argument(mathematics=True)
        if name in {"href"}:
            self._argument()
            return self._argument()
        if len(name) == 1 and not name.isalpha():
            return name
        return "" if self._next_is("{") else _rare_symbols().get(name, "")

    def _accents_something(self, token):
        """“\\c{c}” and “\\c c” are accents; “\\u” alone, or before a figure, is not."""
        following = self._tokens[self._at] if self._at < len(self._tokens) else ""
        return following == "{" or following[:1].isalpha() or following.startswith("\\")

    def _argument(self, mathematics=False):
        """The next group, or the next character or command."""
        if self._at >= len(self._tokens):
            return ""
        token = self._tokens[self._at]
        self._at += 1
        if token == "{":
            return self._inside(mathematics)
        if token == "}":
            self._at -= 1
            return ""
        if token[0] == "\\":
            # commands that wait for one another: \emph\emph\emph …
            if self._waiting >= _DEEPEST:
                return ""
            self._waiting += 1
            argument = self._read(token, mathematics)
            self._waiting -= 1
            return argument
        token = token.lstrip() or token
        if len(token) > 1:
            self._at -= 1
            self._tokens[self._at] = token[1:]
        return token[0]

    def _next_is(self, token):
        return self._tokens[self._at : self._at + 1] == [token]


def _accented(text, accent):
    text = text.strip()
    if not text:
        return ""
    first = {"ı": "i", "ȷ": "j"}.get(text[0], text[0])
    return unicodedata.normalize("NFC", first + accent) + text[1:]


@cache
def _rare_symbols():
    """{name: character} of the commands that pylatexenc knows beside ours."""
    from pylatexenc.latexencode import get_builtin_uni2latex_dict

    known = {}
    for code, latex in get_builtin_uni2latex_dict().items():
        if match := re.fullmatch(r"\\(?:ensuremath\{\\)?([a-zA-Z]+)\}?", latex):
            known.setdefault(match[1], chr(code))
    return known


# ---- back to LaTeX

_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", **{sign: f"\\{sign}" for sign in "&%$#_"},
}  # fmt: skip
_SPECIAL = re.compile(r"[\\{}~^&%$#_]|-(?=-)|`(?=`)|'(?=')")
_COMMANDS = {"i": r"\textit", "b": r"\textbf", "sup": r"\textsuperscript", "sub": r"\textsubscript"}
# A style that sets titles in small letters would make dna of DNA, and alzheimer of Alzheimer.
_CAPITALS = re.compile(r"(?<![\w\\])[^\W\d_]*[A-ZÀ-ÖØ-ÞΑ-Ω][\w]*")


def encoded(text):
    """`text` with what LaTeX takes for commands escaped; all other characters as they are (the file is UTF-8)."""
    return _SPECIAL.sub(lambda match: _ESCAPES.get(match[0], f"{match[0]}{{}}"), text)


def encoded_title(title):
    """A title with its markup as commands, and those capitals protected that mean something.

    In a title whose words all begin with a capital, that says nothing: only DNA and MgO are protected then.
    """
    words = re.findall(r"[^\W\d_]{4,}", titles.plain(title))[1:]
    are_capital = len(words) > 2 and sum(word[0].isupper() for word in words) > len(words) * 0.7
    parts, is_first = [], True
    for piece, is_markup in titles.pieces(title):
        if is_markup:
            parts.append("}" if piece.startswith("</") else f"{_COMMANDS[piece.strip('<>')]}{{")
            continue
        at = 0
        for match in _CAPITALS.finditer(piece):
            is_plain = match[0][1:].islower() or len(match[0]) == 1
            begins = is_first and not piece[: match.start()].strip()
            word = encoded(match[0])
            parts.append(encoded(piece[at : match.start()]))
            parts.append(word if is_plain and (begins or are_capital) else f"{{{word}}}")
            at = match.end()
        parts.append(encoded(piece[at:]))
        is_first = is_first and not piece.strip()
    return "".join(parts)
