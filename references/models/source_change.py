from django.conf import settings
from django.db import models


class SourceChange(models.Model):
    """What changed in the record of a source, and where the new values came from. Written by `references.filling`."""

    source = models.ForeignKey("references.Source", on_delete=models.CASCADE, related_name="changes")
    origin = models.CharField(max_length=20, help_text="“hand”, the catalogue, or “import”.")
    changes = models.JSONField(help_text="{field: [before, after]}")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self):
        return f"{self.source.citekey}: {', '.join(self.changes)}"
