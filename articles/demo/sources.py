"""The studies and documents that the demonstration cites, and the passages read in them.

Only what was confirmed stands here: a field that nobody could confirm is left out, with the reason beside it. `finding` is
in our words; `quote` is word for word. Read were abstracts, unless a passage says otherwise.
"""

from references.bibliography import CUT_SHORT


def person(family, given=""):
    return {"family": family, "given": given} if given else {"family": family}


def body(name):
    return {"literal": name}


def finding(text, locator="Abstract", basis="abstract"):
    return {"finding": text, "locator": locator, "basis": basis}


def quote(text, finding="", locator="Abstract", basis="abstract"):
    return {"quote": text, "finding": finding, "locator": locator, "basis": basis}


SOURCES = {
    # ---- back pain and other lasting pain
    "yousef2013": {
        "title": "A double-blinded randomised controlled study of the value of sequential intravenous and oral magnesium "
        "therapy in patients with chronic low back pain with a neuropathic component",
        "authors": [person("Yousef", "A A"), person("Al-deeb", "A E")],
        "container_title": "Anaesthesia",
        "container_title_short": "Anaesthesia",
        "volume": "68",
        "issue": "3",
        "pages": "260-266",
        "year": 2013,
        "month": 3,
        "doi": "10.1111/anae.12107",
        "pmid": "23384256",
        "design": "randomised-trial",
        "sample_size": 80,
        "sample_note": "80 people, 40 in each group; double-blind",
        "population": "People with long-lasting low back pain that came partly from nerves (LANSS score of 12 or more).",
        "passages": {
            "treatment": finding(
                "80 people with long-lasting low back pain that came partly from nerves. The magnesium group had two weeks of "
                "magnesium by drip and then four weeks by mouth, on top of physical therapy, anticonvulsants, "
                "antidepressants and painkillers."
            ),
            "six months": finding(
                "At six months the mean pain score of the magnesium group had gone from 7.5 to 4.7, and the low back moved "
                "more freely."
            ),
            # Where in the work these figures stand was not confirmed, so no place is given.
            "placebo": finding("With placebo, the mean pain score went from 7.4 to 7.2.", locator=""),
        },
    },
    "bayram2021": {
        "title": "The effect of oral magnesium supplementation on acute non-specific low back pain: Prospective randomized "
        "clinical trial",
        "authors": [
            person("Bayram", "Serkan"),
            person("Şahin", "Koray"),
            person("Anarat", "Fikret Berkan"),
            person("Chousein", "Chasan Memet"),
            person("Kocazeybek", "Emre"),
            person("Altan", "Murat"),
            person("Akgül", "Turgut"),
        ],
        "container_title": "The American Journal of Emergency Medicine",
        "container_title_short": "Am J Emerg Med",
        "volume": "47",
        "pages": "125-130",
        "year": 2021,
        "month": 9,
        "day": 1,
        "doi": "10.1016/j.ajem.2021.03.078",
        "design": "randomised-trial",
        "sample_size": 240,
        "sample_note": "240 randomised, 209 analysed; open label",
        "population": "People with new low back pain without a known cause.",
        "passages": {
            "treatment": finding(
                "240 people with new low back pain were randomised to three groups, and 209 were analysed. One group had "
                "365 mg of magnesium by mouth together with the painkiller etodolac. Everybody knew what they took."
            ),
            "day 4": finding("On day 4, magnesium with etodolac did better than the other treatments."),
            "day 10": quote(
                "does not significantly improve final clinical outcomes",
                "On day 10 the groups did not differ significantly in pain, in daily tasks (RMDQ) or in movement. The "
                "words quoted are what the authors say of adding magnesium.",
            ),
        },
    },
    "park2020": {
        "title": "Efficacy and Safety of Magnesium for the Management of Chronic Pain in Adults: A Systematic Review",
        "authors": [
            person("Park", "Rex"),
            person("Ho", "Anthony M-H"),
            person("Pickering", "Gisele"),
            person("Arendt-Nielsen", "Lars"),
            person("Mohiuddin", "Mohammed"),
            person("Gilron", "Ian"),
        ],
        "container_title": "Anesthesia & Analgesia",
        "container_title_short": "Anesth Analg",
        "volume": "131",
        "issue": "3",
        "pages": "764-775",
        "year": 2020,
        "month": 9,
        "doi": "10.1213/ane.0000000000004673",
        "design": "systematic-review",
        "sample_size": 418,
        "sample_note": "9 randomised trials, 418 people",
        "population": "Adults with long-lasting pain of any kind.",
        "passages": {
            "result": finding(
                "Nine randomised trials with 418 people; one of them, with 80 people, was about low back pain. The evidence "
                "that magnesium eases long-lasting pain is equivocal. The trials were too unlike to be pooled."
            ),
            "safety": finding("The review could not judge safety."),
        },
    },
    "morel2021": {
        "title": "Magnesium for Pain Treatment in 2021? State of the Art",
        "authors": [
            person("Morel", "Véronique"),
            person("Pickering", "Marie-Eva"),
            person("Goubayon", "Jonathan"),
            person("Djobo", "Marguérite"),
            person("Macian", "Nicolas"),
            person("Pickering", "Gisèle"),
        ],
        "container_title": "Nutrients",
        "container_title_short": "Nutrients",
        "volume": "13",
        "issue": "5",
        "pages": "1397",
        "year": 2021,
        "month": 4,
        "day": 21,
        "doi": "10.3390/nu13051397",
        "pmid": "33919346",
        "pmcid": "PMC8143286",
        "design": "systematic-review",
        "sample_size": 5447,
        "sample_note": "81 randomised trials, 5,447 patients",
        "population": "Patients with pain of many kinds, most of them after operations.",
        "passages": {
            "result": quote(
                "globally modest",
                "The level of evidence that magnesium lowers pain and the need for painkillers, in 81 randomised trials. Few "
                "of the trials were about long-lasting pain.",
            ),
            "kinds": finding(
                "Of the 81 trials, 50 were about pain after operations, 18 about migraine, 5 about kidney pain, 6 about "
                "long-lasting or nerve pain and 2 about fibromyalgia."
            ),
        },
    },
    "tarleton2020": {
        "title": "Relationship between Magnesium Intake and Chronic Pain in U.S. Adults",
        "authors": [
            person("Tarleton", "Emily K"),
            person("Kennedy", "Amanda G"),
            person("Rose", "Gail L"),
            person("Littenberg", "Benjamin"),
        ],
        "container_title": "Nutrients",
        "container_title_short": "Nutrients",
        "volume": "12",
        "issue": "7",
        "pages": "2104",
        "year": 2020,
        "month": 7,
        "day": 16,
        "doi": "10.3390/nu12072104",
        "pmcid": "PMC7400867",
        "design": "cross-sectional",
        "sample_size": 13434,
        "sample_note": "13,434 adults",
        "population": "US adults in the NHANES survey, 1999 to 2004.",
        "passages": {
            "result": finding(
                "Adults who took in more magnesium for their weight had long-lasting pain less often (adjusted odds ratio "
                "0.93, 95% CI 0.87 to 0.99). The link was significant in women (0.91) but not in men (0.96)."
            ),
        },
    },
    "shin2020": {
        "title": "Magnesium and Pain",
        "authors": [person("Shin", "Hyun-Jung"), person("Na", "Hyo-Seok"), person("Do", "Sang-Hwan")],
        "container_title": "Nutrients",
        "container_title_short": "Nutrients",
        "volume": "12",
        "issue": "8",
        "pages": "2184",
        "year": 2020,
        "month": 7,
        "day": 23,
        "doi": "10.3390/nu12082184",
        "pmid": "32718032",
        "pmcid": "PMC7468697",
        "design": "narrative-review",
        "passages": {
            "mechanism": finding(
                "The main way in which magnesium acts on pain is by blocking the NMDA receptor, which keeps the nervous "
                "system from growing more sensitive. More clinical studies are needed to show what it adds to treatment."
            ),
        },
    },
    # ---- muscles, bones, inflammation, sleep
    "garrison2020": {
        "title": "Magnesium for skeletal muscle cramps",
        # Confirmed are three surnames with initials; the list goes on. PMID and PMCID could not be confirmed.
        "authors": [person("Garrison", "S R"), person("Korownyk", "C S"), person("Kolber", "M R"), CUT_SHORT],
        "container_title": "Cochrane Database of Systematic Reviews",
        "container_title_short": "Cochrane Database Syst Rev",
        "volume": "9",
        "number": "CD009402",
        "year": 2020,
        "month": 9,
        "day": 21,
        "doi": "10.1002/14651858.CD009402.pub3",
        "design": "meta-analysis",
        "sample_size": 735,
        "sample_note": "11 trials, 735 people (118 of them also served as their own controls)",
        "population": "Mostly older adults with cramps of unknown cause; pregnant women in five trials; people with "
        "cirrhosis of the liver in one.",
        "passages": {
            "cramps a week": finding(
                "Mostly older adults with cramps of unknown cause: 0.18 fewer cramps a week with magnesium than with placebo "
                "(95% CI 0.84 fewer to 0.49 more; 5 studies, 307 people; moderate certainty). The review sees no meaningful "
                "difference."
            ),
            "a quarter fewer": finding(
                "People whose cramps fell by at least a quarter: 1.04 times as many with magnesium as with placebo (95% CI "
                "0.84 to 1.29; 3 studies, 177 people; high certainty)."
            ),
            "pregnancy": finding("The five trials in pregnancy (408 women) were at high risk of bias."),
        },
    },
    "groenendijk2022": {
        "title": "Impact of magnesium on bone health in older adults: A systematic review and meta-analysis",
        "authors": [
            person("Groenendijk", "Inge"),
            person("van Delft", "Marieke"),
            person("Versloot", "Pieter"),
            person("van Loon", "Luc J C"),
            person("de Groot", "Lisette C P G M"),
        ],
        "container_title": "Bone",
        "container_title_short": "Bone",
        "volume": "154",
        "pages": "116233",
        "year": 2022,
        "month": 1,
        "doi": "10.1016/j.bone.2021.116233",
        "pmid": "34666201",
        "design": "meta-analysis",
        "sample_note": "12 observational studies, 4 of them pooled",
        "population": "Older adults.",
        "passages": {
            "hip": finding(
                "Higher magnesium intake went along with higher bone density at the hip (pooled beta 0.03, 95% CI 0.01 to "
                "0.06; four studies). All 12 studies were observational."
            ),
            "other": finding(
                "No link was established with bone density elsewhere or with fractures; research was limited. The authors "
                "call for large randomised trials."
            ),
        },
    },
    "mazidi2018": {
        "title": "Effect of magnesium supplements on serum C-reactive protein: a systematic review and meta-analysis",
        "authors": [person("Mazidi", "Mohsen"), person("Rezaie", "Peyman"), person("Banach", "Maciej")],
        "container_title": "Archives of Medical Science",
        "container_title_short": "Arch Med Sci",
        "volume": "14",
        "issue": "4",
        "pages": "707-716",
        "year": 2018,
        "doi": "10.5114/aoms.2018.75719",
        "pmid": "30002686",
        "pmcid": "PMC6040119",
        "design": "meta-analysis",
        "sample_note": "8 randomised trials",  # the number of people comes from a second-hand summary only
        "passages": {
            "crp": finding(
                "CRP fell by 1.33 mg/L (95% CI 2.63 to 0.02) in 8 randomised trials; the interval barely excludes no change."
            ),
        },
    },
    "veronese2022": {
        "title": "Effect of Magnesium Supplementation on Inflammatory Parameters: A Meta-Analysis of Randomized Controlled "
        "Trials",
        "authors": [
            person("Veronese", "Nicola"),
            person("Pizzol", "Damiano"),
            person("Smith", "Lee"),
            person("Dominguez", "Ligia J"),
            person("Barbagallo", "Mario"),
        ],
        "container_title": "Nutrients",
        "container_title_short": "Nutrients",
        "volume": "14",
        "issue": "3",
        "pages": "679",
        "year": 2022,
        "month": 2,
        "day": 5,
        "doi": "10.3390/nu14030679",
        "pmid": "35277037",
        "pmcid": "PMC8838086",
        "design": "meta-analysis",
        "sample_size": 889,
        "sample_note": "17 randomised trials, 889 people",
        "population": "People of 46 years on average, 62.5% of them women.",
        "passages": {
            "crp": finding("Magnesium by mouth lowered CRP significantly compared with placebo."),
        },
    },
    "simentalmendia2017": {
        "title": "Effect of Magnesium Supplementation on Plasma C-reactive Protein Concentrations: A Systematic Review and "
        "Meta-Analysis of Randomized Controlled Trials",
        "authors": [
            person("Simental-Mendia", "Luis E"),
            person("Sahebkar", "Amirhossein"),
            person("Rodriguez-Moran", "Martha"),
            person("Zambrano-Galvan", "Graciela"),
            person("Guerrero-Romero", "Fernando"),
        ],
        "container_title": "Current Pharmaceutical Design",
        "container_title_short": "Curr Pharm Des",
        "volume": "23",
        "issue": "31",
        "pages": "4678-4686",
        "year": 2017,
        "doi": "10.2174/1381612823666170525153605",
        "pmid": "28545353",
        "design": "meta-analysis",
        "sample_note": "11 randomised trials",
        "passages": {
            "overall": finding(
                "Overall no significant effect on CRP in 11 randomised trials (0.11 mg/L lower; 95% CI 0.75 lower to 0.52 higher)."
            ),
            "high at first": finding(
                "Where CRP was above 3 mg/L at the start, it fell by 1.12 mg/L (95% CI 2.05 to 0.18). The abstract’s "
                "conclusion gives the limit in mg/dL, a slip of the source."
            ),
        },
    },
    "moslehi2012": {
        "title": "Effects of oral magnesium supplementation on inflammatory markers in middle-aged overweight women",
        "authors": [
            person("Moslehi", "Nazanin"),
            person("Vafa", "Mohammadreza"),
            person("Rahimi-Foroushani", "Abbas"),
            person("Golestan", "Banafsheh"),
        ],
        "container_title": "Journal of Research in Medical Sciences",
        "container_title_short": "J Res Med Sci",
        "volume": "17",
        "issue": "7",
        "pages": "607-614",
        "year": 2012,
        "month": 7,
        "pmid": "23798918",
        "pmcid": "PMC3685774",
        "design": "randomised-trial",
        "sample_size": 74,
        "sample_note": "74 women; double-blind",
        "population": "Middle-aged overweight women.",
        "passages": {
            "result": finding(
                "74 women. 250 mg of magnesium a day, as oxide, for eight weeks did not lower CRP, fibrinogen or IL-6 more "
                "than placebo."
            ),
        },
    },
    "mah2021": {
        "title": "Oral magnesium supplementation for insomnia in older adults: a Systematic Review & Meta-Analysis",
        "authors": [person("Mah", "Jasmine"), person("Pitre", "Tyler")],
        "container_title": "BMC Complementary Medicine and Therapies",
        "container_title_short": "BMC Complement Med Ther",
        "volume": "21",
        "pages": "125",
        "year": 2021,
        "month": 4,
        "day": 17,
        "doi": "10.1186/s12906-021-03297-z",
        "pmid": "33865376",
        "pmcid": "PMC8053283",
        "design": "meta-analysis",
        "sample_size": 151,
        "sample_note": "3 randomised trials, 151 people",
        "population": "Older adults with insomnia.",
        "passages": {
            "falling asleep": finding(
                "In three trials with 151 older adults, those on magnesium fell asleep 17.36 minutes sooner than those on "
                "placebo (95% CI 27.27 to 7.44)."
            ),
            "trust": finding(
                "All trials had a moderate to high risk of bias; the quality of the evidence was low to very low."
            ),
            "dose of one trial": finding(
                "In the trial of Abbasi and others, people took 414 mg of magnesium oxide twice a day. By its formula that "
                "holds about 500 mg of magnesium.",
                locator="Table 1",
                basis="table",
            ),
        },
    },
    "abbasi2012": {
        "title": "The effect of magnesium supplementation on primary insomnia in elderly: A double-blind placebo-controlled "
        "clinical trial",
        "authors": [
            person("Abbasi", "Behnood"),
            person("Kimiagar", "Masud"),
            person("Sadeghniiat", "Khosro"),
            person("Shirazi", "Minoo M"),
            person("Hedayati", "Mehdi"),
            person("Rashidkhani", "Bahram"),
        ],
        "container_title": "Journal of Research in Medical Sciences",
        "container_title_short": "J Res Med Sci",
        "year": 2012,  # volume and pages could not be confirmed
        "pmid": "23853635",
        "pmcid": "PMC3703169",
        "design": "randomised-trial",
        "sample_size": 46,
        "sample_note": "46 people; double-blind",
        "population": "Older people with insomnia.",
        "passages": {
            "result": finding(
                "46 people, 500 mg a day for eight weeks. The insomnia score and the time to fall asleep went down, and "
                "sleep time went up, more than with placebo."
            ),
        },
    },
    # ---- forms and how they are taken up
    "schuette1994": {
        "title": "Bioavailability of magnesium diglycinate vs magnesium oxide in patients with ileal resection",
        "authors": [person("Schuette", "Sally A"), person("Lashner", "Bret A"), person("Janghorbani", "Morteza")],
        "container_title": "JPEN Journal of Parenteral and Enteral Nutrition",
        "container_title_short": "JPEN J Parenter Enteral Nutr",
        "volume": "18",
        "issue": "5",
        "pages": "430-435",
        "year": 1994,
        "month": 9,
        "doi": "10.1177/0148607194018005430",
        "pmid": "7815675",
        "design": "randomised-trial",
        "sample_size": 12,
        "sample_note": "12 people, each of whom took both forms; double-blind",
        "population": "People who had lost part of the small bowel (the ileum).",
        "passages": {
            "overall": finding(
                "Overall the two forms did not differ: 23.5% of the glycinate and 22.8% of the oxide was absorbed. 12 people "
                "who had lost part of the small bowel took both."
            ),
            "worst four": finding(
                "More was absorbed from glycinate only in the four people who absorbed oxide worst (23.5% against 11.8%). It "
                "was also tolerated better."
            ),
        },
    },
    "firoz2001": {
        "title": "Bioavailability of US commercial magnesium preparations",
        "authors": [person("Firoz"), person("Graber")],  # initials could not be confirmed
        "container_title": "Magnesium Research",
        "container_title_short": "Magnes Res",
        "volume": "14",
        "issue": "4",
        "pages": "257-262",
        "year": 2001,
        "month": 12,
        "pmid": "11794633",
        # no design: where we read, it says “in volunteers” and no more
        "sample_note": "Volunteers; where we read, no number was given",
        "population": "Volunteers. Citrate and glycinate were not tested.",
        "passages": {
            "result": finding(
                "4% of the magnesium in oxide was absorbed. Significantly more was absorbed from chloride, lactate and "
                "aspartate, which were alike."
            ),
        },
    },
    "walker2003": {
        "title": "Mg citrate found more bioavailable than other Mg preparations in a randomised, double-blind study",
        "authors": [
            person("Walker", "Ann F"),
            person("Marakis", "Georgios"),
            person("Christie", "Samantha"),
            person("Byng", "Martyn"),
        ],
        "container_title": "Magnesium Research",
        "container_title_short": "Magnes Res",
        "volume": "16",
        "issue": "3",
        "pages": "183-191",
        "year": 2003,
        "month": 9,
        "not_findable_because": "The journal’s page, as we read it, gave no identifier.",
        "design": "randomised-trial",
        "sample_size": 46,
        "sample_note": "46 healthy adults; double-blind, 60 days",
        "population": "Healthy adults.",
        "passages": {
            "result": finding(
                "46 healthy adults took 300 mg of magnesium a day for 60 days. More was absorbed from the organic forms, "
                "citrate and an amino-acid chelate, than from oxide.",
                locator="Abstract, first part",
            ),
        },
    },
    "shechter2012": {
        "title": "Comparison of magnesium status using X-ray dispersion analysis following magnesium oxide and magnesium "
        "citrate treatment of healthy subjects",
        "authors": [
            person("Shechter", "M"),
            person("Saad", "T"),
            person("Shechter", "A"),
            person("Koren-Morag", "N"),
            person("Silver", "B B"),
            person("Matetzky", "S"),
        ],
        "container_title": "Magnesium Research",
        "container_title_short": "Magnes Res",
        "volume": "25",
        "issue": "1",
        "pages": "28-39",
        "year": 2012,
        "month": 3,
        "day": 1,
        "doi": "10.1684/mrh.2012.0305",
        "design": "randomised-trial",
        "sample_size": 41,
        "sample_note": "41 people, each of whom took both forms; double-blind",
        "population": "Healthy people.",
        "passages": {
            "result": finding(
                "Oxide (520 mg of magnesium a day), and not citrate (295.8 mg a day), significantly raised the magnesium "
                "inside cells. The two doses were not equal."
            ),
        },
    },
    "grober2017": {
        "title": "Myth or Reality—Transdermal Magnesium?",
        "authors": [
            person("Gröber", "Uwe"),
            person("Werner", "Tanja"),
            person("Vormann", "Jürgen"),
            person("Kisters", "Klaus"),
        ],
        "container_title": "Nutrients",
        "container_title_short": "Nutrients",
        "volume": "9",
        "issue": "8",
        "pages": "813",
        "year": 2017,
        "month": 7,
        "day": 28,
        "doi": "10.3390/nu9080813",
        "pmid": "28788060",
        "pmcid": "PMC5579607",
        "design": "narrative-review",
        "interests": "One author’s address for letters is at a maker of magnesium products to swallow.",
        "passages": {
            "verdict": quote("The propagation of transdermal magnesium is scientifically unsupported."),
            "address": finding(
                "One author’s address for letters is at a maker of magnesium products to swallow.",
                locator="Address for letters",
                basis="record",
            ),
        },
    },
    "kass2017": {
        "title": "Effect of transdermal magnesium cream on serum and urinary magnesium levels in humans: A pilot study",
        "authors": [
            person("Kass", "Lindsy"),
            person("Rosanoff", "Andrea"),
            person("Tanner", "Amy"),
            person("Sullivan", "Keith"),
            person("McAuley", "William"),
            person("Plesset", "Michael"),
        ],
        "container_title": "PLoS ONE",
        "container_title_short": "PLoS One",
        "volume": "12",
        "issue": "4",
        "pages": "e0174817",
        "year": 2017,
        "month": 4,
        "day": 12,
        "doi": "10.1371/journal.pone.0174817",
        "design": "randomised-trial",
        "sample_size": 25,
        "sample_note": "25 people; single-blind pilot",
        "passages": {
            "result": finding(
                "A pilot trial with 25 people: 56 mg a day as a cream for two weeks. Overall, neither the level in the "
                "blood (0.82 to 0.89 mmol/L) nor the amount in the urine changed significantly. In people who were not "
                "athletes the blood level rose significantly."
            ),
        },
    },
    # ---- limits and harms
    "wakai2019": {
        "title": "Risk factors for the development of hypermagnesemia in patients prescribed magnesium oxide: a retrospective "
        "cohort study",
        "authors": [
            person("Wakai", "Eri"),
            person("Ikemura", "Kenji"),
            person("Sugimoto", "Hiroko"),
            person("Iwamoto", "Takuya"),
            person("Okuda", "Masahiro"),
        ],
        "container_title": "Journal of Pharmaceutical Health Care and Sciences",
        "container_title_short": "J Pharm Health Care Sci",
        "volume": "5",
        "pages": "4",
        "year": 2019,
        "month": 2,
        "day": 13,
        "doi": "10.1186/s40780-019-0133-7",
        "pmid": "30805197",
        "pmcid": "PMC6373027",
        "design": "cohort",
        "sample_size": 320,
        "sample_note": "320 patients",
        "population": "Patients in hospital who were prescribed magnesium oxide.",
        "passages": {
            "how often": finding(
                "23% of 320 hospital patients on magnesium oxide reached 2.5 mg/dL of magnesium in the blood, which the "
                "study counts as too much."
            ),
            "kidneys": finding(
                "Weaker kidneys raised the risk: an eGFR of 55.4 mL/min or less (odds ratio 3.1), a BUN of 22.4 mg/dL or "
                "more (3.5)."
            ),
        },
    },
    "mori2019": {
        "title": "Clinical features of hypermagnesemia in patients with functional constipation taking daily magnesium oxide",
        "authors": [
            person("Mori", "Hideki"),
            person("Suzuki", "Hidekazu"),
            person("Hirai", "Yuichiro"),
            person("Okuzawa", "Anna"),
            person("Kayashima", "Atsuto"),
            person("Kubosawa", "Yoko"),
            person("Kinoshita", "Satoshi"),
            person("Fujimoto", "Ai"),
            person("Nakazato", "Yoshihiro"),
            person("Nishizawa", "Toshihiro"),
            person("Kikuchi", "Masahiro"),
        ],
        "container_title": "Journal of Clinical Biochemistry and Nutrition",
        "container_title_short": "J Clin Biochem Nutr",
        "volume": "65",
        "issue": "1",
        "pages": "76-81",
        "year": 2019,
        "month": 6,
        "day": 30,
        "doi": "10.3164/jcbn.18-117",
        "pmid": "31379418",
        "design": "cross-sectional",
        "sample_size": 193,
        "sample_note": "193 of 2,176 patients",
        "population": "People with constipation who took magnesium oxide every day.",
        "passages": {
            "kidneys": finding(
                "Severe kidney disease (grade 4) and a higher dose went along with too much magnesium; age did not."
            ),
            "how often": finding(
                "Of 193 people with constipation who took magnesium oxide every day, 16.6% had 2.5 mg/dL of magnesium in the "
                "blood or more, and 5.2% had 3.0 mg/dL or more."
            ),
        },
    },
    "iom1997": {
        "csl_type": "book",
        "title": "Dietary Reference Intakes for Calcium, Phosphorus, Magnesium, Vitamin D, and Fluoride",
        "authors": [body("Institute of Medicine")],
        "publisher": "National Academies Press",
        "publisher_place": "Washington, DC",
        "year": 1997,
        "doi": "10.17226/5776",
        "design": "reference-values",
        "passages": {
            "limit": finding(
                "Upper level for adults: 350 mg a day, from supplements and medicines; food is not counted.",
                locator="Table of intakes for magnesium",
                basis="table",
            ),
            "need": finding(
                "Recommended for adults of 31 years and over: 420 mg a day for men, 320 mg for women, from all sources with "
                "food included.",
                locator="Table of intakes for magnesium",
                basis="table",
            ),
            "0 to 12 months": finding(
                "Adequate intake: 30 mg a day at 0 to 6 months and 75 mg at 7 to 12 months, food included.",
                locator="Table of intakes for magnesium",
                basis="table",
            ),
            "1 to 3 years": finding(
                "At 1 to 3 years: 80 mg a day recommended, food included; upper level 65 mg from supplements "
                "and medicines.",
                locator="Table of intakes for magnesium",
                basis="table",
            ),
            "4 to 8 years": finding(
                "At 4 to 8 years: 130 mg a day recommended, food included; upper level 110 mg from supplements "
                "and medicines.",
                locator="Table of intakes for magnesium",
                basis="table",
            ),
            "9 to 13 years": finding(
                "At 9 to 13 years: 240 mg a day recommended, food included.",
                locator="Table of intakes for magnesium",
                basis="table",
            ),
            "14 to 18 years": finding(
                "At 14 to 18 years, recommended a day with food included: 410 mg for boys, 360 mg for girls, "
                "400 mg in pregnancy, 360 mg while breast-feeding.",
                locator="Table of intakes for magnesium",
                basis="table",
            ),
            "19 to 30 years": finding(
                "At 19 to 30 years, recommended a day with food included: 400 mg for men, 310 mg for women, 350 "
                "mg in pregnancy, 310 mg while breast-feeding.",
                locator="Table of intakes for magnesium",
                basis="table",
            ),
            "31 to 50 years": finding(
                "At 31 to 50 years, recommended a day with food included: 420 mg for men, 320 mg for women, 360 "
                "mg in pregnancy, 320 mg while breast-feeding.",
                locator="Table of intakes for magnesium",
                basis="table",
            ),
            "51 years on": finding(
                "At 51 years and over, recommended a day with food included: 420 mg for men, 320 mg for women.",
                locator="Table of intakes for magnesium",
                basis="table",
            ),
            "limit from 9 years": finding(
                "At 9 years and over: upper level 350 mg a day, from supplements and medicines; food is not counted.",
                locator="Table of intakes for magnesium",
                basis="table",
            ),
        },
    },
    "efsa2015": {
        "title": "Scientific Opinion on Dietary Reference Values for magnesium",
        "authors": [body("EFSA Panel on Dietetic Products, Nutrition and Allergies (NDA)")],
        "container_title": "EFSA Journal",
        "container_title_short": "EFSA J",
        "volume": "13",
        "issue": "7",
        "pages": "4186",
        "year": 2015,
        "month": 7,
        "day": 27,
        "doi": "10.2903/j.efsa.2015.4186",
        "design": "reference-values",
        "passages": {
            "need": finding(
                "Adequate intake for adults: 350 mg a day for men, 300 mg for women. An average requirement could not be derived."
            ),
            # Where we read, it says “adults” and gives no age.
            "adults": finding(
                "Adequate intake for adults, here taken as 18 years and over: 350 mg a day for men, 300 mg for women."
            ),
        },
    },
    "vkm2016": {
        "csl_type": "report",
        "title": "Risk assessment of magnesium in food supplements",
        "authors": [body("Norwegian Scientific Committee for Food Safety (VKM)")],
        "number": "2016:15",
        "year": 2016,
        "month": 4,
        "day": 15,
        "url": "https://www.vkm.no/english/riskassessments/allpublications/"
        "riskassessmentofmagnesiuminfoodsupplements.4.2375207615dac0245aee5130.html",
        "design": "risk-assessment",
        "passages": {
            "limit": finding("Suggests an upper level of 350 mg a day in supplements for adults.", locator="Summary"),
            "diarrhoea": finding("Diarrhoea is the most frequent unwanted effect.", locator="Summary"),
            # Where we read, it says “adults” and gives no age.
            "limit of adults": finding(
                "Suggests an upper level of 350 mg a day in supplements for adults, here taken as 18 years and over.",
                locator="Summary",
            ),
        },
    },
    "magnaspartate2023": {
        "csl_type": "webpage",
        "title": "Magnaspartate 243 mg powder for oral solution: summary of product characteristics",
        "authors": [body("Kora Healthcare")],
        "container_title": "electronic medicines compendium (emc)",
        "year": 2023,
        "month": 11,
        "day": 8,
        "url": "https://www.medicines.org.uk/emc/medicine/30238",
        "design": "regulatory",
        "population": "The document of one prescription medicine in the United Kingdom.",
        # A product document has no abstract: its sections were read. Section 4.5 was read whole on the page of emc product
        # 2678, which has the same wording. Where no place is given, the section was not confirmed.
        "passages": {
            "who must not": finding(
                "Must not be used when the kidneys are very weak (filtration rate below 30 ml/min), nor when the heart’s "
                "conduction is disturbed (slow heartbeat).",
                locator="Contraindications",
                basis="full-text",
            ),
            "apart": quote(
                "As magnesium and other medicinal products may mutually influence each other’s absorption, a time interval of "
                "2 to 3 hours should generally be respected if possible.",
                locator="section 4.5",
                basis="full-text",
            ),
            "further apart": quote(
                "to avoid impairment of absorption, magnesium preparations should be taken 3 to 4 hours before or after the "
                "administration of those drugs",
                "Said of iron, of the bisphosphonates alendronate and risedronate, and of some other medicines: "
                "aminoquinolines, quinidine, nitrofurantoin, penicillamine, eltrombopag, nitroxoline.",
                locator="section 4.5",
                basis="full-text",
            ),
            "losses": finding(
                "Some medicines make the body lose more magnesium: among them thiazide diuretics and furosemide, and proton "
                "pump inhibitors such as omeprazole and pantoprazole.",
                locator="",
                basis="full-text",
            ),
            "more losses": finding(
                "Aminoglycosides, cisplatin, ciclosporin A, cetuximab, erlotinib and amphotericin B make the body lose more "
                "magnesium too.",
                locator="",
                basis="full-text",
            ),
            "two to three hours": finding(
                "Fluorides and tetracycline: an interval of 2 to 3 hours or more.",
                locator="section 4.5",
                basis="full-text",
            ),
            "diarrhoea": finding(
                "If diarrhoea occurs, stop taking it for a while, and begin again with a lower dose.",
                locator="",
                basis="full-text",
            ),
            "a sachet": finding(
                "Each sachet holds magnesium aspartate dihydrate equivalent to 243 mg (10 mmol) of magnesium.",
                locator="Composition",
                basis="full-text",
            ),
        },
    },
}
