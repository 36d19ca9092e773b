import pytest

from references.formats.latex import bare, decoded, encoded, encoded_title

TABLE = [
    (r"M{\"u}ller", "Müller"),
    (r"M\"uller", "Müller"),
    (r"M\"{u}ller", "Müller"),
    (r"{\'{e}}t{\'e}", "été"),
    (r"\v{S}koda, \v Cech", "Škoda, Čech"),
    (r"Fran{\c{c}}ois \c{S}ahin", "François Şahin"),
    (r"Na{\"\i}ve caf\'{\i}", "Naïve cafí"),
    (r"{\AA}ngstr{\"o}m, {\O}re, {\ss}, {\L}\'od\'z", "Ångström, Øre, ß, Łódź"),
    (r"Erd\H{o}s, \=a, \.z, \k{a}, \r{u}, \u{g}, \d{h}", "Erdős, ā, ż, ą, ů, ğ, ḥ"),
    (r"\~n and \^o and \`a", "ñ and ô and à"),
    (r"$\beta$-carotene, $\alpha$ and \textalpha, {$\mu$}g", "β-carotene, α and α, μg"),
    (r"Mg$^{2+}$ and Ca$^{2+}$", "Mg<sup>2+</sup> and Ca<sup>2+</sup>"),
    (r"CO$_2$ and x$_{max}$", "CO<sub>2</sub> and x<sub>max</sub>"),
    (r"10$^{-3}$ and $10^3$", "10<sup>-3</sup> and 10<sup>3</sup>"),
    (r"37\,$^\circ$C, 5~mg, 20\% \& more \#1 \_x \$5", "37 °C, 5 mg, 20% & more #1 _x $5"),
    (r"\emph{in vivo}, \textbf{bold}, {\it old} and {\bf fat}", "<i>in vivo</i>, <b>bold</b>, <i>old</i> and <b>fat</b>"),
    (r"H\textsubscript{2}O, m\textsuperscript{2}", "H<sub>2</sub>O, m<sup>2</sup>"),
    (r"``quoted'' -- and --- so", "“quoted” – and — so"),
    (r"costs $5 and $6", "costs $5 and $6"),
    (r"p $<$ 0.05, $\leq$ 3, $\pm$ 2, 3 $\times$ 4, $\rightarrow$", "p < 0.05, ≤ 3, ± 2, 3 × 4, →"),
    (r"\mbox{kept} \unheard{of} \ensuremath{\gamma} \nosuch \diamond", "kept of γ ⋄"),
    (r"a_b^c outside", "a_b^c outside"),
    (r"{{Double {Braces}}}", "Double Braces"),
    (r"unbalanced } and { braces", "unbalanced  and  braces"),
    (r"trailing \ and \\", "trailing  and  "),
    (r"\href{https://x.org}{the text}", "the text"),
    ("plain", "plain"),
    ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("latex", "text"), TABLE)
def test_latex_comes_out_as_characters(latex, text):
    assert decoded(latex).split() == text.split()


def test_braces_nested_without_end_are_let_go():
    assert decoded("{" * 100_000 + "x") in {"x", ""}
    assert len(decoded(r"\emph{" * 100_000 + "x")) < 1000


@pytest.mark.parametrize("command", [r"\'", r"\emph", r"\c", "$^", r"\ensuremath"])
def test_commands_that_wait_for_one_another_without_end_are_let_go(command):
    assert len(decoded(command * 20_000)) < 100_000


@pytest.mark.parametrize("text", [r"50% of a_b & {c} ~ ^ # $ \ -- ''", "``x''", "---", r"\alpha"])
def test_what_means_something_in_latex_is_escaped(text):
    assert decoded(encoded(text)) == text


def test_markup_of_titles_becomes_commands():
    written = encoded_title("Mg<sup>2+</sup> <i>in vivo</i> of DNA")
    assert written == r"Mg\textsuperscript{2+} \textit{in vivo} of {DNA}"
    assert decoded(written) == "Mg<sup>2+</sup> <i>in vivo</i> of DNA"


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("The role of DNA in Alzheimer disease", "The role of {DNA} in {Alzheimer} disease"),
        ("DNA and MgO", "{DNA} and {MgO}"),
        (
            "Efficacy and Safety of Magnesium in DNA: A Systematic Review",
            "Efficacy and Safety of Magnesium in {DNA}: A Systematic Review",
        ),
        ("Vitamin D and bone: A trial", "Vitamin {D} and bone: {A} trial"),
    ],
)
def test_capitals_that_mean_something_are_protected(title, written):
    assert encoded_title(title) == written
    assert decoded(written) == title


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (r"https://x.org/a\_b\%20\&c", "https://x.org/a_b%20&c"),
        (r"\url{https://x.org/a_b}", "https://x.org/a_b"),
        (r"10.1000/x{\_}y", "10.1000/x_y"),
        (r"10.1000/x\textunderscore{}y", "10.1000/x_y"),
        (r"https://x.org/\textasciitilde{}me", "https://x.org/~me"),
    ],
)
def test_addresses_and_identifiers_are_taken_as_they_stand(raw, found):
    assert bare(raw) == found
