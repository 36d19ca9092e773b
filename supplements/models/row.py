"""What every row of the catalogue that readers see has in common: it is a claim."""

import uuid
from typing import ClassVar

from django.db import models

from references.models.claim import Kind


class Seriousness(models.TextChoices):
    """In the order in which readers meet them."""

    SERIOUS = "serious", "serious"
    MODERATE = "moderate", "moderate"
    MINOR = "minor", "minor"


class Row(models.Model):
    """A row of the catalogue. Its key is that of its claim, so that either leads to the other.

    `sentence()` is the text of the claim, `heads()` what else is judged with it. Written by `supplements.catalogue` only.
    """

    part: ClassVar[str] = ""
    claim_kind: ClassVar[str] = Kind.DEFINITION

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self):
        return self.sentence()[:100]

    @property
    def is_filled(self):
        """Whether it says something, so that a claim stands for it."""
        return True

    def sentence(self):
        raise NotImplementedError

    def heads(self):
        """What a reviewer judges beside the sentence."""
        return {}

    def section(self):
        """Where readers meet it."""
        return str(self._meta.verbose_name_plural).capitalize()


class FactRow(Row):
    """A row about a substance as a whole."""

    substance = models.ForeignKey("supplements.Substance", on_delete=models.PROTECT)

    class Meta:
        abstract = True
