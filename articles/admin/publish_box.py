"""What stands beside the text: the findings, and what publishing would do and who may do it."""

import json
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth import get_user_model

from articles import approving, check_requests, checks, publishing, snapshot, working
from articles.models import Edition, EditionContent
from references.status import Assurance

from .approval_lines import approval_lines
from .finding_lines import let_stand, lines


@dataclass(frozen=True)
class Worker:
    name: str
    saves: int
    is_you: bool


class PublishBox:
    """The draft as `person` would publish it now. assurance: of the edition to come; the last one's if not said.

    note: the change note, once somebody typed it. Before that its finding is left out: it is mended in the box itself.
    emergency: before a second pair of eyes.
    """

    def __init__(self, article, person, assurance=None, note=None, *, now, emergency=False):
        self.article, self.person, self.note = article, person, note
        self.last = publishing.last_edition(article)
        self.frozen = snapshot.freeze(article)
        about = {"last": self.last, "now": now, "note": note or "", "emergency": emergency}
        said = Assurance.CHECKED if self.only_checked else assurance if assurance in Assurance.values else None
        self.request = check_requests.for_next(self.frozen.content, assurance=said, **about)

    @property
    def assurance(self):
        return self.request.assurance

    @property
    def number(self):
        """The number of the edition to come."""
        return self.request.number

    @property
    def only_checked(self):
        """An article that was published as checked never goes back."""
        return self.last is not None and self.last.assurance == Assurance.CHECKED

    @property
    def live(self):
        return self.article.live_edition

    @property
    def token(self):
        return publishing.preview_token(self.frozen, self.last)

    @cached_property
    def findings(self):
        found = checks.run(self.frozen.content, self.request)
        return found if self.note is not None else [f for f in found if f.place != "note"]

    @property
    def lines(self):
        return lines(self.findings, self.frozen.content)

    @property
    def let_stand(self):
        return let_stand(self.findings, self.frozen.content, self.frozen.people["users"])

    @property
    def blocking(self):
        return len(checks.blocking(self.findings))

    @property
    def may_publish(self):
        return self.person.has_perm("articles.publish_article")

    @property
    def may_withdraw(self):
        return self.person.has_perm("articles.withdraw_article")

    @property
    def may_in_emergency(self):
        return self.person.has_perms([publishing.PUBLISH, publishing.IN_EMERGENCY])

    @property
    def may_approve(self):
        return self.person.has_perm(approving.PERMISSION)

    @cached_property
    def approvals(self):
        return approval_lines(self.article, self.frozen.content, self.person)

    @cached_property
    def went_out_early(self):
        """The live edition, if it was published in an emergency and nobody else has approved it yet."""
        if self.live is None or not self.live.emergency_because:
            return None
        return Edition.objects.in_emergency_unapproved().filter(pk=self.live.pk).first()

    @cached_property
    def reasons(self):
        """Why the button is not to be pressed yet, in sentences; empty if it may be."""
        frozen = self.frozen.settled(self.findings)
        asked = {"article": self.article, "by": self.person, "frozen": frozen, "last": self.last}
        reasons = [] if self.may_publish else ["You may not publish articles."]
        if self.blocking:
            reasons.append(str(publishing.NotPublishable(self.findings)))
        if self.may_publish:
            reasons += [str(refused) for refused in publishing.refusals(**asked, request=self.request)]
        return reasons

    @cached_property
    def workers(self):
        """Who worked on the draft since the last edition, and how often they saved."""
        saves = working.saves_since_last_edition(self.article)
        people = get_user_model().objects.in_bulk(saves)
        return [
            Worker(people[pk].get_full_name() or people[pk].get_username(), count, pk == self.person.pk)
            for pk, count in saves.items()
        ]

    @cached_property
    def could_publish(self):
        people = publishing.who_could_publish(self.article).exclude(pk=self.person.pk).order_by("pk")[:6]
        return [p.get_full_name() or p.get_username() for p in people]

    @cached_property
    def changes(self):
        """What the draft changes for readers, in a phrase; "" if they see no edition."""
        content = EditionContent.objects.filter(edition=self.article.live_edition_id).values_list("content", flat=True)
        return changes(json.loads(content[0]), self.frozen.content) if content else ""


def changes(before, after):
    """“3 claims changed, 1 claim added”: how the claims of two frozen contents differ, with what they rest on."""
    old, new = ({c["id"]: _said(c) for c in content["claims"]} for content in (before, after))
    counts = {
        "changed": sum(new[key] != old[key] for key in new.keys() & old.keys()),
        "added": len(new.keys() - old.keys()),
        "taken out": len(old.keys() - new.keys()),
    }
    said = [f"{count} claim{'s' if count > 1 else ''} {word}" for word, count in counts.items() if count]
    return ", ".join(said) or "no claim changed"


def _said(claim):
    cited = sorted((c["source"], c["stance"], c["digest"]) for c in claim["citations"])
    return claim["text"], claim["voice"], claim["reported_by"], claim["kind"], claim["no_evidence_because"], cited
