"""Sentences for the rules about what a claim rests on, and about the sources themselves. The studies in them are made up."""

from articles.checks import Library
from tests.articles import frozen_content

from . import Case

ABSTRACT = """Background: Cramps are common in older adults.

Methods: In a trial, 94 adults took magnesium oxide or placebo for four weeks.

Results: Magnesium did not reduce the number of cramps each week (mean 7.8 v 8.5; P = 0.59). Diarrhoea was rare.

Conclusions: Oral magnesium oxide was not better than placebo for older adults with night cramps."""


def case(code, said, expected, *passages, kind="efficacy", **source):
    source = {"csl": {"id": "x", "type": "article-journal", "title": "A study"}, **source}
    return Case(code, said, expected, claim={"kind": kind}, source=source, passages=passages)


def in_people(said, expected, design, **extra):
    return case("not-in-people", said, expected, design=design, **extra)


def small(said, expected, people=40, **source):
    return case("one-small-trial", said, expected, sample_size=people, **source)


def surrogate(said, passage, expected, **extra):
    return case("only-surrogates", said, expected, passage, **extra)


def mechanism(said, after, expected, *, beside=None):
    others = () if beside is None else (frozen_content.claim("after", text=after, citations=[]),)
    shown = frozen_content.mark("after", after) if beside is not None else after
    sources = {"design": "narrative-review"}
    return Case(
        "mechanism-only",
        said,
        expected,
        claim={"kind": "mechanism"},
        source=sources,
        around=f"<p>{{}} {shown}</p>",
        others=others,
    )


def cause(said, expected, design="cohort", **source):
    return case("link-as-cause", said, expected, design=design, **source)


def form(said, passage, expected, **source):
    return case("form-differs", said, expected, passage, **source)


def route(said, passage, expected, **source):
    return case("route-differs", said, expected, passage, **source)


def people(said, population, expected, **source):
    return case("people-differ", said, expected, population=population, **source)


def quoted(quote, expected, *, basis="abstract", abstract=ABSTRACT):
    passage = {"quote": quote, "basis": basis}
    library = Library(abstracts={"yousef2013": abstract})
    return Case("misquoted", "Magnesium did not ease cramps.", expected, passages=(passage,), library=library)


def contrary(said, expected, keys=("roguin2017",), of="labelled"):
    library = Library(contrary={frozen_content.claim_id(of): keys} if keys else {})
    return Case("contrary-left-out", said, expected, library=library)


def older(said, expected, **source):
    return Case("older-version", said, expected, source=source)


NEWER = {"kind": "newer-version", "published_on": None, "doi": "", "url": "", "note": ""}
CORRECTED = NEWER | {"kind": "correction"}

