"""Makes charset.json: bytes and the text they are, in every legacy encoding of the web.

Python's codecs are the reference. Where the WHATWG Encoding standard decides otherwise for single bytes, the standard's
value is stated here, with its kind: an exception that is not listed is a failing test.

    python3 tests/golden/charset.py > tests/golden/charset.json
"""

import base64
import json
import sys

# WHATWG name -> Python codec
SINGLE = {
    "ibm866": "cp866",
    **{f"iso-8859-{n}": f"iso8859_{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    "koi8-r": "koi8_r",
    "koi8-u": "koi8_u",
    "macintosh": "mac_roman",
    "windows-874": "cp874",
    **{f"windows-125{n}": f"cp125{n}" for n in range(9)},
    "x-mac-cyrillic": "mac_cyrillic",
}

# The standard's own values, byte -> code point.
STANDARD = {
    # Belarusian letters in place of two box drawings.
    "koi8-u": {0xAE: 0x045E, 0xBE: 0x040E},
    # The Ukrainian variant of the table, with the euro.
    "x-mac-cyrillic": {0xA2: 0x0490, 0xB6: 0x0491, 0xFF: 0x20AC},
    "windows-1255": {0xCA: 0x05BA},
}
# Bytes that the vendor's table leaves free stand for the C1 control in these.
C1_PASSES = {f"windows-125{n}" for n in range(9)} | {"windows-874"}

TEXTS = {
    "cyrillic": "Съешь же ещё этих мягких французских булок, да выпей чаю. № 25",
    "ukrainian": "Щастям б'єш жук їх глицю в фон й ґедзь пріч",
    "greek": "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία",
    "hebrew": "דג סקרן שט בים מאוכזב ולפתע מצא חברה",
    "arabic": "صِف خَلقَ خَودِ كَمِثلِ الشَمسِ",
    "thai": "เป็นมนุษย์สุดประเสริฐเลิศคุณค่า กว่าบรรดาฝูงสัตว์เดรัจฉาน",
    "polish": "Pchnąć w tę łódź jeża lub ośm skrzyń fig",
    "turkish": "Pijamalı hasta yağız şoföre çabucak güvendi",
    "baltic": "Įlinkdama fechtuotojo špaga blykčiojusi, pragręžė apvalų arbūzą",
    "vietnamese": "Tôi có thể ăn thủy tinh",
    "western": "Portez ce vieux whisky au juge blond qui fume — dîner à 5 € “naïve” façade, œuvre",
    "irish": "Ċuir ḟear ḋe ṁuintir Ṡeáin Ẁ",
    "romanian": "Înjurând pițigăiat, zoofobul comandă vexat whisky și țuică",
    "japanese": "いろはにほへと ちりぬるを 色は匂へど 散りぬるを カタカナ ①㈱ 髙﨑 ﾊﾝｶｸ",
    "japanese-basic": "いろはにほへと ちりぬるを 色は匂へど 散りぬるを カタカナ ascii",
    "simplified": "天地玄黄,宇宙洪荒。日月盈昃,辰宿列张。“引号”——镕喆",
    "gb18030": "㐀㑇𠀀𪚥 é ß € 镕 한국어 ",
    "traditional": "天地玄黃,宇宙洪荒。日月盈昃,辰宿列張。「引號」",
    "hkscs": "香港嘅嘢,喺度瞓覺 Ê̄ Ê̌ ê̄ ê̌ 㗎 𨋢 啲",
    "korean": "키스의 고유조건은 입술끼리 만나야 하고 특별한 기술은 필요치 않다. 똠방각하 펲시콜라",
}

DOUBLE = [
    ("gbk", "gbk", "simplified"),
    ("gb18030", "gb18030", "simplified"),
    ("gb18030", "gb18030", "gb18030"),
    ("big5", "cp950", "traditional"),
    ("big5", "big5hkscs", "hkscs"),
    ("euc-jp", "euc_jp", "japanese-basic"),
    ("euc-jp", "euc_jisx0213", "japanese-basic"),
    ("shift_jis", "cp932", "japanese"),
    ("iso-2022-jp", "iso2022_jp", "japanese-basic"),
    ("euc-kr", "cp949", "korean"),
    ("utf-16le", "utf_16_le", "gb18030"),
    ("utf-16be", "utf_16_be", "gb18030"),
]

# Damage as the standard repairs it: (encoding, bytes, text). An ASCII byte after a broken lead byte is kept.
DAMAGED = [
    ("gbk", b"\xc1\xaa\xff\xcd\xa8", "联\ufffd通"),
    ("gbk", b"\xc4\xe3\x20\xba", "你 \ufffd"),
    ("gbk", b"\x80", "€"),
    ("gb18030", b"\x81\x39\xef\x30", b"\x81\x39\xef\x30".decode("gb18030")),
    # The edition of 2022 moved this letter out of the private use area; Python has the edition of 2000.
    ("gb18030", b"\xa8\xbc", "ḿ"),
    ("gb18030", b"\x81\x30\x81", "\ufffd"),
    ("big5", b"\xa4\xa4\xa4", "中\ufffd"),
    ("big5", b"\xa4<b>", "\ufffd<b>"),
    ("shift_jis", b"\x93\xfa\x96", "日\ufffd"),
    ("shift_jis", b"\x81\x60", "\uff5e"),
    ("euc-jp", b"\x8f\xb0\xa1", b"\x8f\xb0\xa1".decode("euc_jp")),
    ("euc-kr", b"\xc7\xd1\xc7", "한\ufffd"),
    ("iso-2022-jp", b"\x1b$B8l", "語"),
    ("utf-16le", b"a\x00\x3d\xd8b\x00", "a\ufffdb"),
    ("utf-16be", b"\x00a\xd8\x3d", "a\ufffd"),
    ("utf-8", "日本".encode()[:-1], "日\ufffd"),
    ("utf-8", b"\xed\xa0\xbd", "\ufffd\ufffd\ufffd"),
    ("utf-8", b"\xf0\x9f\x98", "\ufffd"),
    ("x-user-defined", b"a\x80\xff", "a\uf780\uf7ff"),
    ("replacement", b"anything", "\ufffd"),
    ("iso-8859-8-i", b"\xf9\xec\xe5\xed", "שלום"),
]


def high_half(name: str, codec: str) -> str:
    text = ""
    for byte in range(0x80, 0x100):
        if byte in STANDARD.get(name, {}):
            text += chr(STANDARD[name][byte])
            continue
        try:
            text += bytes([byte]).decode(codec)
        except UnicodeDecodeError:
            text += chr(byte) if name in C1_PASSES and byte < 0xA0 else "\ufffd"
    return text


def main() -> None:
    cases = []

    def add(encoding: str, data: bytes, text: str) -> None:
        cases.append({"encoding": encoding, "bytes": base64.b64encode(data).decode(), "text": text})

    for name, codec in SINGLE.items():
        add(name, bytes(range(0x80, 0x100)), high_half(name, codec))
        for text in TEXTS.values():
            try:
                data = text.encode(codec)
            except UnicodeEncodeError:
                continue
            add(name, data, text)
    for name, codec, text in DOUBLE:
        add(name, TEXTS[text].encode(codec), TEXTS[text])
    for name, data, text in DAMAGED:
        add(name, data, text)
    json.dump(cases, sys.stdout, ensure_ascii=True, indent=1)
    sys.stdout.write("\n")


main()
