"""Sentences for the rules about numbers and doses. The studies in them are made up."""

from articles.checks import Library
from articles.checks.stated import Stated
from tests.articles import frozen_content

from . import Case

CAUTION = {"before_you_take_it": "<p>Ask a doctor if your kidneys are weak.</p>"}


def number(said, passage, expected, **extra):
    return Case("number-not-in-source", said, expected, passages=(passage,), source={"sample_size": None}, **extra)


def unit(said, passage, expected, **extra):
    return Case("unit-differs", said, expected, passages=(passage,), **extra)


def percentage(said, expected, **claim):
    return Case("bare-percentage", said, expected, claim=claim)


def above(said, expected, after="", **extra):
    return Case("above-limit", said, expected, claim={"kind": "dose"}, around=f"<p>{{}} {after}</p>", **extra)


def basis(said, expected):
    return Case("dose-basis", said, expected, claim={"kind": "dose"})


def caution(said, expected, kind="mechanism", **article):
    return Case("no-caution", said, expected, claim={"kind": kind}, article=article)


def twice(said, other, expected, *, other_source="yousef2013"):
    there = frozen_content.claim("other", text=other, citations=[frozen_content.citation(other_source)])
    return Case("told-twice", said, expected, others=(there,))


def elsewhere(said, other, expected, *, source="yousef2013"):
    library = Library(elsewhere=(Stated("0", other, "Magnesium and sleep", frozenset({source})),))
    return Case("told-elsewhere", said, expected, library=library)


