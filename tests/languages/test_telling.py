"""The language of a text is told by its running words, and English is never taken for another one."""

import subprocess
import sys

import pytest

from comention.languages.telling import tell

RUNNING = {
    "fr": "Le conseil a examiné le budget de la commune et a décidé de reporter les travaux.",
    "de": "Der Ausschuss hat den Antrag lange beraten und dann beschlossen, die Arbeiten noch zu verschieben.",
    "es": "El consejo examinó el presupuesto del municipio y decidió aplazar las obras de la sala.",
    "it": "Il consiglio ha esaminato il bilancio del comune e ha deciso di rinviare i lavori della sala.",
    "pt": "O conselho examinou o orçamento do município e decidiu adiar as obras da sala para o próximo ano.",
    "nl": "De raad heeft de begroting van de gemeente besproken en besloten om het werk aan de zaal uit te stellen.",
    "pl": "Rada omówiła budżet gminy i postanowiła odłożyć prace przy sali na przyszły rok.",
    "sv": "Nämnden behandlade kommunens budget och beslutade att skjuta upp arbetet med salen till nästa år.",
    "ru": "Совет рассмотрел бюджет общины и решил отложить работы в зале до следующего года.",
    "uk": "Рада розглянула бюджет громади і вирішила відкласти роботи в залі до наступного року.",
    "tr": "Kurul belediyenin bütçesini görüştü ve salondaki çalışmaları gelecek yıla ertelemeye karar verdi.",
    "ar": "ناقش المجلس ميزانية البلدية وقرر تأجيل أعمال القاعة إلى العام المقبل لأن المال لا يكفي.",
    "zh": "委员会讨论了市政预算，并决定将大厅的工程推迟到明年，因为资金不足，而且没有人愿意承担这项工作。",
}
ENGLISH = {
    "prose": "The committee examined the budget of the town and decided to put the work off until next year.",
    "a court's caption": "UNITED STATES DISTRICT COURT\n\nJEAN-PAUL LEBLANC v. MÜLLER GMBH\n\n"
    "Case No. 1:18-cv-02084 (RBW)\n\nMEMORANDUM OPINION AND ORDER",
    "names alone": "Angela Merkel, Emmanuel Macron, Sigmar Gabriel, Dominique de Villepin, Rachida Dati",
    "names in another language": "Members: Comité des Forges, Crédit Lyonnais, Banque de l'Indochine",
    "a table": "name\tcity\tamount\nMüller GmbH\tBerlin\t1,200\nRossi S.p.A.\tMilano\t77\n" * 20,
    "a table of contents": "Contents\n1 Introduction . . . 3\n2 Bundesbank . . . 17\n3 Banque de France . . . 29\n",
    "short lines": "Angela Merkel met Emmanuel Macron.",
    "a heading and an address": "Re: Invoice 4711\n\nRue de la Paix 12, 75002 Paris",
    "small letters": "yesterday angela merkel met barack obama at harbor bank. angela merkel left.",
    "a list": "- milk\n- bread\n- two lemons\n- a bag of rice\n- candles for the cake\n",
    "nothing": "",
    "numbers": "12 34 56 78\n" * 50,
}


@pytest.mark.parametrize("language", RUNNING)
@pytest.mark.parametrize("usual", ["en", "fr", "xx"])
def test_a_sentence_tells_its_language(language: str, usual: str) -> None:
    assert tell(RUNNING[language], usual) == language


@pytest.mark.parametrize("text", ENGLISH.values(), ids=list(ENGLISH))
def test_nothing_in_english_is_taken_for_another_language(text: str) -> None:
    assert tell(text, "en") in ("en", None)


def test_names_of_another_language_do_not_tell() -> None:
    names = "Dominique de Villepin, Jean-Pierre Raffarin and Michèle Alliot-Marie of the Union pour la Majorité"
    assert tell(f"They met {names} in the hall, as the minutes of the meeting say.", "en") == "en"


def test_the_greater_part_of_a_long_text_tells() -> None:
    english = ENGLISH["prose"] + " "
    assert tell(english * 30 + (RUNNING["fr"] + " ") * 300, "en") == "fr"
    assert tell(RUNNING["fr"] + " " + english * 300, "en") == "en"


def test_plain_english_costs_no_library() -> None:
    code = f"""
import sys
from comention.languages.telling import tell
assert tell({ENGLISH["prose"]!r}, "en") == "en"
assert "py3langid" not in sys.modules
assert tell({RUNNING["de"]!r}, "en") == "de"
assert "py3langid" in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)
