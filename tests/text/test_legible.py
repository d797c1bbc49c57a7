"""What a broken text layer gives is told from texts, of any language."""

import pytest

from comention.text.legible import is_legible

TEXT = "Ann Lee of the Skagen Line met Bob Ray in the harbour of a small town, and both of them signed the contract."


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.upper(),
        "",
        "XRT-234",
        "1,200.50 | 1,400.75 | 1,900.00 | 2,100.25 " * 20,
        "Contents ............................................ 3\nPreface ......................................... 5",
        "Čtvrtý pátek přišel pan Novák z Brna do Prahy, aby podepsal smlouvu s paní Dvořákovou.",
        "Szczęśliwy wrzesień: prezydent Wrocławia spotkał się z przedstawicielami związków zawodowych.",
        "安格拉·默克尔在柏林会见了巴拉克·奥巴马，他们讨论了欧洲的未来以及两国之间的关系，会谈持续了三个小时。" * 3,
        "นายกรัฐมนตรีพบกับประธานาธิบดีที่กรุงเทพมหานครเมื่อวันศุกร์เพื่อหารือเกี่ยวกับความสัมพันธ์ระหว่างสองประเทศ" * 2,
        "Президент встретился с министрами в Москве, и они подписали соглашение о торговле между странами.",
    ],
)
def test_texts_are_legible(text: str) -> None:
    assert is_legible(text)


@pytest.mark.parametrize(
    "text",
    [
        "".join(chr(ord(letter) - 29) if ord(letter) > 60 else letter for letter in TEXT),  # numbers of glyphs
        "".join(chr(0xE000 + ord(letter)) for letter in TEXT),  # private use
        "".join(f"(cid:{ord(letter)})" for letter in TEXT),
        TEXT.replace(" ", ""),
        TEXT.replace("e", "\ufffd").replace("a", "\ufffd"),
        "".join(chr(ord(letter) % 31) for letter in TEXT),
    ],
)
def test_what_a_broken_font_gives_is_not(text: str) -> None:
    assert not is_legible(text)
