"""The words of the article on forms, in reading order. How they are written down: see `prose.py`.

What each claim rests on stands in `choosing_evidence.py`, what the comparison says in `cells.py`.
"""

TITLE = "Choosing a form of magnesium"
SLUG = "choosing-a-form-of-magnesium"
TOPICS = {"supplements": "Supplements"}

ANSWER = """
[[choose-answer-oxide: The body may take up less magnesium from oxide than from some other forms,]] but
[[choose-answer-relief: we do not know if one form helps people more than another.]]
"""

BEFORE_YOU_TAKE_IT = """
- **Kidneys.** [[choose-before-kidneys: If your kidneys are weak, magnesium in your blood is more likely to rise too high.]]
  Ask a doctor first, whatever the form.
- **Heart.** [[choose-before-heart: The UK document for one magnesium powder says it must not be used when signals in the heart
  are disturbed (a slow heartbeat).]]
- **Other medicines.** [[choose-before-apart: That UK document says to leave 2 to 3 hours between magnesium and other
  medicines if you can.]] Some need more.
- **Pregnancy.** We read too little to say which forms are safe in pregnancy. Ask your midwife or doctor.
- **How much.** [[choose-before-limit: The US limit for adults is 350 mg a day from supplements and medicines. Food does not
  count.]] It counts the magnesium, not the whole compound.

If you feel ill after you take magnesium, stop and get medical advice.
"""

SUMMARY = """
Magnesium in a tablet is always bound to something else. That partner gives the form its name: oxide, citrate,
glycinate. It also decides how much magnesium there is in a gram, and it may decide how much of that you take up.

[[choose-summary-review: A review of 14 studies says that organic forms seem to be taken up better than inorganic ones.]]
Citrate is organic. Oxide is not. Such studies look at how much gets into the body. That is not yet how people feel.

So this page shows what each source says about each form. Where nobody has looked, it says that too.
"""

BLOCKS = [
    {
        "block": "key points",
        "text": """
- [[choose-key-oxide: In one study, 4% of the magnesium in oxide was absorbed. More was absorbed from chloride, lactate and
  aspartate.]]
- [[choose-key-citrate: More magnesium may be taken up from citrate than from oxide, but this is very uncertain.]]
- [[choose-key-glycinate: In people who had lost part of the bowel, glycinate and oxide were absorbed about equally.]]
- [[choose-key-products: Products differ as well: 15 of them varied very widely in a laboratory test.]]
- What counts is the magnesium on the label. Tablets of the same weight do not hold the same amount of it.
""",
    },
    {
        "block": "text",
        "text": """
## What the name tells you

### Salts and chelates

Most forms are salts. There, magnesium is bound to an acid, such as citric or lactic acid. In a chelate, amino acids hold it
from two sides. Glycinate is a chelate of glycine. Its full name is bisglycinate, since there are two of them.

Many forms also hold water. Names like “dihydrate” tell you how much. Water adds weight and no magnesium.

### What a label counts

A label can give the weight of the compound or of the magnesium in it. The two are far apart.
[[choose-label: One UK powder holds aspartate dihydrate, and its document counts the magnesium: 243 mg in a sachet.]]
If a label only says how much compound there is, work out the rest before you compare prices. Look for words like
“elemental” or “of which magnesium”.

The first column of the table below gives the share of magnesium in each form. We work it out from the formula. If a label
promises more than that share, something else must be in the tablet.

## What was found about absorption

### Oxide and the others

Oxide is the form with the most magnesium by weight. [[choose-oxide: In one study with volunteers, 4% of it was absorbed;
from chloride, lactate and aspartate it was more.]] That study did not test citrate or glycinate.

[[choose-dose: How much is absorbed also depends on the dose, says the review of 14 studies.]]
[[choose-enough: It adds that all supplements keep the level in the body normal in healthy people who lack nothing.]]

### Citrate

[[choose-citrate-adults: In a trial with 46 healthy adults, more was absorbed from citrate and from an amino-acid chelate than
from oxide.]] [[choose-citrate-men: In another, 20 healthy men passed more magnesium in the urine after one dose of citrate
than after oxide.]] [[choose-citrate-cells: A third trial, with 41 people, found the reverse: oxide raised the magnesium inside
cells, and citrate did not.]] In that trial the oxide dose was larger. So the three cannot simply be added up. Some of these
doses are above the limit. They were used in studies, where people are watched. They are not advice.

### Glycinate

[[choose-labels: Sellers often say that glycinate is absorbed better than oxide.]] [[choose-glycinate: The trial that they may
mean had 12 people, all of whom had lost part of the bowel; on the whole it found no difference.]]

### Products

[[choose-products: In a laboratory test of 15 products, the results varied very widely.]] [[choose-people: In people, the
product that was expected to do best raised the level in the blood by 6.2% at most, compared with 4.6% for the one that was
expected to do worst.]] So the name of the form is not all that matters.
""",
    },
    {
        "block": "callout",
        "kind": "note",
        "title": "Absorbed is not the same as helped",
        "text": """
[[choose-callout: One trial in which older people with poor sleep slept longer than with placebo used oxide.]] It was small. But
it shows that a form which is absorbed less may still be worth a trial, and that a form which is absorbed more has not shown by
that alone that it helps.
""",
    },
    {
        "block": "text",
        "text": """
## Forms side by side

Each filled cell names its source. Each empty cell says why it is empty. “Not searched yet” means just that. It does not mean
that a form is useless, and it does not mean that it is safe.

Forms that go on the skin or into a vein stand apart. Nothing that was found with a drip tells us what a tablet does.

We read trials in back pain and a review of trials on cramps. Their records do not name the form that was given. So they fill no
cell here.
""",
    },
    {"block": "comparison"},
    {
        "block": "question",
        "question": "Which form should I buy?",
        "answer": """
We cannot name one. If your gut is easily upset, one finding may be of use: [[choose-ask-gut: glycinate was tolerated better
than oxide by 12 people who had lost part of the bowel.]] That is little to go by. If you want to try magnesium, compare how
much magnesium you get for your money, and how many tablets that takes. A pharmacist can help you.
""",
    },
    {
        "block": "question",
        "question": "Is citrate better than oxide?",
        "answer": """
[[choose-ask-citrate: More magnesium may be taken up from citrate, but this is very uncertain.]] If that leads to more
relief, nobody has shown in what we read.
""",
    },
    {
        "block": "question",
        "question": "Can I put magnesium on my skin instead?",
        "answer": """
[[choose-ask-skin: A review found no scientific support for magnesium through the skin.]] [[choose-ask-cream: In a pilot trial
with 25 people, a cream brought no clear rise in the blood.]]
""",
    },
    {
        "block": "question",
        "question": "The label says 18% for glycinate. Can that be?",
        "answer": """
Not if the tablet holds nothing but glycinate: its formula leaves room for less. Then another form, such as oxide, has been
mixed in. Ask the maker what is in it.
""",
    },
    {
        "block": "unknowns",
        "text": """
- [[choose-unknown-relief: We do not know if one form eases pain, cramps or poor sleep better than another.]]
- [[choose-unknown-back: We do not know if glycinate helps a painful back.]]
- We do not know how malate, taurate and threonate are taken up. Nobody has searched for that here yet.
""",
    },
    {
        "block": "conclusion",
        "text": """
Read the label for the magnesium in it, not only for the name of the form. [[choose-end: Less may be taken up from oxide than
from some other forms.]] We do not know if you would feel the difference. Think of your kidneys, your heart and
your other medicines first. The form comes after that.
""",
    },
]
