from django.conf import settings
from django.db import models


class Weight(models.TextChoices):
    """How heavy a finding of a rule is."""

    BLOCK = "block", "blocks publishing"
    WARN = "warn", "warns"
    INFORM = "inform", "informs"


class RuleWeight(models.Model):
    """How heavy this editorial team takes a rule, where it differs from what the rule comes with."""

    code = models.CharField("rule", max_length=40, unique=True)
    weight = models.CharField("a finding of it", max_length=6, choices=Weight)
    because = models.TextField("why", blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    changed_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["code"]
        verbose_name = "weight of a rule"
        verbose_name_plural = "weights of rules"

    def __str__(self):
        return f"{self.code}: {self.get_weight_display()}"


class LiveFinding(models.Model):
    """What the nightly run of the checks found in what readers see; written anew by each run."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="live_findings")
    claim = models.ForeignKey("references.Claim", null=True, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=40)
    weight = models.CharField(max_length=6, choices=Weight)
    message = models.TextField()
    found_at = models.DateTimeField(help_text="When a run found it first.")

    class Meta:
        ordering = ["article", "id"]
        indexes = [models.Index(fields=["weight", "code"], name="live_finding_by_weight")]

    def __str__(self):
        return f"{self.article}: {self.message[:80]}"