CASES = (
    # ---- animals or cells alone
    in_people("Magnesium eases nerve pain.", True, "animal"),
    in_people("Magnesium helps discs to heal.", True, "laboratory"),
    in_people("A daily supplement protects the spine.", True, "animal"),
    in_people("It lowers inflammation.", True, "laboratory"),
    in_people("Threonate improves memory.", True, "", csl={"title": "Threonate improves learning in aged rats"}),
    in_people("Magnesium is safe for your nerves.", True, "laboratory", kind="safety"),
    in_people("In rats, magnesium eased nerve pain.", False, "animal"),
    in_people("Magnesium helped disc cells in a dish.", False, "laboratory"),
    in_people("Magnesium eases nerve pain.", False, "randomised-trial"),
    in_people("Magnesium eases nerve pain.", False, ""),
    in_people("Magnesium blocks the NMDA receptor.", False, "laboratory", kind="mechanism"),
    in_people("Nobody knows if magnesium eases nerve pain.", False, "animal"),
    in_people("In mice it lowered inflammation.", False, "animal"),
    # ---- one small trial
    small("Magnesium eases back pain.", True),
    small("Magnesium helps older adults to fall asleep.", True, people=46),
    small("Cramps came less often with magnesium.", True, people=24, design="non-randomised-trial"),
    small("Magnesium citrate is taken up better.", True, people=None, sample_note="46 healthy adults; crossover"),
    small("Pain scores are lower after six months.", True, people=80),
    small("A cream eases sore muscles.", True, people=99),
    small("In one trial, magnesium eased back pain.", False),
    small("In a trial with 40 people, magnesium eased back pain.", False),
    small("Magnesium eases back pain.", False, people=240),
    small("Magnesium eases back pain.", False, design="meta-analysis"),
    small("A small pilot study found less pain.", False),
    small("Magnesium eases back pain.", False, people=None),
    small("The mean score of those on magnesium went from 7.5 to 4.7.", False),
    small("The 40 volunteers had less pain.", False),
    # ---- a blood test is not what people feel
    surrogate("Magnesium eases pain.", "CRP fell by 1.3 mg/L more than with placebo.", True),
    surrogate("It makes fractures rarer.", "Bone mineral density at the hip was higher.", True),
    surrogate("Older adults sleep better.", "Serum magnesium rose, and cortisol fell.", True),
    surrogate("Citrate is the better choice for cramps.", "Absorption from citrate was higher than from oxide.", True),
    surrogate("It protects from heart attacks.", "Magnesium lowered cholesterol.", True),
    surrogate("You feel less tired: fatigue goes away.", "Red cell magnesium rose from 4.1 to 4.4.", True),
    surrogate("Magnesium lowers CRP.", "CRP fell by 1.3 mg/L more than with placebo.", False),
    surrogate("Magnesium eases pain.", "Pain scores and CRP fell.", False),
    surrogate("It does not ease pain.", "CRP fell by 1.3 mg/L.", False),
    surrogate("Older adults fell asleep sooner.", "Sleep onset came 17 minutes sooner; cortisol fell.", False),
    surrogate("Bones were denser.", "Bone mineral density at the hip was higher.", False),
    surrogate("Magnesium eases pain.", "Patients were more comfortable.", False),
    surrogate(
        "Broken bones were as frequent: fractures did not differ.", "BMD was higher; fractures did not differ.", False
    ),
    # ---- a mechanism, and a benefit drawn from it
    mechanism("Magnesium blocks the NMDA receptor.", "So it eases back pain.", True),
    mechanism("Magnesium relaxes muscle cells.", "That is why it helps with cramps.", True),
    mechanism("Magnesium blocks a receptor on nerve cells, so it relieves pain.", "", True),
    mechanism("Bone holds much magnesium.", "Supplements therefore prevent broken bones.", True),
    mechanism("It quiets the nerves.", "It helps you sleep better.", True, beside=True),
    mechanism("Magnesium calms nerve signals, which reduces headaches.", "", True),
    mechanism("Magnesium blocks the NMDA receptor.", "That is a good reason to run trials.", False),
    mechanism("Magnesium blocks the NMDA receptor.", "It may ease back pain.", False),
    mechanism("Magnesium relaxes muscle cells.", "Whether it helps with cramps is unknown.", False),
    mechanism("Magnesium blocks the NMDA receptor, so fewer signals pass.", "", False),
    mechanism("Magnesium relaxes muscle cells.", "In the trials it did not help with cramps.", False),
    mechanism("Bone holds much magnesium.", "Nuts and seeds hold a lot of it too.", False),
    mechanism("It quiets the nerves.", "That is not proof that a tablet helps.", False),
    # ---- a link worded as a cause
    cause("A diet rich in magnesium prevents back pain.", True),
    cause("Magnesium makes bones stronger.", True, "cross-sectional"),
    cause("More magnesium lowers the risk of stroke.", True),
    cause("Low magnesium causes migraine.", True, "case-control"),
    cause("Magnesium from food protects the heart.", True),
    cause("Eating nuts reduces pain.", True, "meta-analysis", sample_note="12 observational studies, 4 of them pooled"),
    cause("People who took in more magnesium had less pain.", False),
    cause("Magnesium intake was linked to denser bones.", False, "cross-sectional"),
    cause("Those with low levels were more likely to have migraine.", False, "case-control"),
    cause("Magnesium lowers blood pressure.", False, "randomised-trial"),
    cause("Magnesium lowers blood pressure.", False, "meta-analysis", sample_note="34 randomised trials"),
    cause("Fractures were not prevented.", False),
    cause("In a survey, pain was rarer where more was eaten.", False, "cross-sectional"),
    cause("Nobody can say if magnesium prevents back pain.", False),
    # ---- another form
    form("Magnesium glycinate eases cramps.", "People took magnesium oxide or placebo.", True),
    form("Citrate helps you sleep.", "320 mg of magnesium as oxide was given.", True),
    form("Magnesium malate is good for sore muscles.", "Magnesium lactate lowered markers of muscle damage.", True),
    form("Threonate eases pain.", "The effect of magnesium sulphate infusion on pain.", True),
    form("Bisglycinate lowers blood pressure.", "Trials of oxide, citrate and aspartate were pooled.", True),
    form("Epsom salts ease sore muscles.", "Magnesium chloride was put on the skin.", True),
    form("Magnesium oxide did not ease cramps.", "People took magnesium oxide or placebo.", False),
    form("Glycinate is absorbed better than oxide.", "Glycinate and oxide were compared.", False),
    form("Magnesium eases cramps.", "People took magnesium oxide.", False),
    form("Magnesium citrate helps you sleep.", "Magnesium was given for eight weeks.", False),
    form("Magnesium sulphate eases pain.", "Magnesium sulfate eased pain.", False),
    form("Bisglycinate is tolerated well.", "Magnesium diglycinate was tolerated well.", False),
    form("Magnesium oxide eased constipation.", "Oxide was dissolved in sodium chloride solution.", False),
    # ---- another way into the body
    route("Magnesium tablets ease back pain.", "Patients had intravenous magnesium for two weeks.", True),
    route("A magnesium spray eases cramps.", "People swallowed one tablet a day.", True),
    route("Taken by mouth, it eases migraine.", "A magnesium infusion was given in the emergency room.", True),
    route("Magnesium baths help you sleep.", "Oral magnesium improved sleep.", True),
    route("Capsules ease pain after surgery.", "Epidural magnesium lowered pain scores.", True),
    route("Rub in a magnesium cream against pain.", "Magnesium was taken orally for four weeks.", True),
    route("Magnesium by drip eased the pain.", "Patients had intravenous magnesium.", False),
    route("Magnesium tablets ease pain.", "Oral magnesium lowered pain scores.", False),
    route("Magnesium eases pain.", "Patients had intravenous magnesium.", False),
    route("Magnesium tablets ease pain.", "Magnesium lowered pain scores.", False),
    route("After drips and then tablets, there was less pain.", "Sequential intravenous and oral magnesium.", False),
    route("No trial shows that tablets help.", "Patients had intravenous magnesium.", False),
    route("A cream brought no more than a spray.", "A magnesium cream was used for two weeks.", False),
    # ---- other people
    people("Magnesium eases cramps in men.", "Pregnant women with leg cramps.", True),
    people("Children sleep better with magnesium.", "Older adults with insomnia.", True),
    people("Magnesium eases leg cramps.", "Pregnant women.", True),
    people("Magnesium lowers the risk of fractures.", "Patients on dialysis.", True),
    people("Magnesium makes muscles less sore.", "Young athletes.", True),
    people("Women have fewer headaches with magnesium.", "Men of 40 to 60 years.", True),
    people("Magnesium eases pain.", "Patients in intensive care.", True),
    people("Magnesium eases cramps in pregnancy.", "Pregnant women with leg cramps.", False),
    people("Older adults sleep better with magnesium.", "Adults of 51 to 85 years.", False),
    people("Magnesium eases cramps.", "Mostly older adults; pregnant women in five trials.", False),
    people("Magnesium eases pain.", "People with lasting back pain.", False),
    people("Women have fewer headaches with magnesium.", "Men and women with migraine.", False),
    people("Athletes were less sore.", "Young athletes.", False),
    people("Magnesium lowers blood pressure in adults.", "", False),
    people("After operations, patients needed fewer painkillers.", "People after an operation.", False),
    # ---- a quote that is none
    quoted("Magnesium did reduce the number of cramps each week", True),
    quoted("Oral magnesium oxide was better than placebo", True),
    quoted("Diarrhea was rare", True),
    quoted("94 older adults took magnesium oxide", True),
    quoted("Magnesium did not reduce the number of cramps each night", True),
    quoted("cramps are a burden on society", True),
    quoted("Magnesium did not reduce the number of cramps each week", False),
    quoted("Oral magnesium oxide was not better than placebo … with night cramps.", False),
    quoted("Diarrhoea  was rare", False),
    quoted("Magnesium was well tolerated", False, basis="full-text"),
    quoted("Magnesium was well tolerated", False, abstract=""),
    quoted("", False),
    # ---- a contrary study that nobody mentions: which are contrary is decided by `articles.surroundings`
    contrary("Magnesium eases cramps.", True),
    contrary("Magnesium helps you sleep.", True, ("mah2021", "abbasi2012")),
    contrary("Magnesium lowers CRP.", True),
    contrary("Oxide is absorbed well.", True),
    contrary("Creams raise the level in the blood.", True),
    contrary("Magnesium eases back pain.", True),
    contrary("Magnesium eases cramps.", False, ()),
    contrary("Magnesium eases cramps.", False, of="another claim"),
    contrary("Magnesium helps you sleep.", False, ()),
    contrary("Magnesium lowers CRP.", False, of="another claim"),
    contrary("Oxide is absorbed well.", False, ()),
    contrary("Creams raise the level in the blood.", False, ()),
    # ---- an older version
    older("Magnesium does not ease cramps.", True, newer="garrison2020"),
    older("Magnesium does not ease cramps.", True, notices=[NEWER]),
    older("Magnesium lowers CRP.", True, newer="mazidi2019"),
    older("The limit is 350 mg.", True, notices=[CORRECTED, NEWER]),
    older("It helps you sleep.", True, newer="mah2024", notices=[NEWER]),
    older("Oxide is absorbed poorly.", True, newer="firoz2002"),
    older("Magnesium does not ease cramps.", False),
    older("Magnesium lowers CRP.", False, notices=[CORRECTED]),
    older("The limit is 350 mg.", False, version_label="second edition"),
    older("It helps you sleep.", False, newer=""),
    older("Oxide is absorbed poorly.", False, status="corrected", notices=[CORRECTED]),
    older("A review of 2012 says so.", False),
    # ---- written after the rules stood, and left as they came out
    in_people("Discs stay younger with magnesium.", True, "animal"),
    in_people("Rodents given magnesium felt less pain.", False, "animal"),
    in_people("Studies in dogs point the same way.", False, "animal"),
    small("Magnesium sulphate shortens the stay in hospital.", True, people=60),
    small("It worked in a Turkish trial.", False, people=60),
    small("Twelve patients absorbed both forms equally.", False, people=12),
    surrogate("Magnesium takes the edge off migraine.", "Ionised magnesium in the blood rose.", True),
    surrogate("It quietens inflamed joints.", "IL-6 and TNF fell.", True),
    surrogate("Magnesium makes for calmer nights.", "Cortisol fell, and melatonin rose.", True),
    surrogate("The pain stayed the same, and CRP fell.", "CRP fell by 2 mg/L.", False),
    mechanism("Magnesium sits in front of the calcium channel.", "Muscles let go, and cramps ease.", True),
    mechanism("Low magnesium makes nerves fire.", "Topping it up stops the pain.", True),
    mechanism("Magnesium blocks a receptor.", "Aspirin works against pain in another way.", False),
    cause("Nuts keep your back young.", True),
    cause("Eating more magnesium halves the risk of fractures.", True),
    cause("A low intake weakens bones.", True),
    cause("Higher intake predicted denser bones.", False),
    cause("Of those in the top fifth of intake, fewer had fractures.", False),
    form("Magnesium salts of citric acid help.", "Magnesium oxide was given.", True),
    form("Mg citrate works for constipation.", "Magnesium hydroxide was given.", True),
    form("Magnesium oxide is poorly absorbed.", "Citrate was taken up more than the oxide salt.", False),
    route("Soaking in Epsom salts eases pain.", "Magnesium sulphate was infused over an hour.", True),
    route("A supplement eases post-operative pain.", "An intravenous bolus was given.", True),
    route("Patches bring relief.", "Tablets brought relief.", True),
    people("Magnesium helps teenagers with headaches.", "Adults of 18 to 65 years with migraine.", True),
    people("Healthy adults have fewer cramps.", "Patients with cirrhosis.", True),
    people("Magnesium eases cramps in women.", "Women in the third trimester of pregnancy.", True),
    people("Overweight women had no less CRP.", "Middle-aged overweight women.", False),
    quoted("the number of cramps each week (mean 7.8 v 8.5; P = 0.59)", False),
    quoted("94 adults took magnesium oxide or placebo for four weeks. Magnesium did not reduce", True),
)
