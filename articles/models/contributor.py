from django.conf import settings
from django.db import models


class Contributor(models.Model):
    """A person whose name stands over an article."""

    name = models.CharField(max_length=200)
    slug = models.SlugField(unique=True)
    credentials = models.CharField(
        max_length=300, blank=True, help_text="Profession and qualification. Readers see it."
    )
    interests = models.TextField(
        "declared interests", blank=True, help_text="Ties to makers or sellers. Write “None” if there are none."
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="contributor"
    )

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name
