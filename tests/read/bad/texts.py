"""Bad texts: every encoding, what nobody sees, what no tokenizer survives, and files that only look like texts."""

import random
from collections.abc import Iterator

from tests.read.bad.case import SAID, Case, blank, read, skip

from comention.read import Status

POLISH = "Łukasz Żółć pojechał do Gdańska, żeby zobaczyć źródło i część łąki. "
RUSSIAN = "Министр встретился с канцлером в столице, чтобы обсудить соглашение о газе. "
GREEK = "Ο πρωθυπουργός συναντήθηκε με την καγκελάριο για να συζητήσουν τη συμφωνία. "
JAPANESE = "首相は首都で会談し、新しい合意について話し合った。会談は三時間に及んだ。"
CHINESE = "总理在首都会见了来访的客人，双方就新的协议交换了意见。会谈持续了三个小时。"
KOREAN = "총리는 수도에서 손님을 만나 새로운 합의에 대해 이야기했다. 회담은 세 시간 동안 이어졌다. "
FRENCH = "Le café où l’élève a étudié était fermé à Noël — dommage. "
HEBREW = "ראש הממשלה נפגש עם הקנצלרית בבירה כדי לדון בהסכם החדש. "
ARABIC = "التقى رئيس الوزراء بالمستشارة في العاصمة لمناقشة الاتفاق الجديد. "

ENCODINGS = {
    "cp1250": POLISH,
    "iso-8859-2": POLISH,
    "cp1251": RUSSIAN,
    "koi8-r": RUSSIAN,
    "iso-8859-5": RUSSIAN,
    "cp866": RUSSIAN,
    "mac-cyrillic": RUSSIAN,
    "cp1252": FRENCH,
    "latin-1": FRENCH.replace("’", "'").replace("—", "-"),
    "iso-8859-15": FRENCH.replace("’", "'").replace("—", "-"),
    "cp1253": GREEK,
    "iso-8859-7": GREEK,
    "cp1255": HEBREW,
    "cp1256": ARABIC,
    "shift_jis": JAPANESE,
    "euc-jp": JAPANESE,
    "iso-2022-jp": JAPANESE,
    "gb18030": CHINESE,
    "gbk": CHINESE,
    "big5": CHINESE.translate(str.maketrans("总会见来访双协议谈续个时", "總會見來訪雙協議談續個時")),
    "euc-kr": KOREAN,
}
WIDE = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")


def cases() -> Iterator[Case]:
    for encoding, foreign in ENCODINGS.items():
        text = f"{SAID}\n\n{foreign * 4}\n\n{SAID}\n"
        yield read(f"encoding {encoding}.txt", text.encode(encoding, "ignore"))
    for encoding in WIDE:
        yield read(f"encoding {encoding}.txt", f"{SAID}\n{FRENCH}\n".encode(encoding))
    yield read("encoding utf-8 with mark.txt", b"\xef\xbb\xbf" + SAID.encode())
    yield read("garbled once.txt", (f"{SAID} {FRENCH}" * 3).encode().decode("cp1252", "replace").replace("\ufffd", ""))
    yield read("one byte is wrong.txt", (SAID * 40).encode().replace(b"met", b"m\xe9t", 1))
    yield read("cut in a letter.txt", (SAID * 40).encode() + "é".encode()[:1], but=(Status.STRAY,))
    yield read("odd number of bytes.txt", b"\xff\xfe" + SAID.encode("utf-16-le") * 2 + b"\n", but=(Status.STRAY,))
    yield from unseen()
    yield from heavy()
    yield from pretended()


