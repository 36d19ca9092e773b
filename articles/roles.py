"""The three groups and what each may do. Installed after every migrate, so that a new permission reaches its group."""

from django.contrib.auth.models import Group, Permission

_VIEW = {
    "references": [
        "source", "sourcefamily", "notice", "passage", "claim", "citation", "verdict", "appraisal", "citekeyalias", "job",
        "collection", "tag", "searchreceipt", "attachment",
    ],
    "articles": [
        "approval", "article", "articleauthor", "contributor", "topic", "edition", "text", "keypoints", "questionanswer", "callout",
        "figure", "table", "comparisontable", "substancefacts", "unknowns", "conclusion", "waiver", "ruleweight", "livefinding",
    ],
    "supplements": [
        "adverseeffect", "attribute", "authority", "catalogueedit", "caution", "cell", "comparedform", "comparison", "compound",
        "definition", "food", "form", "howtotake", "intakevalue", "interaction", "medicine", "step", "studieddose", "substance",
    ],
}  # fmt: skip
_BLOCKS = [
    "text", "keypoints", "questionanswer", "callout", "figure", "table", "comparisontable", "substancefacts", "unknowns",
    "conclusion",
]  # fmt: skip


def _permissions():
    view = {(app, f"view_{model}") for app, models in _VIEW.items() for model in models}
    write = {
        (app, f"{act}_{model}")
        for app, models in {
            "articles": [*_BLOCKS, "article", "articleauthor"],
            "references": ["source", "passage", "collection", "tag", "searchreceipt", "attachment"],
            "supplements": [model for model in _VIEW["supplements"] if model != "catalogueedit"],
        }.items()
        for model in models
        for act in ("add", "change", "delete")
    } | {
        (app, f"{act}_{model}")
        for app, models in {
            "articles": ["contributor", "topic"],
            "references": ["sourcefamily", "notice", "claim", "citation"],
        }.items()
        for model in models
        for act in ("add", "change")
    }
    asking = {  # another pair of eyes: an expert from outside, or a second reviewer
        ("references", f"{act}_{model}")
        for model in ("invitation", "secondopinion")
        for act in ("add", "change", "view")
    }
    return {
        "Editor": view | write,
        "Reviewer": view
        | asking
        | {("references", "judge_citation"), ("references", "appraise_claim"), ("references", "add_notice")}
        | {("articles", "add_approval"), ("articles", "add_waiver")},
        "Publisher": view
        | asking
        | {("articles", "publish_article"), ("articles", "withdraw_article"), ("articles", "publish_in_emergency")}
        | {("articles", "add_approval")}
        | {("articles", f"{act}_ruleweight") for act in ("add", "change", "delete")},
    }


def install(using):
    """Make the groups and give them their permissions; permissions that people added by hand stay."""
    have = {
        (p.content_type.app_label, p.codename): p
        for p in Permission.objects.using(using)
        .filter(content_type__app_label__in=["articles", "references", "supplements"])
        .select_related("content_type")
    }
    for name, wanted in _permissions().items():
        group, _ = Group.objects.using(using).get_or_create(name=name)
        group.permissions.add(*[have[key] for key in sorted(wanted) if key in have])


def install_after_migrate(sender, using, **kwargs):
    install(using)
