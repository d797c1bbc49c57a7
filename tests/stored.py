"""Read what a workspace keeps, for tests."""

from collections.abc import Iterator

from comention.model import Document
from comention.tables import texts
from comention.tables.schema import columns
from comention.workspace.store import Store

FIELDS = [column.name for column in columns(Document, text=None)]


def stored_documents(store: Store) -> Iterator[Document]:
    """The documents in the order in which they were staged; streamed."""
    fields = ", ".join(f"d.{name}" for name in FIELDS)
    rows = store.rows(f"SELECT {fields} FROM {{document}} d ORDER BY d.document")
    lengths = store.rows("SELECT d.document, d.characters FROM {document} d ORDER BY d.document")
    for row, (_, text) in zip(rows, texts(store, lengths), strict=True):
        yield Document(**dict(zip(FIELDS, row, strict=True)), text=text)