def unseen() -> Iterator[Case]:
    """Letters between the letters."""
    yield read("zero width.txt", SAID.replace("Merkel", "Mer\u200bkel").replace("Obama", "\u200bObama\ufeff"))
    yield read("soft hyphens.txt", SAID.replace("Merkel", "Mer\u00adkel"))
    yield read("directions.txt", SAID.replace("Obama", "\u202aObama\u202c"))
    yield read("tags.txt", SAID + "\U000e0041\U000e0042")
    yield read("ligatures.txt", "The o\ufb03ce. " + SAID)
    yield read("decomposed.txt", "Rene\u0301 met " + SAID, "René", "Angela Merkel")
    yield read("escapes of terminals.txt", "\x1b[31m" + SAID + "\x1b[0m" + " x" * 2000)
    bells = SAID.replace(" met", "\x07 met") + "\n" + "plain words\n" * 400 + "\0"
    yield read("bells and nulls.txt", bells, but=(Status.STRAY,))
    yield read("surrogates.txt", SAID.encode() * 20 + b"\xed\xa0\x80")
    yield read("returns only.txt", SAID.replace(" met ", " met\r") + "\rSecond line.\r")
    yield read("line separators.txt", SAID.replace(" met ", " met\u2028") + "\u2029New paragraph.")
    yield read("form feeds.txt", f"{SAID}\f\f\f{SAID}")
    yield read("next lines.txt", SAID + "\x85" + SAID)
    yield read("odd spaces.txt", SAID.replace(" ", "\u00a0"))


def heavy() -> Iterator[Case]:
    """More of something than any text has."""
    yield blank("empty.txt", b"")
    yield blank("spaces.txt", b" \n\t " * 5000)
    yield blank("mark only.txt", b"\xef\xbb\xbf")
    yield blank("zero width only.txt", "\u200b" * 1000)
    yield read("one word.txt", SAID + " " + "a" * 400_000)
    yield read("one line.txt", SAID + " and so on" * 3_000)
    yield read("symbols.txt", SAID + " " + "=-*#" * 20_000)
    yield read("faces.txt", SAID + " " + "😀" * 20_000)
    yield read("accents.txt", SAID + " a" + "\u0301" * 50_000)
    yield read("quotes.txt", SAID + ' "' * 20_000)
    yield read("brackets.txt", SAID + "(" * 15_000)
    yield read("blank lines.txt", SAID + "\n" * 500_000 + SAID)
    yield read("many lines.txt", SAID + "\nx" * 20_000)
    yield read("dots.txt", SAID + ". " * 20_000)
    yield read("addresses.txt", SAID + " https://example.org/" + "a/" * 8_000)
    yield read("front matter that does not end.md", "---\ntitle: x\n" + f"{SAID}\n")
    yield read("front matter of lists.md", "---\n" + "a:\n" + "- x\n" * 5000 + "---\n" + SAID)
    yield read("front matter that calls.md", "---\ntitle: !!python/object/apply:os.system [exit]\n---\n" + SAID)


def pretended() -> Iterator[Case]:
    """Files that are not what their names say."""
    noise = random.Random(5).randbytes(5000)
    picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + noise
    yield skip("noise.txt", noise, Status.DAMAGED)
    yield skip("a picture.txt", picture, Status.DAMAGED)
    yield skip("a program.md", b"\x7fELF\x02\x01\x01\0" + noise, Status.DAMAGED)
    yield skip("a picture.png", picture, Status.DAMAGED)
    yield skip("a film.mp4", b"\0\0\0 ftypisom" + noise, Status.UNKNOWN)
    yield skip("a table.sqlite", b"SQLite format 3\0" + noise, Status.UNKNOWN)
    yield skip("a program.py", "print('Angela Merkel')\n", Status.UNKNOWN)
    yield skip("no suffix, no text", noise, Status.UNKNOWN)
    yield read("no suffix, text", SAID)
    yield read("<script>alert(1)<script>.txt", SAID)
    yield read("=cmd|calc.txt", SAID)
    yield read("-rf.txt", SAID)
    yield read("many\nlines\tand \x1b[31mcolours.txt", SAID)
    yield read("a" * 200 + ".txt", SAID)
    yield read("no utf-8 \udcff.txt", SAID)
    yield read("markup.txt", SAID + " <script>alert(1)</script> met Ann </script><!-- Lee --> ]]> &amp; &#0;")