CASES = (
    # ---- a number that stands in no passage
    number("The trial lasted 12 weeks.", "The trial lasted for 10 weeks.", True),
    number("In all, 212 people took part.", "221 participants were randomised.", True),
    number("Pain fell from 7.5 to 4.2.", "The mean score went from 7.5 to 4.7.", True),
    number("About 40% of the people had diarrhoea.", "Diarrhoea was reported by 14% of participants.", True),
    number("They took 300 mg a day.", "Participants received 250 mg of magnesium daily for eight weeks.", True),
    number("Nine trials were pooled.", "We included 11 randomised trials.", True),
    number("The odds were lower (OR 0.83).", "The adjusted odds ratio was 0.93 (95% CI 0.87 to 0.99).", True),
    number("The trial lasted two years.", "Participants were followed for 18 months.", True),
    number("The limit is 350 mg a day.", "The upper level rests on diarrhoea.", True),
    number("The trial lasted two months.", "Participants were followed for 8 weeks.", False),
    number("The trial lasted eight weeks.", "The trial lasted for 8 weeks.", False),
    number("In all, 13,434 adults answered.", "13 434 adults took part in the survey.", False),
    number("Pain fell from 7.5 to 4.7 points.", "The mean score went from 7.5 to 4.7.", False),
    number("They took half a gram (0.5 g) a day.", "Participants received 500 mg daily.", False),
    number("They fell asleep about 17 minutes sooner.", "Sleep onset was 17.36 minutes shorter.", False),
    number("Almost one in four had diarrhoea.", "Diarrhoea was reported by 23% of patients.", False),
    number("In a trial of 2013, magnesium did no better.", "There was no difference between the groups.", False),
    number("People with type 2 diabetes took vitamin B6 too.", "Patients with diabetes also took pyridoxine.", False),
    number("Leave 2 to 3 hours between them.", "An interval of 2–3 hours should be respected.", False),
    number("Three of the tablets were missing.", "A few tablets were missing.", False),
    # ---- another unit, another order of magnitude
    unit("They took 365 g a day.", "One group had 365 mg of magnesium by mouth.", True),
    unit("They took 5 mg of vitamin D.", "Participants took 5 µg of vitamin D daily.", True),
    unit("They took 50 mg a day.", "Participants took 500 mg a day.", True),
    unit("CRP fell by 11.2 mg/L.", "CRP fell by 1.12 mg/L.", True),
    unit("The trial lasted 6 months.", "The intervention lasted for 6 weeks.", True),
    unit("The risk fell by 4%.", "The risk fell by 4 percentage points.", True),
    unit("The risk ratio was 0.93.", "The odds ratio was 0.93.", True),
    unit("They took 0.5 g a day.", "Participants took 500 mg a day.", False),
    unit("They took 5 µg of vitamin D.", "Participants took 5 mcg of vitamin D.", False),
    unit("The level was 2 mg/dL.", "The level was 20 mg/L.", False),
    unit("The trial lasted three months.", "The intervention lasted for 12 weeks.", False),
    unit("The trial lasted 14 days.", "The intervention lasted for two weeks.", False),
    unit("In all, 12 people took part.", "The trial had 12 participants.", False),
    unit("They took 250 mg a day.", "Participants took 250 mg.", False),
    # ---- a change in percent, compared with nothing
    percentage("Magnesium reduced pain by 30%.", True),
    percentage("People slept 25% better.", True),
    percentage("It cuts the risk by up to 40 per cent.", True),
    percentage("The treatment brought a 50% reduction in cramps.", True),
    percentage("Pain fell by about 20%.", True),
    percentage("Headaches dropped by 41.6%.", True),
    percentage("Magnesium improves absorption by 15%.", True, kind="mechanism"),
    percentage("Magnesium reduced pain by 30% compared with placebo.", False),
    percentage("Pain fell by 20%, and with placebo by 18%.", False),
    percentage("About 4% of the magnesium in oxide was absorbed.", False),
    percentage("In a hospital, 23% had too much magnesium in the blood.", False),
    percentage("Cramps were 5% more frequent than in the other group.", False),
    percentage("Of 100 people, 30% had diarrhoea.", False),
    percentage("Pain fell by 20%, from 5 to 4 points.", False),
    percentage("The share of people with pain rose to 30%.", False),
    # ---- a dose above the limit
    above("Take 500 mg of magnesium a day.", True),
    above("Adults took 800 mg of magnesium daily for three months.", True),
    above("Two tablets of 400 mg magnesium are taken each evening.", True),
    above("Children aged 4 to 8 took 200 mg of magnesium a day.", True),
    above("Toddlers were given 100 mg of magnesium a day.", True),
    above("The usual dose is 0.5 g of magnesium a day.", True),
    above("In the trial they took 320–729 mg of magnesium a day.", True),
    above("Take 300 mg of magnesium a day.", False),
    above("Take 500 mg of magnesium a day.", False, after="That is above the limit for supplements."),
    above("Men need 420 mg of magnesium a day, food included.", False),
    above("A serving of pumpkin seeds has 156 mg; 500 mg a day from food does no harm.", False),
    above("The patients received 2 g of magnesium by drip.", False),
    above("They took 500 mg of magnesium a day.", False, after="It was given in hospital."),
    above("They took 500 mg of calcium a day.", False),
    above("Children aged 4 to 8 took 100 mg of magnesium a day.", False),
    above("The US limit is 350 mg of magnesium a day from supplements.", False),
    above("The body of an adult holds 25 g of magnesium.", False),
    # ---- the compound, or what is in it?
    basis("They took 500 mg of magnesium oxide a day.", True),
    basis("The tablets held magnesium citrate (400 mg).", True),
    basis("Take 200 mg magnesium glycinate at night.", True),
    basis("A dose of 1.5 g of magnesium sulphate was used.", True),
    basis("People on magnesium oxide, 520 mg a day, had more in their cells.", True),
    basis("They were given 50 mg of zinc gluconate.", True),
    basis("They took 300 mg of elemental magnesium as oxide.", False),
    basis("They took 250 mg of magnesium a day, as oxide.", False),
    basis("They took 500 mg of magnesium oxide, which holds 300 mg of magnesium.", False),
    basis("They took 300 mg of magnesium from citrate.", False),
    basis("Oxide (520 mg of magnesium a day) raised the level.", False),
    basis("Magnesium oxide is absorbed poorly.", False),
    basis("They took 250 mg of magnesium for eight weeks.", False),
    basis("Oxide was no better than 100 mg of placebo powder.", False),
    # ---- nobody says who should be careful
    caution("They took 300 mg a day.", True),
    caution("They took 2 g in all.", True, kind="definition"),
    caution("Magnesium eases cramps.", True, kind="efficacy"),
    caution("Adults take one tablet.", True, kind="dose"),
    caution("The dose was 1,000 IU.", True),
    caution("Each tablet has 100–200 mg.", True, kind="composition"),
    caution("They took 300 mg a day.", False, **CAUTION),
    caution("Magnesium eases cramps.", False, kind="efficacy", **CAUTION),
    caution("Adults take one tablet.", False, kind="dose", **CAUTION),
    caution("The receptor lets calcium in.", False),
    caution("Half of the 80 people were women.", False, kind="definition"),
    caution("Back pain is common.", False, kind="prevalence"),
    # ---- two figures for one thing, in one article
    twice("The US limit for adults is 350 mg a day.", "The US limit for adults is 400 mg a day.", True),
    twice("Among hospital patients, 23% had diarrhoea.", "Of hospital patients, 32% had diarrhoea.", True),
    twice("The trial had 240 people with new back pain.", "It was tried in 204 people with new back pain.", True),
    twice("About half the magnesium sits in bone: 12 g.", "Half of the magnesium sits in bone: 15 g.", True),
    twice(
        "Sleep began 17 minutes sooner with magnesium.",
        "Older adults on magnesium fell asleep: sleep began 27 minutes sooner with magnesium.",
        False,
    ),  # the same quantity, and too many other words to be sure
    twice("Pumpkin seeds hold 156 mg of magnesium.", "Pumpkin seeds hold 165 mg of magnesium.", True),
    twice("Absorption from oxide was 4% in the study.", "In the study absorption from oxide was 14%.", True),
    twice("The US limit for adults is 350 mg a day.", "The US limit for adults is 0.35 g a day.", False),
    twice("Men need 420 mg a day.", "Women need 320 mg a day.", False),
    twice("On day 4 this group was better than the others.", "On day 10 this group was better than the others.", False),
    twice("Absorption from oxide was 4%.", "Absorption from citrate was 30%.", False),
    twice("The pain score went from 7.5 to 4.7.", "With placebo the pain score went from 7.4 to 7.2.", False),
    twice("The limit for adults is 350 mg a day.", "The limit for children of 4 to 8 is 110 mg a day.", False),
    twice("The trial had 240 people with back pain.", "Of them, 209 were counted at the end.", False),
    twice("The limit is 350 mg a day in the US.", "The limit is 250 mg a day in Europe.", False),
    # ---- two figures for one thing, in two articles
    elsewhere("The US limit for adults is 350 mg a day.", "The US limit for adults is 360 mg a day.", True),
    elsewhere("Almonds hold 80 mg of magnesium an ounce.", "Almonds hold 76 mg of magnesium an ounce.", True),
    elsewhere("The review pooled 11 trials on cramps.", "The review pooled 12 trials on cramps.", True),
    elsewhere(
        "Of hospital patients, 23% had high magnesium.", "Among hospital patients, 28% had high magnesium.", True
    ),
    elsewhere("Low back pain troubled 619 million people.", "Low back pain troubled 691 million people.", True),
    elsewhere("The Norwegian limit for supplements is 350 mg.", "The Norwegian limit for supplements is 250 mg.", True),
    elsewhere("The US limit for adults is 350 mg a day.", "The US limit for adults is 350 mg per day.", False),
    elsewhere("The US limit for adults is 350 mg a day.", "The US limit for children is 110 mg a day.", False),
    elsewhere(
        "The US limit for adults is 350 mg a day.", "The US limit for adults is 360 mg a day.", False, source="x"
    ),
    elsewhere("Almonds hold 80 mg of magnesium.", "Cashews hold 74 mg of magnesium.", False),
    elsewhere("The trial lasted eight weeks in all people.", "The trial lasted 12 weeks in all people.", False),
    elsewhere("Pain scores fell by 2.8 points on magnesium.", "Pain scores fell by 0.2 points on placebo.", False),
    elsewhere("About 4% of the oxide was absorbed there.", "Some 4.2% of the oxide was absorbed there.", False),
    # ---- written after the rules stood, and left as they came out
    number("Two thirds of the 240 patients were women.", "Of 240 patients, 160 were female.", False),
    number("By the end, 31 of 40 had improved.", "Improvement was seen in 31 (77.5%) of 40 patients.", False),
    number("The mean age was 54.", "Patients had a mean age of 53.8 (SD 9.1) years.", False),
    number("Sleep improved by 1.6 points on a 28-point scale.", "ISI (0–28) fell by 1.6 more than placebo.", False),
    number("They had 3.9 cramps a week, down from 6.1.", "Cramps per week fell from 6.1 to 3.6.", True),
    number("A quarter of a million people took part.", "The pooled cohorts held 251,780 people.", False),
    number("Every third patient, 107 of 320, stopped.", "Of 320 patients 101 discontinued.", True),
    number("It was given for 48 hours after surgery.", "Infusion continued for 24 h postoperatively.", True),
    unit("They took 400 mg/kg a day.", "They took 400 mg/day.", True),
    unit("The level rose by 0.3 mmol/L.", "The level rose by 0.03 mmol/L.", True),
    unit("In all, 5,447 patients took part in 81 trials.", "81 RCTs, 5447 patients", False),
    unit("They slept 17 minutes longer.", "Total sleep time rose by 16 min; latency fell by 17 min.", False),
    percentage("Headaches were halved, a 50% drop.", True),
    percentage("Magnesium users had a 22% lower risk of diabetes.", True),
    percentage("The tablets are 60% magnesium, more or less.", False),
    percentage("Only 1% of the body's magnesium is in the blood, and a fall of it shows late.", False),
    above("Some people take up to a gram of magnesium every day.", True),
    above("For migraine, 600 mg a day of magnesium is often used.", True),
    above("Each tablet has 375 mg of magnesium.", True),
    above("A laxative dose of milk of magnesia, 2,400 mg, works within hours.", True),
    above("The label of this product says 450 mg of magnesium citrate a day.", False),
    above("In a factory, workers took 500 mg of salt a day.", False),
    basis("Each capsule has 650 mg magnesium L-threonate.", True),
    basis("They got 2,000 mg magnesium threonate, or 144 mg of magnesium.", False),
    basis("The pill weighs 1 g and is made of magnesium citrate.", False),
    twice("The trial followed 80 people for six months.", "For six months the trial followed 88 people.", True),
    twice("Spinach has 78 mg in half a cup.", "Spinach has 157 mg in a cup.", False),
)
