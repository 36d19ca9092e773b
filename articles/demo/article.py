"""The words of the demonstration, in reading order. How they are written down: see `prose.py`.

What each claim rests on stands in `evidence.py`, under the same key.
"""

TITLE = "Magnesium and the spine"
SLUG = "magnesium-and-the-spine"
TOPICS = {"supplements": "Supplements", "back-pain": "Back pain"}

ANSWER = """
[[answer-new: When back pain is new, magnesium on top of a painkiller made no difference by day 10 in one trial;]]
[[answer-lasting: when pain lasts, the trials give no clear answer.]]
"""

BEFORE_YOU_TAKE_IT = """
- **Kidneys.** [[before-kidneys: If your kidneys are weak, magnesium in your blood is more likely to rise too high.]]
  Ask a doctor first.
- **Heart.** [[before-heart: The UK document for one prescription magnesium powder says it must not be used when signals in
  the heart are disturbed (a slow heartbeat), or when the kidneys are very weak.]]
- **Other medicines.** [[before-apart: That UK document says to leave 2 to 3 hours between magnesium and other medicines
  if you can.]] For some it asks for more: see the questions below.
- **Pregnancy.** We read too little to say if magnesium tablets are safe or useful in pregnancy. Ask your midwife or doctor.
- **Your gut.** [[before-gut: The most common unwanted effect of magnesium supplements is diarrhoea.]]
- **How much.** [[before-limit: The US limit for adults is 350 mg a day from supplements and medicines. Food does not
  count.]]

If your pain worries you, do not wait to see if a supplement helps. Get medical advice.
"""

SUMMARY = """
Magnesium is sold for sore backs, tight muscles, strong bones and sound sleep. This page shows what studies have found, and
how sure we can be of it.

We read two trials in low back pain. [[summary-drip: In the first trial, treatment began with two weeks of magnesium by drip,]]
so it cannot tell us what tablets do. [[summary-mouth: In the second, people took magnesium by mouth, and by day 10 it had made
no difference.]]

[[summary-cramps: For cramps in mostly older adults, magnesium did no better than placebo.]] For most other uses we are less
sure.
"""

