from io import BytesIO

import pytest

from comention.model import Document
from comention.read.items import How
from comention.read.subtitles import read_subtitles
from comention.read.tables import read_table


def rows(text: str, name: str = "a.csv") -> list[Document]:
    return [item for item in read_table(BytesIO(text.encode()), name, How()) if isinstance(item, Document)]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_with_a_column_of_texts_has_a_document_a_row(mark: str) -> None:
    text = mark.join(["id", "text", "date"]) + "\n" + mark.join(["n1", '"Ann met, Bob."', "2020-01-02"]) + "\n"
    (document,) = rows(text + mark.join(["n2", "Cid met Dan.", ""]) + "\n")[:1]
    assert (document.id, document.text, document.date) == ("n1", "Ann met, Bob.", "2020-01-02")


def test_another_table_is_one_document() -> None:
    (document,) = rows("Name,Employer\nJoe Kaeser,Siemens\nAnn Lee,Skagen Line\n")
    assert "Joe Kaeser" in document.text
    assert "Siemens" in document.text


def test_subtitles_are_what_is_said() -> None:
    lines = ["Angela Merkel has", "<i>met Obama.</i>", "They spoke."]
    srt = "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n + 1},000\n{line}\n\n" for n, line in enumerate(lines, 1))
    (document,) = read_subtitles(BytesIO(srt.encode()), "a.srt", How())
    assert document.text == "Angela Merkel has met Obama.\n\nThey spoke."
    vtt = "WEBVTT\n\nNOTE x\n\n00:01.000 --> 00:02.000\n<v Ann Lee>We met Bob Ray.</v>\n"
    (document,) = read_subtitles(BytesIO(vtt.encode()), "a.vtt", How())
    assert document.text == "Ann Lee: We met Bob Ray."
