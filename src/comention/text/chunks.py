"""The places where a long text is best cut into parts of a bounded length."""

from collections.abc import Iterator


def chunks(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """Yield spans of at most `limit` characters that together hold the whole text, cut at paragraphs where possible."""
    start = 0
    while len(text) - start > limit:
        cut = start + limit
        for mark in ("\n\n", "\n", ". ", " "):
            found = text.rfind(mark, start + limit // 2, cut)
            if found > 0:
                cut = found + len(mark)
                break
        yield start, cut
        start = cut
    yield start, len(text)
