import json
from pathlib import Path

import pytest
from tests.conftest import NameList

from comention import pipeline

TALKS = """Angela Merkel met Barack Obama. They spoke about Germany.

Barack Obama thanked Angela Merkel and\nGermany.
"""


@pytest.fixture(scope="session")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder of four documents, three of which are dated."""
    folder = tmp_path_factory.mktemp("asked")
    documents = [
        ("talks", "2015-01-02", TALKS),
        ("summit", "2015-03", "Angela Merkel met François Hollande in France."),
        ("letter", "2016", "Angela Merkel wrote. François Hollande, 100% a friend of France, met Barack Obama."),
        ("paged", None, "Nobody.\fAngela Merkel saw <script>alert(1)</script> in Germany."),
        ("apart", None, "The United Nations met."),
    ]
    records = (json.dumps({"id": name, "date": date, "text": text}) for name, date, text in documents)
    (folder / "in.jsonl").write_text("\n".join(records), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        names = NameList()
        patch.setattr("comention.pipeline.load_extractor", lambda model=None, *, language="en": names)
        pipeline.generate([folder / "in.jsonl"], folder / "out")
    return folder / "out"