BLOCKS = [
    {
        "block": "key points",
        "text": """
- [[key-new: In new back pain, 365 mg of magnesium by mouth with a painkiller did not improve the end result.]]
- [[key-lasting: In one trial of lasting back pain that comes partly from nerves, people who had drips and then magnesium
  by mouth were in less pain six months later.]]
- [[key-skin: A review found no scientific support for magnesium through the skin.]]
""",
    },
    {
        "block": "text",
        "text": """
## What was tested in back pain

### Back pain that has just begun

[[new-who: One trial put 240 people with new back pain into three groups, and 209 were counted at the end. One group took
magnesium with the painkiller etodolac.]] [[new-days: On day 4 this group was doing better than the others, but by day 10
there was no clear difference in pain, daily tasks or movement.]]

[[new-open: Everyone in the trial knew what they were taking.]] That can make a treatment look better than it is.

### Back pain that lasts

[[lasting-who: Another trial chose 80 people whose lasting back pain came partly from nerves. Half of them had magnesium by
drip for two weeks, then by mouth for four weeks, on top of other treatment.]]

[[lasting-result: Six months on, the mean pain score of those on magnesium had gone from 7.5 to 4.7; with placebo it went from
7.4 to 7.2.]]

[[lasting-said: Articles that sell supplements may tell you that this trial proves magnesium tablets ease back pain.]]
It does not. The drips came first, so no one can say what the tablets did.

### Lasting pain of all kinds

[[lasting-review: A review of nine trials with 418 people found that the evidence points both ways. Only one of the nine was
about low back pain, and the review could not judge safety.]]

[[lasting-81: A wider review of 81 trials called the evidence on pain “globally modest”. Few of its trials were about lasting
pain.]]

[[lasting-food: In a large US survey, people who took in more magnesium were less likely to have lasting pain.]]

## Why it might work

[[why-nmda: Magnesium blocks the NMDA receptor on nerve cells, which may keep the nerves from growing too sensitive to
pain.]] That is a good reason to run trials. It is not proof that a tablet helps.
""",
    },
    {
        "block": "callout",
        "kind": "note",
        "title": "Where most of the trials come from",
        "text": """
[[note-operations: Of the 81 trials in that wider review, 50 were about pain after an operation.]] What helps after an
operation, in hospital, may not help with a sore back at home.
""",
    },
    {
        "block": "text",
        "text": """
## Muscles, bones, inflammation and sleep

### Muscle cramps

[[cramps-week: In a Cochrane review, mostly older adults who took magnesium had nearly as many cramps each week as those on
placebo.]] [[cramps-pregnancy: The trials in pregnancy were at high risk of bias,]] so they settle little.

### Bones

[[bones-hip: In studies that only watched people, older adults who took in more magnesium tended to have denser bones at the
hip.]] [[bones-fractures: The same review found no clear link with fractures.]] Such studies cannot show that a supplement
makes bones strong.

### Inflammation

CRP is a sign of inflammation in the blood. Reviews that pooled the trials do not agree. Two of them lead to this:
[[crp: Magnesium supplements may lower CRP.]] A third finds no clear change. [[crp-women: In one trial, women who took 250 mg a
day for eight weeks did no better than those on placebo.]] And a better blood test is not the same as less pain.

### Sleep

[[sleep-sooner: In three small trials, older adults on magnesium fell asleep about 17 minutes sooner than those on placebo.
All three had a moderate to high risk of bias.]] So the next trial may well change this answer.

## Does the form matter?

[[form-labels: Labels often say that magnesium glycinate is absorbed better than magnesium oxide.]] [[form-alike: In a trial
with 12 people who had lost part of the bowel, both forms were absorbed about equally.]]

For citrate there are two small trials. [[form-citrate: The body may take up more magnesium from citrate than from oxide, but
this is very uncertain.]] One trial points that way. The other points the other way, but its two doses were not equal.

[[form-back: Glycinate is sometimes sold as the form for a painful back.]]
""",
    },
    {
        "block": "table",
        "caption": "What we read about four kinds of magnesium",
        "text": """
| Kind | How much is taken up | What else was found |
| Oxide | [[table-oxide: About 4% of the magnesium in oxide was absorbed in one study]] |
  [[table-oxide-cells: Oxide (520 mg of magnesium a day) raised the magnesium inside cells in 41 people]] |
| Citrate | [[table-citrate: More was absorbed from citrate than from oxide in 46 healthy adults]] |
  [[table-citrate-cells: Citrate (295.8 mg of magnesium a day) did not raise the magnesium inside cells in the same people]] |
| Glycinate | [[table-glycinate: Glycinate was absorbed better than oxide only in the 4 of 12 people who absorbed oxide worst]] |
  [[table-glycinate-gut: Glycinate was tolerated better than oxide by the same 12 people]] |
| Cream on the skin | [[table-cream: A cream brought no clear rise in the blood in 25 people]] |
  [[table-cream-some: After a cream, people who were not athletes did have a rise in the blood]] |
""",
    },
    {
        "block": "text",
        "text": """
## How much, and who should be careful

[[need-us: In the US, adults over 30 are advised to get 420 mg a day (men) or 320 mg (women), with food included.]]
[[need-europe: In Europe the amounts are 350 mg for men and 300 mg for women.]]

The limit is another matter: it leaves food out. [[limit-norway: A Norwegian committee suggested the same limit
for supplements, 350 mg a day.]] Some of the doses on
this page are higher. They were used in studies, where people are watched. They are not advice.
""",
    },
    {
        "block": "callout",
        "kind": "warning",
        "title": "Weak kidneys",
        "text": """
[[kidneys-hospital: In a study of 320 hospital patients on magnesium oxide, 23% had too much magnesium in the blood.]]
[[kidneys-weaker: In that study, patients with weaker kidneys were at higher risk.]] These were patients, and healthy people may
differ. If your kidneys are weak, ask a doctor before you start.
""",
    },
    {
        "block": "question",
        "question": "Should I take magnesium for my back?",
        "answer": """
No trial that we read shows that tablets alone help. If you want to try them, think of your kidneys and your medicines first,
and stay within the limit. A doctor or physiotherapist can tell you what else may help.
""",
    },
    {
        "block": "question",
        "question": "Do sprays and creams work?",
        "answer": """
[[skin-review: One review says: “The propagation of transdermal magnesium is scientifically unsupported.”]] That means
magnesium through the skin. [[skin-interests: One of its authors writes from the address of a firm that makes magnesium to
swallow,]] so read it with that in mind. [[skin-cream: A small trial of a magnesium cream found no clear rise in the blood.]]
""",
    },
    {
        "block": "question",
        "question": "Can I take it with my other medicines?",
        "answer": """
Ask your pharmacist. We read the UK document of one product, a powder called Magnaspartate. Other products may differ.
[[medicines-apart: The Magnaspartate document says to leave 2 to 3 hours between magnesium and other drugs if you can.]]
[[medicines-further: For iron, and for the bone drugs alendronate and risedronate, it says 3 to 4 hours before or after.]]
It names more drugs than we do here.

[[medicines-losses: Some water tablets and stomach drugs, such as omeprazole, make the body lose more magnesium,]] it says.
""",
    },
    {
        "block": "question",
        "question": "Will it stop my cramps?",
        "answer": """
Most likely not, if you are an older adult. [[ask-cramps: About as many people had at least a quarter fewer cramps with
placebo as with magnesium.]] For other people we read too little to say.
""",
    },
    {
        "block": "unknowns",
        "text": """
- [[unknown-tablets: We do not know if tablets alone help back pain that lasts.]]
- [[unknown-forms: We do not know if one form eases pain better than another.]]
- [[unknown-bones: Large trials are still needed to learn if magnesium keeps bones strong.]]
""",
    },
    {
        "block": "conclusion",
        "text": """
Magnesium is not a proven help for a painful back. [[end-lasting: For lasting pain of all kinds, the trials leave the case
open.]] If you choose to try it, mind your kidneys, your medicines and the limit. And tell whoever treats your back.
""",
    },
]

