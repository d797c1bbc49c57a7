import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comention.read.encodings import decode, is_text, tidy

TEXTS = {
    "English": "“Müller” met Zoë – once, in a café; the résumé wasn’t there.",
    "French": "Le président François Hollande a rencontré Angela Merkel à Paris, où l'été s'achève déjà.",
    "German": "Die Kanzlerin grüßte Präsident Macron in Köln; man sprach über Österreich und die Türkei.",
    "Polish": "Prezydent Wałęsa spotkał się z kanclerz Merkel w Łodzi. Źródła mówią, że była to dłuższa rozmowa.",
    "Czech": "Václav Havel řekl, že příští týden přijede ministr zahraničí Švýcarska.",
    "Russian": "Президент Владимир Путин встретился с Ангелой Меркель в Москве и говорил о Сирии.",
    "Greek": "Ο πρωθυπουργός Αλέξης Τσίπρας συναντήθηκε με την Άνγκελα Μέρκελ στην Αθήνα.",
    "Turkish": "Cumhurbaşkanı Erdoğan İstanbul'da Şansölye Merkel ile görüştü.",
    "Hebrew": "ראש הממשלה נפגש עם הנשיא בירושלים אתמול בערב.",
    "Arabic": "التقى الرئيس مع المستشارة ميركل في القاهرة يوم أمس.",
    "Japanese": "安倍首相はメルケル首相と東京で会談した。カタカナもあります。",
    "Chinese": "习近平主席在北京会见了德国总理默克尔。",
    "Taiwanese": "蔡英文總統在臺北會見了日本代表。",
    "Korean": "문재인 대통령은 서울에서 메르켈 총리를 만났다.",
}
ENCODINGS = {
    "English": ["cp1252"],
    "French": ["cp1252", "latin-1", "iso8859-15"],
    "German": ["cp1252", "latin-1"],
    "Polish": ["cp1250", "iso8859-2"],
    "Czech": ["cp1250", "iso8859-2"],
    "Russian": ["cp1251", "koi8-r", "iso8859-5"],
    "Greek": ["cp1253", "iso8859-7"],
    "Turkish": ["cp1254", "iso8859-9"],
    "Hebrew": ["cp1255"],
    "Arabic": ["cp1256"],
    "Japanese": ["shift_jis", "euc_jp", "iso2022_jp"],
    "Chinese": ["gb18030"],
    "Taiwanese": ["big5"],
    "Korean": ["euc_kr"],
}
UNICODE = ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]


@pytest.mark.parametrize(("language", "encoding"), [(name, code) for name in ENCODINGS for code in ENCODINGS[name]])
def test_old_encodings_are_told_by_the_text(language: str, encoding: str) -> None:
    data = TEXTS[language].encode(encoding)
    assert is_text(data)
    assert decode(data) == data.decode(encoding)


@pytest.mark.parametrize("encoding", UNICODE)
def test_unicode_is_read_with_and_without_a_mark(encoding: str) -> None:
    data = TEXTS["English"].encode(encoding)
    assert is_text(data)
    assert decode(data) == TEXTS["English"]


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE])
def test_both_byte_orders_are_read(mark: bytes) -> None:
    encoding = "utf-16-be" if mark == codecs.BOM_UTF16_BE else "utf-16-le"
    assert decode(mark + "中 🎈".encode(encoding)) == "中 🎈"


def test_what_a_file_says_of_its_encoding_counts_unless_it_is_wrong() -> None:
    assert decode(b"\xf0\xd5\xd4\xc9\xce", "koi8-r") == "Путин"
    assert decode("Müller".encode(), "koi8-r") == "Müller"
    assert decode(b"caf\xe9 at noon", "no-such-encoding") == "café at noon"


@pytest.mark.parametrize(
    ("garbled", "right"),
    [
        ("FranÃ§ois Hollande met JosÃ© Barroso.", "François Hollande met José Barroso."),
        ("â€œWe metâ€\x9d, said Merkelâ€™s aide.", "“We met”, said Merkel’s aide."),
        ("SÃO PAULO and the Ãland islands", "SÃO PAULO and the Ãland islands"),
        ("Âge, Ñandú, Ðuro, Århus", "Âge, Ñandú, Ðuro, Århus"),
    ],
)
def test_garbled_text_is_put_right_when_that_is_certain(garbled: str, right: str) -> None:
    assert decode(garbled.encode()) == right


def test_a_few_lost_bytes_do_not_lose_a_text() -> None:
    text = "Angela Merkel met Barack Obama in the Kanzleramt – «gut». " * 20
    assert "Angela Merkel" in decode(text.encode()[:500] + b"\xff" + text.encode()[500:])


@pytest.mark.parametrize("data", [b"\0", b"\x89PNG\r\n\x1a\n\0\0", b"\x7fELF\x01\x01", bytes(range(256)) * 4])
def test_what_is_no_text_is_told(data: bytes) -> None:
    assert not is_text(data)
    with pytest.raises(UnicodeError):
        decode(data)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Mer\u00adkel", "Merkel"),
        ("Mer\u200bkel\ufeff met\u2060 Obama", "Merkel met Obama"),
        ("\u202eMerkel\u202c", "Merkel"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a\0b\x0bc\x7fd\x9fe", "a b c d e"),
        ("page\fpage\ttab\nline", "page\fpage\ttab\nline"),
        ("of\ufb01ce a\ufb04uent", "ofﬁce affluent".replace("ﬁ", "fi")),
        ("Zoe\u0308", "Zoë"),
        ("a\ud800b", "a\ufffdb"),
        ("👩\u200d🚀 नमस्ते", "👩\u200d🚀 नमस्ते"),
    ],
)
def test_what_cannot_be_seen_goes(text: str, clean: str) -> None:
    assert tidy(text) == clean


@given(st.text())
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    tidy(text).encode()


@given(st.binary(max_size=2000))
def test_any_bytes_are_a_text_or_refused(data: bytes) -> None:
    is_text(data)
    with suppress(UnicodeError):
        decode(data)
