"""All records that may look alike, in memory, so that an import asks the database nothing.

A record is compared with those that share a key with it: the beginning or the end of the title, its longest words, first
author and year, volume and page, the number of a review, the address of a page. About 1.2 kB a record.
"""

from references.details import Details
from references.models import Source

from .likeness import compare
from .sketch import sketch

# a key that more records share says little; the others find what is alike
CROWD = 150
_LETTERS = 18
_FIELDS = (
    "csl_type", "title", "authors", "container_title", "container_title_short", "year", "volume", "pages", "number",
    "edition", "doi", "pmid", "pmcid", "isbn", "arxiv", "url", "publication_types",
)  # fmt: skip


class Index:
    def __init__(self):
        self._sketches = {}
        self._by_key = {}

    @classmethod
    def of_library(cls):
        """Every source that stands for itself; those merged into another one are left out."""
        index = cls()
        for source_id, details in library():
            index.add(source_id, details)
        return index

    def __len__(self):
        return len(self._sketches)

    def add(self, source_id, details):
        """Let later records be compared with this one."""
        self.add_sketch(source_id, sketch(details))

    def add_sketch(self, source_id, sketched):
        self._sketches[source_id] = sketched
        for key in keys_of(sketched):
            self._put(hash(key), source_id)

    def _put(self, key, source_id):
        """Most keys belong to one record, and a list for each would double the memory."""
        held = self._by_key.setdefault(key, source_id)
        if isinstance(held, list):
            held.append(source_id)
        elif held != source_id:
            self._by_key[key] = [held, source_id]

    def _with(self, key):
        held = self._by_key.get(key, ())
        return held[:CROWD] if isinstance(held, (list, tuple)) else (held,)

    def look_alikes(self, details, but_not=None):
        """[(source id, Likeness)], the most alike first; `but_not` is the id of the record itself."""
        return self.look_alikes_of(sketch(details), but_not)

    def look_alikes_of(self, sketched, but_not=None):
        near = set()
        for key in keys_of(sketched, nearby=True):
            near.update(self._with(hash(key)))
        near.discard(but_not)
        found = [(i, likeness) for i in near if (likeness := compare(self._sketches[i], sketched))]
        return sorted(found, key=lambda pair: (-pair[1].score, pair[0]))


def library(sources=None):
    """(id, Details with what is compared) of sources that stand for themselves."""
    rows = (Source.objects.all() if sources is None else sources).filter(merged_into=None).order_by("pk")
    for pk, *values in rows.values_list("pk", *_FIELDS).iterator(chunk_size=2000):
        said = dict(zip(_FIELDS, values, strict=True))
        said["authors"] = tuple(said["authors"])
        yield pk, Details(**said)


def keys_of(sketched, nearby=False):
    """What alike records have in common, one or another of it. nearby: also with the years before and after."""
    title = sketched.title
    if title:
        yield "start", title[:_LETTERS]
        yield "end", title[-_LETTERS:]
        yield "words", *sorted(sorted(set((sketched.main or sketched.words).split()), key=lambda w: (-len(w), w))[:3])
    if sketched.author and sketched.year:
        for year in range(sketched.year - 1, sketched.year + 2) if nearby else [sketched.year]:
            yield "author", sketched.author, year
    if sketched.volume and sketched.page:
        yield "page", sketched.volume, sketched.page
    if sketched.work:
        yield "work", sketched.work
    if sketched.url:
        yield "url", sketched.url
    for name in ("doi", "pmid", "arxiv"):
        if value := getattr(sketched, name):
            yield name, value
        for relation in sketched.relations:
            if value := getattr(relation, name).lower():
                yield name, value
