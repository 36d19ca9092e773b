"""The draft to read, for those who may not change it: reviewers and publishers."""

from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse

from articles import snapshot


def page(model_admin, request, article):
    if not model_admin.has_view_permission(request, article):
        raise PermissionDenied
    frozen = snapshot.freeze(article)
    context = {
        **model_admin.admin_site.each_context(request),
        "is_nav_sidebar_enabled": False,
        "title": f"Read article: {article}",
        "opts": model_admin.opts,
        "original": article,
        "object_id": str(article.pk),
        "content": frozen.content,
        "people": frozen.people,
    }
    return TemplateResponse(request, "admin/articles/article/read.html", context)
