from django.conf import settings
from django.db import models
from django.db.models import Q


class DraftEditQuerySet(models.QuerySet):
    def since_last_edition(self, article):
        """The edits of the draft that no edition carries yet, and those in an emergency that nobody else approved since."""
        edits, last = self.filter(article=article), self.last_edition_stood_for(article)
        return edits.filter(at__gt=last.published_at) if last else edits

    def last_edition_stood_for(self, article):
        """The newest edition but those in an emergency that nobody else approved since; None before the first."""
        stood_for = Q(emergency_because="") | Q(approvals__isnull=False)
        return article.editions.filter(stood_for).order_by("-number").first()


class DraftEdit(models.Model):
    """Who worked on a draft. Append-only, except that a draft which was never
    public takes its edits along; every act that changes a draft writes one."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="edits")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    act = models.CharField(max_length=20)

    objects = DraftEditQuerySet.as_manager()

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return f"{self.act} by {self.person} at {self.at}"
