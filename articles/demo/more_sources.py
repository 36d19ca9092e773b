"""What the catalogue and the two later articles cite besides; written down as in `sources.py`."""

from references.bibliography import CUT_SHORT

from .sources import body, finding, person

MORE_SOURCES = {
    # ---- forms and how they are taken up
    "kappeler2017": {
        "title": "Higher bioavailability of magnesium citrate as compared to magnesium oxide shown by evaluation of urinary "
        "excretion and serum levels after single-dose administration in a randomized cross-over study",
        # authors, year and volume could not be confirmed; the citekey is a name of ours
        "container_title": "BMC Nutrition",
        "container_title_short": "BMC Nutr",
        "doi": "10.1186/s40795-016-0121-3",
        "design": "randomised-trial",
        "sample_size": 20,
        "sample_note": "20 men, each of whom took both forms once; open label",
        "population": "Healthy men whose stores of magnesium had been filled first.",
        "passages": {
            "urine": finding(
                "After one dose, 20 healthy men passed more magnesium in the urine of 24 hours with citrate than with oxide "
                "(0.565 mmol more, 95% CI 0.212 to 0.918)."
            ),
            "cells": finding("Inside cells there was no significant difference between citrate and oxide."),
        },
    },
    "pardo2021": {
        "title": "Bioavailability of magnesium food supplements: A systematic review",
        "authors": [person("Pardo", "Marta R"), CUT_SHORT],  # the other authors could not be confirmed
        "container_title": "Nutrition",
        "container_title_short": "Nutrition",
        "volume": "89",
        "pages": "111294",
        "year": 2021,
        "month": 9,
        "not_findable_because": "Where we read of it, no identifier was given.",
        "design": "systematic-review",
        "sample_note": "14 studies",
        "passages": {
            "forms": finding(
                "A review of 14 studies. Inorganic forms seem to be taken up less well than organic forms."
            ),
            "dose": finding("How much is absorbed depends on the dose."),
            "enough": finding(
                "In healthy people without a deficit, all supplements keep the level in the body within the normal range."
            ),
        },
    },
    "blancquaert2019": {
        "title": "Predicting and Testing Bioavailability of Magnesium Supplements",
        "authors": [person("Blancquaert", "Laura"), person("Vervaet", "Chris"), person("Derave", "Wim")],
        "container_title": "Nutrients",
        "container_title_short": "Nutrients",
        "volume": "11",
        "issue": "7",
        "pages": "1663",
        "year": 2019,
        "month": 7,
        "day": 20,
        "doi": "10.3390/nu11071663",
        "pmcid": "PMC6683096",
        # no design: part of it was done in the laboratory, and that of the part in people could not be confirmed
        "sample_note": "15 products in the laboratory; two of them in 30 people",
        "passages": {
            "products": finding("15 products were tested in the laboratory, and they varied very widely."),
            "people": finding(
                "In 30 people, the level of magnesium in the blood rose by 6.2% at most with the product that was expected to "
                "do best, and by 4.6% with the one that was expected to do worst."
            ),
        },
    },
    # ---- limits, medicines, and what else is taken
    "scf2001": {
        "csl_type": "report",
        "title": "[Opinion on the upper level of magnesium]",  # the exact title could not be confirmed
        "authors": [body("Scientific Committee on Food (European Commission)")],
        "year": 2001,
        "not_findable_because": "We read it as later documents restate it, and they gave no address.",
        "design": "reference-values",
        "passages": {
            "limit": finding(
                "Upper level: 250 mg a day of readily dissolved magnesium salts from supplements, from 4 years on; food is "
                "not counted.",
                locator="As later documents restate it",
                basis="record",
            ),
            "mild diarrhoea": finding(
                "The lowest doses at which mild diarrhoea was seen: 360 to 365 mg a day.",
                locator="As later documents restate it",
                basis="record",
            ),
        },
    },
    "nix1989": {
        "title": "Effects of aluminum and magnesium antacids and ranitidine on the absorption of ciprofloxacin",
        # the authors could not be confirmed; the citekey is a name of ours
        "container_title": "Clinical Pharmacology & Therapeutics",
        "container_title_short": "Clin Pharmacol Ther",
        "volume": "46",
        "issue": "6",
        "pages": "700-705",
        "year": 1989,
        "month": 12,
        "pmid": "2598571",
        # no design: three crossover studies; whether the order was drawn by lot was not said where we read
        "sample_note": "Three crossover studies; where we read, no number of people was given",
        "population": "Healthy men. The antacid held aluminium as well as magnesium.",
        "passages": {
            "before": finding(
                "An antacid with aluminium and magnesium, taken 5 to 10 minutes, 2 hours or 4 hours before ciprofloxacin, left "
                "15.1%, 23.2% or 70% of the medicine that the body takes up without it."
            ),
            "far enough": finding(
                "It had no effect when it was taken 6 hours before ciprofloxacin or 2 hours after it."
            ),
        },
    },
    "dai2018": {
        "title": "Magnesium status and supplementation influence vitamin D status and metabolism: results from a randomized "
        "trial",
        "authors": [
            person("Dai", "Qi"),
            person("Zhu", "Xiangzhu"),
            person("Manson", "JoAnn E"),
            person("Song", "Yiqing"),
            person("Li", "Xingnan"),
            person("Franke", "Adrian A"),
            person("Costello", "Rebecca B"),
            person("Rosanoff", "Andrea"),
            person("Nian", "Hui"),
            person("Fan", "Lei"),
            person("Murff", "Harvey"),
            person("Ness", "Reid M"),
            person("Seidner", "Douglas L"),
            person("Yu", "Chang"),
            person("Shrubsole", "Martha J"),
        ],
        "container_title": "The American Journal of Clinical Nutrition",
        "container_title_short": "Am J Clin Nutr",
        "volume": "108",
        "issue": "6",
        "pages": "1249-1258",
        "year": 2018,
        "month": 12,
        "doi": "10.1093/ajcn/nqy274",
        "pmid": "30541089",
        "pmcid": "PMC6693398",
        "design": "randomised-trial",
        "sample_size": 180,
        "sample_note": "180 people; double-blind",
        "passages": {
            # From which level on it turns was not confirmed.
            "both ways": finding(
                "In 180 people, magnesium raised vitamin D in the blood where it was low at first, and lowered it where it was "
                "high.",
                locator="As later summaries tell it",
                basis="record",
            ),
        },
    },
    "uwitonze2018": {
        "title": "Role of Magnesium in Vitamin D Activation and Function",
        "authors": [person("Uwitonze", "Anne Marie"), person("Razzaque", "Mohammed S")],
        "container_title": "Journal of the American Osteopathic Association",
        "container_title_short": "J Am Osteopath Assoc",
        "volume": "118",
        "issue": "3",
        "pages": "181-189",
        "year": 2018,
        "month": 3,
        "day": 1,
        "doi": "10.7556/jaoa.2018.037",
        "design": "narrative-review",
        "passages": {
            "enzymes": finding("All enzymes that process vitamin D seem to need magnesium."),
        },
    },
    "dibaba2014": {
        "title": "Dietary magnesium intake is inversely associated with serum C-reactive protein levels: meta-analysis and "
        "systematic review",
        "authors": [person("Dibaba", "Daniel T"), person("Xun", "Pengcheng"), person("He", "Ka")],
        "container_title": "European Journal of Clinical Nutrition",
        "container_title_short": "Eur J Clin Nutr",
        "volume": "68",
        "issue": "4",
        "pages": "510-516",
        "year": 2014,
        "month": 4,
        "doi": "10.1038/ejcn.2014.7",
        "pmid": "24518747",
        "pmcid": "PMC3975661",
        "design": "meta-analysis",
        "sample_note": "7 cross-sectional studies, 32,918 people; all of them observational studies",
        "passages": {
            "food": finding(
                "In observational studies at one point in time, people who took in more magnesium with food tended to have "
                "less CRP in the blood."
            ),
        },
    },
}
