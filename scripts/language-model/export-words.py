"""Writes WORDS/<language>.tsv, a word, a tab and its share of all words a line, from wordfreq and FrequencyWords.

    pip install wordfreq==3.1.1
    git clone https://github.com/hermitdave/FrequencyWords
    python scripts/language-model/export-words.py FrequencyWords/content/2018 WORDS/
"""

import pathlib
import sys

import wordfreq

# languages written with spaces that share their script with others; `fil` is Tagalog, and `sh` stands
# for Serbian, in Latin letters here
LANGUAGES = "ar bg bn ca cs da de en es fa fi fil fr he hi hu id is it lt lv mk ms nb nl pl pt ro ru sh sk sl sv tr uk ur vi"
MOST_WORDS = 60_000

# of subtitles, where wordfreq has none or takes several languages for one
SUBTITLES = {"hr": "hr", "sr": "sr-Latn", "et": "et", "eu": "eu", "gl": "gl", "sq": "sq"}

subtitles, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
for language in LANGUAGES.split():
    frequencies = wordfreq.get_frequency_dict(language, "best")
    words = sorted(frequencies.items(), key=lambda item: -item[1])[:MOST_WORDS]
    tag = {"fil": "tl", "sh": "sr"}.get(language, language)
    (folder / f"{tag}.tsv").write_text("".join(f"{word}\t{share:.3e}\n" for word, share in words))
for language, tag in SUBTITLES.items():
    lines = (subtitles / language / f"{language}_50k.txt").read_text("utf8").splitlines()
    counts = [(word, int(count)) for word, count in (line.split() for line in lines)]
    total = sum(count for _, count in counts)
    (folder / f"{tag}.tsv").write_text("".join(f"{word}\t{count / total:.3e}\n" for word, count in counts))
