"""Marked sentences in sanitised HTML become claims that readers can open: anchor, markers, words of doubt."""

import re
from html.parser import HTMLParser

from django.template.loader import get_template

from articles.marks import CLAIM_ATTRIBUTE

from .alerts import place_of

_LAST_WORD = re.compile(r"(\S+)(\s*)\Z")
_PUNCTUATION = re.compile(r"[.,;:!?)\]”’»…]+")
_LONGEST_WORD = 24  # a longer one must be able to break on a phone
_HEADINGS = {"h2", "h3"}


class _Rewriter(HTMLParser):
    """Passes everything through but marks and headings. Expects the output of `articles.sanitising.clean`."""

    def __init__(self, page, html, headings):
        super().__init__(convert_charrefs=False)
        self.page = page
        self.headings = iter(headings)
        self.fragments_left = {}
        for key in CLAIM_ATTRIBUTE.findall(html):
            self.fragments_left[key] = self.fragments_left.get(key, 0) + 1
        self.out, self.ends_in_text = [], False
        self.open_spans = []
        self.waiting = None  # a claim whose markers wait for the punctuation right after it
        self.heading = None

    def handle_starttag(self, tag, attrs):
        self._flush()
        if tag == "span":
            self._open_span(dict(attrs).get("data-claim"))
        elif tag in _HEADINGS and (heading := next(self.headings, None)):
            self.heading = heading
            self._write(f'<{tag} id="{heading.id}">')
        else:
            self._write(self.get_starttag_text())

    def handle_endtag(self, tag):
        self._flush()
        if tag == "span":
            self._close_span(self.open_spans.pop() if self.open_spans else None)
        else:
            self._write(f"</{tag}>")
        if tag in _HEADINGS and self.heading:
            self._write(self.page.shared_limit(self.heading.text) if tag == "h2" else "")
            self.heading = None

    def handle_data(self, data):
        if self.waiting and (found := _PUNCTUATION.match(data)):
            self._flush(found[0])
            data = data[found.end() :]
        self._flush()
        self._text(data)

    def handle_entityref(self, name):
        self._flush()
        self._text(f"&{name};")

    def handle_charref(self, name):
        self._flush()
        self._text(f"&#{name};")

    def _open_span(self, key):
        claim = self.page.claims.get(key)
        self.open_spans.append(claim)
        if claim is None:
            self._write("<span>")
        elif claim["anchor"] in self.page.anchored:
            self._write(f'<span class="claim" data-c="{claim["anchor"]}">')
        else:
            self.page.anchored.add(claim["anchor"])
            self._write(f'<span class="claim" id="{claim["anchor"]}">')

    def _close_span(self, claim):
        if claim is None:
            self._write("</span>")
            return
        self.fragments_left[claim["id"]] -= 1
        if self.fragments_left[claim["id"]]:
            self._write("</span>")
        else:
            self.waiting = claim

    def _flush(self, punctuation=""):
        """Write the markers that wait, bound to the last word so that no line begins with one."""
        claim, self.waiting = self.waiting, None
        if claim is None:
            return
        word, space = "", ""
        if self.ends_in_text and (found := _LAST_WORD.search(self.out[-1])) and len(found[1]) <= _LONGEST_WORD:
            word, space = found[1], found[2]
            self.out[-1] = self.out[-1][: found.start()]
        markers, doubt = self.page.markers(claim)
        self._write(f'<span class="nb">{word}{punctuation}{markers}</span>{doubt}</span>{place_of(claim["anchor"])}')
        self._text(space)

    def _text(self, text):
        if not text:
            return
        if self.ends_in_text:
            self.out[-1] += text
        else:
            self.out.append(text)
        self.ends_in_text = True

    def _write(self, html):
        self.out.append(html)
        self.ends_in_text = False

    def result(self):
        self._flush()
        return "".join(self.out)


class ClaimsOfPage:
    """The claims of one page while its texts are written.

    claims: {id: claim_told}. quiet: {part: (status, sentence)} as `shared_limits` finds it.
    """

    def __init__(self, claims, quiet, evidence_at):
        self.claims = claims
        self.quiet = quiet
        self.evidence_at = evidence_at
        self.anchored = set()

    def write(self, html, headings=()):
        """`html`, sanitised, with its claims opened to readers. headings: for each h2 and h3 in it, its Heading."""
        writer = _Rewriter(self, html, headings)
        writer.feed(html)
        writer.close()
        return writer.result()

    def markers(self, claim):
        """(one marker per source, words of doubt beside them)."""
        quiet = part_of(claim) in self.quiet and self.quiet[part_of(claim)][0] == claim["status"]
        context = {"claim": claim, "quiet": quiet, "evidence_at": self.evidence_at}
        markers = get_template("components/markers.html").render(context).strip()
        if quiet or not claim["spelled"]:
            return markers, ""
        return markers, " " + get_template("components/doubt.html").render(context).strip()

    def shared_limit(self, part):
        """The sentence that stands for many quiet markers, as HTML; empty where doubt is rare."""
        if part not in self.quiet:
            return ""
        return get_template("components/shared_limit.html").render({"sentence": self.quiet[part][1]}).strip()


def part_of(claim):
    """The part of the page a claim stands in: what comes under one heading of the second level."""
    if claim["place"].startswith("questionanswer"):
        return "Questions and answers"
    return claim["section"].split(" › ")[0]
