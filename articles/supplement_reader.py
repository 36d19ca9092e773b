"""What all tools on a substance share: what somebody has or takes, for whom values are shown, and where they come from."""

from dataclasses import dataclass, field
from functools import cached_property

from django.urls import reverse

from supplements import limits

from .published_catalogue import PublishedSubstance
from .supplement_address import Address

TOOLS = {
    "substance": "Overview",
    "substance-forms": "Compare forms",
    "substance-calculator": "Calculator",
    "substance-dose": "Dose chart",
    "substance-timing": "Timing",
    "substance-foods": "Foods",
}
CARRIED = ("have", "authority", "who")
EVERY = "all"


@dataclass
class Reader:
    """A reader at the tool of this name (of TOOLS)."""

    published: PublishedSubstance
    address: Address
    tool: str
    have: list = field(default_factory=list)

    def __post_init__(self):
        self.have = self.address.some("have", self.conditions | self.medicines, "condition or medicine")

    # ---- what somebody has or takes

    @cached_property
    def cautions(self):
        return self.published.rows("cautions")

    @cached_property
    def conditions(self):
        """{slug: words} of what readers may have: cautions, and attributes that filter as conditions."""
        asked = {a["slug"]: a["filter_label"] for a in self.condition_attributes}
        return asked | {row["slug"]: row["condition"] for row in self.cautions}

    @cached_property
    def condition_attributes(self):
        compared = self.published.comparisons.values()
        return [a for placed in compared for a in placed.block["attributes"] if a["filter_as"] == "condition"]

    @cached_property
    def medicines(self):
        """{slug: words} of what readers may take."""
        taken = (row["medicine"] for row in self.published.rows("interactions"))
        return {m["slug"]: _capital(m["lay_name"] or m["name"]) for m in taken}

    @property
    def choices(self):
        """[(heading, [{slug, words, chosen}])] for “I have or take”."""
        groups = (("I have", self.conditions), ("I take", self.medicines))
        return [(head, [self._choice(slug, words) for slug, words in of.items()]) for head, of in groups if of]

    def _choice(self, slug, words):
        return {"slug": slug, "words": words, "chosen": slug in self.have}

    @property
    def chosen_cautions(self):
        return [row for row in self.cautions if row["slug"] in self.have]

    @property
    def ask_first(self):
        """Cautions that were chosen and ask for a doctor first: they stand in place of rankings, doses and timing."""
        return [row for row in self.chosen_cautions if row["asks_first"]]

    @property
    def take_care(self):
        return [row for row in self.chosen_cautions if not row["asks_first"]]

    @property
    def may_ask_first(self):
        """[{words, query}]: who should ask first, each a link that says so."""
        return [
            {"words": row["condition"], "query": self.address.query(have=[*self.have, row["slug"]], open=None)}
            for row in self.cautions
            if row["asks_first"] and row["slug"] not in self.have
        ]

    @property
    def without_ask_first(self):
        """The same address without what asks first."""
        asking = {row["slug"] for row in self.ask_first}
        return self.address.query(have=[slug for slug in self.have if slug not in asking]) or "./"

    @property
    def interactions(self):
        """The rows of the medicines that were chosen."""
        return [row for row in self.published.rows("interactions") if row["medicine"]["slug"] in self.have]

    # ---- for whom, by whom

    @cached_property
    def intake(self):
        return self.published.rows("intake")

    @cached_property
    def authorities(self):
        return limits.authorities(self.intake)

    @cached_property
    def authority(self):
        """The slug of the authority whose values are shown; "" for all. The first one until somebody chooses."""
        chosen = self.address.one("authority", [*self.authorities, EVERY], "authority")
        return "" if chosen == EVERY else chosen or next(iter(self.authorities), "")

    @cached_property
    def of_authority(self):
        return [row for row in self.intake if self.authority in ("", row["authority"]["slug"])]

    @cached_property
    def person(self):
        """For whom values are shown: who was chosen, or an adult; None where no values are published."""
        everybody = limits.persons(self.intake) | limits.persons(self.of_authority)
        chosen = self.address.one("who", everybody, "group of people")
        return everybody[chosen] if chosen else limits.usual(limits.persons(self.of_authority))

    @cached_property
    def persons(self):
        """Whom readers may choose, of this authority."""
        found = limits.persons(self.of_authority)
        return found if self.person is None else found | {self.person.key: self.person}

    @cached_property
    def values(self):
        """The intake rows for the person."""
        return limits.values_for(self.of_authority, self.person)

    @property
    def nobody_covered(self):
        """A sentence where the authority sets nothing for the person; else ""."""
        if not self.intake or self.values:
            return ""
        who = self.person.words
        return (
            f"{self.authorities[self.authority]['name']} sets no value for these people ({who[:1].lower()}{who[1:]})."
        )

    @property
    def left_out(self):
        """Whom the values do not cover."""
        return limits.left_out(self.cautions, self.person)

    @property
    def hidden(self):
        """What a form keeps that does not ask for whom values are shown."""
        return self.address.hidden("authority", "who")

    @property
    def left_out_everywhere(self):
        """Whom values do not cover, where those for everybody are shown."""
        return limits.left_out(self.cautions)

    # ---- the page around the tool

    def context(self, **more):
        found = self.published
        said = {
            "reader": self,
            "published": found,
            "substance": found.substance,
            "tools": self._tools(),
            "path": reverse(self.tool, args=[found.slug]),
            "cautions_from": found.parts.get("cautions"),
        }
        return said | more

    def _tools(self):
        # asked here, so that every link carries them
        _ = self.authority, self.person
        query = self.address.query(only=CARRIED)
        slug = self.published.slug
        return [
            {"name": name, "words": words, "url": reverse(name, args=[slug]) + query, "current": name == self.tool}
            for name, words in TOOLS.items()
        ]


def _capital(words):
    return words[:1].upper() + words[1:]
