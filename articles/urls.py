from django.urls import path

from . import feeds, views

urlpatterns = [
    path("feeds/corrections.atom", feeds.corrections, name="corrections-feed"),
    path("articles/", views.article_list, name="article-list"),
    path("articles/<slug:slug>/", views.article, name="article"),
    path("articles/<slug:slug>/evidence/", views.evidence, name="evidence"),
    path("articles/<slug:slug>/evidence.json", views.evidence_json, name="evidence-json"),
    path("articles/<slug:slug>/evidence.csv", views.evidence_csv, name="evidence-csv"),
    path("articles/<slug:slug>/editions/", views.edition_list, name="editions"),
    path("articles/<slug:slug>/editions/<int:number>/", views.edition, name="edition"),
    path("articles/<slug:slug>/editions/<int:number>/evidence/", views.edition_evidence, name="edition-evidence"),
    path(
        "articles/<slug:slug>/editions/<int:number>/evidence.json",
        views.edition_evidence_json,
        name="edition-evidence-json",
    ),
    path(
        "articles/<slug:slug>/editions/<int:number>/evidence.csv",
        views.edition_evidence_csv,
        name="edition-evidence-csv",
    ),
    *[
        path(
            f"articles/<slug:slug>/{of}references.{ends}",
            views.references_file,
            {"format": format},
            f"{name}-references-{short}",
        )
        for of, name in (("", "article"), ("editions/<int:number>/", "edition"))
        for format, short, ends in (("ris", "ris", "ris"), ("bibtex", "bib", "bib"), ("csl-json", "csl", "json"))
    ],
    path("about/how-we-check/", views.how_we_check, name="how-we-check"),
    path("claims/<uuid:pk>/", views.claim, name="claim"),
    path("claims/<uuid:pk>.json", views.claim_json, name="claim-json"),
    path("claims/<uuid:pk>/report/", views.report_problem, name="report-problem"),
    path("reports/<uuid:pk>/", views.report, name="report"),
    path("supplements/<slug:slug>/", views.substance, name="substance"),
    path("sources/", views.source_list, name="source-list"),
    path("sources/<slug:citekey>/", views.source, name="source"),
    path("sources/<slug:citekey>.json", views.source_json, name="source-json"),
    path("sources/<slug:citekey>.ris", views.source_file, {"format": "ris"}, name="source-ris"),
    path("sources/<slug:citekey>.bib", views.source_file, {"format": "bibtex"}, name="source-bib"),
    path("sources/<slug:citekey>.csl.json", views.source_file, {"format": "csl-json"}, name="source-csl"),
]
