"""The catalogue as it was last published: read out of live editions, never out of drafts.

Each part of a substance comes from the newest live edition that carries it; of comparisons a whole one comes first.
"""

import json
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import F

from supplements.freezing import DOSE_CHART, PARTS_OF_CHART

from .models import Edition, PublishedPart
from .rendering.alerts import about_claims, alert_told, emergency_told
from .rendering.catalogue import comparison_told, facts_told, form_told, is_catalogue
from .rendering.told import claims_told


@dataclass
class LiveEdition:
    """A live edition that carries parts of the catalogue. row: as `_editions` selects it."""

    row: dict

    @cached_property
    def content(self):
        return json.loads(self.row["frozen"])

    @cached_property
    def claims(self):
        """{id: claim_told, with its alerts}"""
        told = claims_told(self.content, self.row["people"])
        return {claim["id"]: claim | {"alerts": self.alerts.get(claim["id"], [])} for claim in told}

    @cached_property
    def alerts(self):
        """{claim id: [alert_told]} of what became known since it was published."""
        found = {}
        for alert in about_claims(self.row["alerts"]):
            found.setdefault(alert["claim"], []).append(alert_told(alert))
        return found

    @cached_property
    def emergency(self):
        return emergency_told(self.row["alerts"])

    @property
    def is_demonstration(self):
        return self.content["article"].get("demonstration", False)

    def blocks_on(self, slug):
        return [b for b in self.content["blocks"] if is_catalogue(b) and b["substance"]["slug"] == slug]

    @property
    def evidence_path(self):
        return f"/articles/{self.row['slug']}/evidence/"


@dataclass
class Placed:
    """A frozen block and the live edition that carries it."""

    block: dict
    edition: LiveEdition

    @cached_property
    def told(self):
        """As `rendering.catalogue` tells it."""
        tell = comparison_told if self.block["type"] == "comparisontable" else facts_told
        return tell(self.block, self.edition.claims)

    @cached_property
    def checked(self):
        """(oldest, newest) day on which a citation of what it shows was judged; (None, None) where none was."""
        ids = {row["claim"] for row in self.block.get("cells", self.block.get("rows", ()))}
        shown = [claim for key, claim in self.edition.claims.items() if key in ids]
        days = [c["verdict"]["on"] for claim in shown for c in claim["citations"] if c["verdict"]["given"]]
        return min(days, default=None), max(days, default=None)


@dataclass
class PublishedSubstance:
    """What readers may see of one substance. comparisons: {slug: Placed}; parts: {part: Placed}."""

    slug: str
    editions: list
    comparisons: dict = field(default_factory=dict)
    parts: dict = field(default_factory=dict)

    def __post_init__(self):
        for edition in self.editions:
            for block in edition.blocks_on(self.slug):
                self._take(block, edition)

    def _take(self, block, edition):
        if block["type"] == "comparisontable":
            key = block["comparison"]["slug"]
            standing = self.comparisons.get(key)
            if standing is None or (block["whole"] and not standing.block["whole"]):
                self.comparisons[key] = Placed(block, edition)
            return
        for part in PARTS_OF_CHART if block["part"] == DOSE_CHART else (block["part"],):
            rows = [row for row in block["rows"] if row["part"] == part]
            self.parts.setdefault(part, Placed(block | {"part": part, "title": "", "rows": rows}, edition))

    @cached_property
    def substance(self):
        """The frozen substance, of the newest edition."""
        return next(b["substance"] for e in self.editions for b in e.blocks_on(self.slug))

    @property
    def comparison(self):
        """The comparison that tools work on: the first published one, or None."""
        return next(iter(self.comparisons.values()), None)

    def rows(self, part):
        """The told rows of a part; empty where it is not published."""
        return self.parts[part].told["rows"] if part in self.parts else []

    @cached_property
    def forms(self):
        """Every published form with its compounds, as `form_told`, of all comparisons, each once."""
        found = {}
        for placed in self.comparisons.values():
            for form in placed.block["forms"]:
                found.setdefault(form["slug"], form_told(form))
        return list(found.values())

    @property
    def facts_of_etag(self):
        """What decides a page: the editions, and what became known since."""
        return [fact for e in self.editions for fact in (e.row["digest"], e.row["alerts"])]


def published(slug):
    """The PublishedSubstance at this address, or None. One query."""
    editions = [LiveEdition(row) for row in _editions().filter(pk__in=_carrying(slug)).order_by("-published_at", "-pk")]
    return PublishedSubstance(slug, editions) if editions else None


def newest_of_each():
    """{slug: the frozen substance} of everything that is published, by name. Two queries."""
    newest = {}
    live = PublishedPart.objects.filter(edition__live_article__isnull=False).order_by(
        "-edition__published_at", "-edition"
    )
    for slug, edition in live.values_list("slug", "edition"):
        newest.setdefault(slug, edition)
    editions = {row["pk"]: LiveEdition(row) for row in _editions().filter(pk__in=set(newest.values()))}
    found = {slug: editions[pk].blocks_on(slug)[0]["substance"] for slug, pk in newest.items() if pk in editions}
    return dict(sorted(found.items(), key=lambda item: item[1]["name"]))


def _carrying(slug):
    return PublishedPart.objects.filter(slug=slug).order_by().values("edition")


def _editions():
    return Edition.objects.live().values(
        "pk",
        "number",
        "published_at",
        "assurance",
        "digest",
        title=F("rendering__title"),
        slug=F("article__slug"),
        alerts=F("article__reader_alerts"),
        frozen=F("content__content"),
        people=F("rendering__people"),
    )
