"""Invented texts for datatrove-rules.py: every rule is met from both sides, and so is every kind of character."""

import random

NOUNS = """river station harbour teacher machine garden window letter mountain engine market bridge school doctor history
question answer island kitchen paper village camera battery forest winter summer library museum signal tunnel valley student
farmer sailor captain painter lantern compass blanket ladder pocket basket bottle button candle carpet circle corner""".split()
VERBS = """carries follows measures repairs describes opens closes remembers forgets builds paints crosses reaches leaves
watches answers counts weighs moves holds turns keeps finds loses meets brings sends takes gives makes""".split()
ADJECTIVES = """old new small large quiet bright narrow heavy simple careful early late broken useful strange ordinary warm
cold distant familiar green grey wooden public private northern southern""".split()
NAMES = "Dr. Weber|Mrs. Lind|Anna|Tomás|Mr. O'Hara|Chloé|Prof. Adeyemi|Li Na|the U.S. agency|Jean-Luc".split("|")
TAILS = ["in 1987", "for $3.50", "at 10 a.m.", "near https://harbour.example/map?id=7", "by 12.5%", "after 3,141 days", "(see note 4)",
         "with mail to desk@station.example", "— or so they say —", "at 25°C", "over 10km", "in the so-called 'lower town'"]
CONTRACTIONS = ["don't", "isn't", "they'll", "it's", "we've", "I'm", "cannot", "he'd", "wasn’t", "that’s", "o'clock"]
ENDS = [".", ".", ".", ".", "!", "?", "...", "…", "?!", ":", ";", "", '."', "'", ")", "。"]
POLICY = ["Please read our privacy policy before you go on.", "This site uses cookies to remember you.", "See the Terms of Use for more."]
ODD = ["naïve café", "здравствуйте", "καλημέρα", "你好，世界", "日本語のテキスト", "😀😃 emoji", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "ﬁne ligature", "a\u00a0b", "x\u3000y",
       "#tag #more", "C++ and/or w/o", ":-) <3", "10:30-11:15", "a.b.C", "foo_bar*baz", "½ ³ №5", "e\u0301te\u0301", "İstanbul", "\u200bzero\u200b", "K2"]
BREAKS = ["\n", "\n", "\n", "\n\n", "\n\n", "\n\n\n", "\r\n", "\r\n\r\n", "\u2028", "\x0b", "\x85", "\n \n"]


def sentence(rng: random.Random) -> str:
    words = [rng.choice(["The", "A", "This", "One", "Every", rng.choice(NAMES)])]
    for _ in range(rng.randint(1, 4)):
        words += [rng.choice(ADJECTIVES), rng.choice(NOUNS), rng.choice(VERBS)]
        words += rng.choice([["the"], ["a"], ["to", "the"], ["of", "that"], ["and", "with"], []])
    words.append(rng.choice(NOUNS))
    if rng.random() < 0.25:
        words.append(rng.choice(TAILS))
    if rng.random() < 0.2:
        words.insert(rng.randint(1, len(words)), rng.choice(CONTRACTIONS))
    if rng.random() < 0.08:
        words.insert(rng.randint(0, len(words)), rng.choice(ODD))
    if rng.random() < 0.05:
        words.append(rng.choice(["[12]", "[edit]", "[citation needed]", "[]", "[a]"]))
    return " ".join(words) + rng.choice(ENDS)


def line(rng: random.Random, kind: str) -> str:
    if kind == "bullets" and rng.random() < 0.95:
        return rng.choice(["- ", "• ", " - ", "\t• "]) + " ".join(rng.choice(NOUNS) for _ in range(rng.randint(1, 5)))
    if kind == "menu":
        return rng.choice([" | ".join(rng.choice(NOUNS) for _ in range(rng.randint(1, 6))), rng.choice(NOUNS).title(), ""])
    if kind == "numbers":
        return " ".join(str(rng.randint(0, 99999)) for _ in range(rng.randint(1, 12)))
    if kind == "symbols":
        return rng.choice(["# ", "### ", "... ", "… ", "#"]) + sentence(rng) + rng.choice(["...", "…", " #", " # # #"])
    if kind == "odd":
        return " ".join(rng.choice(ODD) for _ in range(rng.randint(1, 8)))
    return " ".join(sentence(rng) for _ in range(rng.randint(1, 4)))


def text(rng: random.Random) -> str:
    kind = rng.choice(["prose"] * 8 + ["bullets", "menu", "numbers", "symbols", "odd", "repeat", "repeat", "paragraphs", "c4", "short"])
    count = rng.randint(1, 3) if kind == "short" else rng.randint(3, 22)
    lines = [line(rng, kind) for _ in range(count)]
    if kind == "repeat":
        lines += [rng.choice(lines) for _ in range(rng.randint(1, count * 2))]
    if kind == "paragraphs":
        lines = [rng.choice(lines) + "\n\n" + rng.choice(lines) for _ in range(count)]
    if kind == "c4":
        lines.insert(rng.randint(0, count), rng.choice(POLICY))
        extra = ["You need JavaScript for this page.", "Lorem ipsum dolor sit amet.", "if (a) { return b; }", "x" * 1001 + " is a word.",
                 "Two words.", "  An indented line stays here.  ", "A mark at the end.[3]", "[4] A mark at the head of a line.", "Java[1]script."]
        lines.insert(rng.randint(0, count), rng.choice(extra))
        rng.shuffle(lines)
    return "".join(part + rng.choice(BREAKS) for part in lines)[: rng.choice([20000, 20000, 900, 300])] or "word"


def texts(count: int, seed: int) -> list[str]:
    rng = random.Random(seed)
    edge = ["a", "word word word word", "a bc ab c a bc ab c a bc ab c a bc ab c", "...", "\n\nx\n\n", "- a\n- b\n- c", "ab " * 400,
            "the be to of and that have with", "12345 " * 60, "😀 " * 80, "x" * 3000, "one\n" * 60, "\ud7ff\ue000 z", "a\r\nb\rc\x1cd\x85e"]
    return edge + [text(rng) for _ in range(count - len(edge))]
