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
    path("supplements/", views.substance_list, name="substance-list"),
    path("supplements/<slug:slug>/", views.substance, name="substance"),
    path("supplements/<slug:slug>.json", views.substance_data, name="substance-json"),
    path("supplements/<slug:slug>/forms/", views.substance_forms, name="substance-forms"),
    path("supplements/<slug:slug>/calculator/", views.substance_calculator, name="substance-calculator"),
    path("supplements/<slug:slug>/dose/", views.substance_dose, name="substance-dose"),
    path("supplements/<slug:slug>/dose.svg", views.substance_dose_svg, name="substance-dose-svg"),
    path("supplements/<slug:slug>/dose.csv", views.substance_dose_csv, name="substance-dose-csv"),
    path("supplements/<slug:slug>/timing/", views.substance_timing, name="substance-timing"),
    path("supplements/<slug:slug>/foods/", views.substance_foods, name="substance-foods"),
    *[
        path(
            f"supplements/<slug:slug>/<slug:table>.{ends}",
            views.substance_table,
            {"ends": ends},
            f"substance-table-{ends}",
        )
        for ends in ("csv", "json")
    ],
    path("sources/", views.source_list, name="source-list"),
    path("sources/<slug:citekey>/", views.source, name="source"),
    path("sources/<slug:citekey>.json", views.source_json, name="source-json"),
    path("sources/<slug:citekey>.ris", views.source_file, {"format": "ris"}, name="source-ris"),
    path("sources/<slug:citekey>.bib", views.source_file, {"format": "bibtex"}, name="source-bib"),
    path("sources/<slug:citekey>.csl.json", views.source_file, {"format": "csl-json"}, name="source-csl"),
]