# ---- what changed after the first edition: (what stood there, what stands there now)

SECOND_EDITION = [
    (
        "[[skin-cream: A small trial of a magnesium cream found no clear rise in the blood.]]",
        "[[skin-cream: In a pilot trial with 25 people, two weeks of a magnesium cream brought no clear rise in the blood or "
        "the urine.]]",
    ),
]
SECOND_EDITION_NOTE = (
    "The answer on sprays and creams now says how many people took part, for how long, and that urine was measured too."
)

# The work that nobody has judged yet: one sentence reworded, one new with its source, one new without.
UNFINISHED = [
    (
        "[[kidneys-hospital: In a study of 320 hospital patients on magnesium oxide, 23% had too much magnesium in the blood.]]",
        "[[kidneys-hospital: In a study of 320 hospital patients on magnesium oxide, almost one in four had too much magnesium "
        "in the blood.]]",
    ),
    (
        "So the next trial may well change this answer.",
        "So the next trial may well change this answer. [[sleep-one-trial: In one of them, 46 older people with poor sleep took "
        "500 mg a day for eight weeks, and slept longer than those on placebo.]]",
    ),
    (
        "The limit is another matter: it leaves food out.",
        "[[need-foods: Nuts, seeds, beans and green leaves are good sources of magnesium.]] The limit is another matter: it "
        "leaves food out.",
    ),
]
