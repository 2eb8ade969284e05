"""Writes TEXTS/<language>.txt, a text a line, from Firefox's translations and from treebanks.

    apt-get download $(apt-cache pkgnames firefox-esr-l10n-)      # Debian 12
    python scripts/language-model/export-texts.py DEBS/ TREEBANKS/ TEXTS/

TREEBANKS: development parts of Universal Dependencies, `<language>_<name>-ud-dev.conllu`.
"""

import io
import pathlib
import random
import re
import subprocess
import sys
import tarfile
import zipfile
from collections import Counter

# by Firefox's names; what is not here goes by its own first part
TAGS = {"nb-no": "nb", "nn-no": "nn"}
# several are one language here, or have too little text
LEFT_OUT = re.compile(r"en-|es-(?!es)|zh-|ja|ko$|all$|skr|szl|trs|cak|son|ach|lij|hsb|dsb|ia$|ff$|an$|sco|sat|ltg|tg$|fur|sc$|kab|ast")
MOST_TEXTS = 1500
MOST_SENTENCES = 1000
LEAST_CHARACTERS = 20
# a text that as many languages have was not translated
UNTRANSLATED = 3
STRING = re.compile(r"^[ \t]*\.?[\w.-]+[ \t]*=[ \t]*(.{%d,})$" % LEAST_CHARACTERS, re.MULTILINE)
NOISE = re.compile(r"\{[^}]*\}|<[^>]*>|%\d*\$?[A-Za-z]|https?:\S+|&[a-z]+;|\\[un]\w*")


def interface_strings(deb: pathlib.Path) -> list[str]:
    """Strings of a language pack's Fluent and properties files."""
    tar = subprocess.run(["dpkg-deb", "--fsys-tarfile", deb], capture_output=True, check=True).stdout
    found = []
    with tarfile.open(fileobj=io.BytesIO(tar)) as package:
        for member in package:
            if not member.name.endswith(".xpi"):
                continue
            with zipfile.ZipFile(io.BytesIO(package.extractfile(member).read())) as pack:
                for name in sorted(pack.namelist()):
                    if name.endswith((".ftl", ".properties")):
                        found += STRING.findall(pack.read(name).decode("utf8", "replace"))
    texts = [" ".join(NOISE.sub(" ", text).split()) for text in found]
    return list(dict.fromkeys(text for text in texts if len(text) >= LEAST_CHARACTERS))


def main() -> None:
    debs, treebanks, output = map(pathlib.Path, sys.argv[1:4])
    output.mkdir(parents=True, exist_ok=True)
    by_language: dict[str, list[str]] = {}
    for deb in sorted(debs.glob("firefox-esr-l10n-*.deb")):
        name = re.match(r"firefox-esr-l10n-(.+?)_", deb.name)[1]
        if LEFT_OUT.match(name):
            continue
        by_language.setdefault(TAGS.get(name, name.split("-")[0]), []).extend(interface_strings(deb))
    languages = Counter(text for texts in by_language.values() for text in set(texts))
    for language, texts in by_language.items():
        own = [text for text in texts if languages[text] < UNTRANSLATED]
        by_language[language] = random.Random(1).sample(own, min(MOST_TEXTS, len(own)))
    for file in sorted(treebanks.glob("*-ud-dev.conllu")):
        language = file.name.split("_")[0]
        texts = re.findall(r"^# text = (.{%d,})$" % LEAST_CHARACTERS, file.read_text("utf8"), re.MULTILINE)
        sentences = random.Random(1).sample(texts, min(MOST_SENTENCES, len(texts)))
        by_language.setdefault(TAGS.get(language, language), []).extend(sentences)
    for language, texts in sorted(by_language.items()):
        (output / f"{language}.txt").write_text("".join(f"{text}\n" for text in texts))
        print(language, len(texts))


if __name__ == "__main__":
    main()
