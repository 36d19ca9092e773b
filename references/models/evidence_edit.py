from django.conf import settings
from django.db import models


class EditedPart(models.TextChoices):
    WORDING = "wording", "wording"
    STANCE = "stance", "stance"
    PASSAGES = "passages", "passages"
    SOURCE = "source", "source"
    SUGGESTION = "suggestion", "wording, by a suggestion that was taken over"
    NOTICE = "notice", "notices of the source"


class EvidenceEdit(models.Model):
    """Who changed what is judged, and when. Append-only. It decides who may judge: see `references.independence`.

    A change of wording concerns every citation of the claim, so its row names no citation.
    """

    claim = models.ForeignKey("references.Claim", on_delete=models.PROTECT, related_name="edits")
    citation = models.ForeignKey("references.Citation", null=True, on_delete=models.PROTECT, related_name="edits")
    part = models.CharField(max_length=10, choices=EditedPart)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["claim", "person"], name="edit_of_claim_by_person")]

    def __str__(self):
        return f"{self.get_part_display()} by {self.person} at {self.at}"
