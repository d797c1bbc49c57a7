"""Read texts, with or without names marked by people, from the formats of their sources."""

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from training.sources import Source

Marked = tuple[int, int, str]
"""Characters from and to, and a label of `comention.extract.finder.tags`."""


class Text(NamedTuple):
    """A text of a source. `names` are those that people marked, None where nobody did.

    Texts of one `collection` speak of the same people: the pieces of a novel, say. `about` is the organization that the
    source says they are about, if it does.
    """

    source: str
    text: str
    names: tuple[Marked, ...] | None
    collection: str = ""
    about: str = ""


PERSON, ORG, PLACE, OTHER = "PERSON", "ORG", "LOC", "MISC"
_COMMON = {"PER": PERSON, "ORG": ORG, "LOC": PLACE, "MISC": OTHER}
_CROSSNER = {
    **dict.fromkeys(("politician", "person", "scientist", "musicalartist", "writer", "researcher"), PERSON),
    **dict.fromkeys(("organisation", "politicalparty", "band", "university"), ORG),
    **dict.fromkeys(("country", "location"), PLACE),
}
_WNUT = {
    "person": PERSON,
    "corporation": ORG,
    "group": ORG,
    "location": PLACE,
    "product": OTHER,
    "creative-work": OTHER,
}
_LITBANK = {"PER": PERSON, "ORG": ORG, "LOC": PLACE, "GPE": PLACE, "FAC": PLACE, "VEH": OTHER}
_TITLE = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Messrs|Dr|Doctor|Sir|Lady|Lord|Madame|Madam|Mme|Monsieur|Mademoiselle|Master|Captain|Colonel"
    r"|General|Uncle|Aunt|Father|Mother|Brother|Sister|Reverend|Rev|Professor|Judge|Squire|Poor|poor|dear|old|little)\b"
    r"\.?\s+)+(?=[A-Z])"
)
_PIECE = 3500

UNMARKED: dict[str, frozenset[str]] = {
    **dict.fromkeys(("uner-ewt", "broad-twitter", "broad-twitter-held", "litbank"), frozenset({OTHER})),
    "samples": frozenset({PLACE, OTHER}),
}
"""The labels that a source does not mark."""


def samples(path: Path) -> Iterator[Text]:
    """Yield comention's own marked texts, a JSON object a line, in which of places countries alone are marked."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        names = [
            (name["start"], name["end"], name["type"]) for name in row["mentions"] if name["type"] in (PERSON, ORG)
        ]
        yield Text("samples", row["text"], tuple(names))


def texts(source: Source, files: dict[str, bytes]) -> Iterator[Text]:
    """Yield the texts of a source; running text in pieces of about 3,500 characters."""
    yield from _READERS[source.name](source.name, files)


def _re_docred(name: str, files: dict[str, bytes]) -> Iterator[Text]:
    seen = set()
    for data in files.values():
        for document in json.loads(data):
            if document["title"] in seen:
                continue
            seen.add(document["title"])
            tags = [["O"] * len(sentence) for sentence in document["sents"]]
            for mention in (mention for vertex in document["vertexSet"] for mention in vertex):
                start, end = mention["pos"]
                row = tags[mention["sent_id"]]
                label = mention["type"]
                if label in _COMMON and all(tag == "O" for tag in row[start:end]):
                    row[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
            yield _joined(name, zip(document["sents"], tags, strict=True), _COMMON)


def _crossner(name: str, files: dict[str, bytes]) -> Iterator[Text]:
    for data in files.values():
        for rows in _blocks(data):
            words, tags = zip(*((row[0], row[-1]) for row in (line.split("\t") for line in rows)), strict=True)
            labels = {tag[2:]: _CROSSNER.get(tag[2:], OTHER) for tag in tags if tag != "O"}
            yield _joined(name, [(words, tags)], labels)


def _uner(name: str, files: dict[str, bytes]) -> Iterator[Text]:
    for data in files.values():
        document: list[tuple[Sequence[str], Sequence[str]]] = []
        for block in data.decode("utf-8").split("\n\n"):
            lines = block.split("\n")
            if document and any(line.startswith("# newdoc") for line in lines):
                yield _joined(name, document, _COMMON)
                document = []
            rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
            if rows:
                document.append(([row[1] for row in rows], [row[2] for row in rows]))
        if document:
            yield _joined(name, document, _COMMON)


def _wikigold(name: str, files: dict[str, bytes]) -> Iterator[Text]:
    document: list[tuple[Sequence[str], Sequence[str]]] = []
    for rows in _blocks(b"".join(files.values())):
        words, tags = zip(*((row[0], row[-1]) for row in map(str.split, rows)), strict=True)
        if words[0] == "-DOCSTART-" or len(document) == 6:
            if document:
                yield _joined(name, document, _COMMON)
            document = []
        if words[0] != "-DOCSTART-":
            document.append((words, tags))
    yield _joined(name, document, _COMMON)


def _messages(name: str, files: dict[str, bytes]) -> Iterator[Text]:
    labels = _WNUT if name == "wnut17" else _COMMON
    for data in files.values():
        for rows in _blocks(data):
            words, tags = zip(*((row[0], row[1]) for row in (line.split("\t") for line in rows)), strict=True)
            if len(words) > 4:
                yield _joined(name, [(words, tags)], labels)


def _litbank(name: str, files: dict[str, bytes]) -> Iterator[Text]:
    for path, data in files.items():
        if not path.endswith(".txt"):
            continue
        tokenized = data.decode("utf-8")
        marks = []
        for line in files[f"{path.removesuffix('.txt')}.ann"].decode("utf-8").splitlines():
            if not line.startswith("T"):
                continue
            _, kind, first, last, *_ = line.replace("\t", " ").split(" ")
            start, end = int(first), int(last)
            how, _, label = kind.partition("_")
            surface = tokenized[start:end]
            if how == "PROP" and surface[:1].isupper() and len(surface) < 60:
                if label == "PER" and (title := _TITLE.match(surface)):
                    start += title.end()
                marks.append((start, end, label))
        marks.sort(key=lambda mark: (mark[0] - mark[1], mark[0]))
        tags: dict[int, str] = {}
        for start, end, label in marks:
            places = [match.start() for match in re.finditer(r"\S+", tokenized[:end]) if match.start() >= start]
            if places and not any(place in tags for place in places):
                tags |= {place: f"{'I' if number else 'B'}-{label}" for number, place in enumerate(places)}
        group: list[tuple[list[str], list[str]]] = []
        at = 0
        for line in tokenized.splitlines(keepends=True):
            found = [(match.group(), tags.get(at + match.start(), "O")) for match in re.finditer(r"\S+", line)]
            at += len(line)
            if found:
                group.append(([word for word, _ in found], [tag for _, tag in found]))
            if sum(len(words) for words, _ in group) > 500:
                yield _joined(name, group, _LITBANK)
                group = []
        if group:
            yield _joined(name, group, _LITBANK)


def _novels(name: str, files: dict[str, bytes]) -> Iterator[Text]:
    for path, data in files.items():
        body = data.decode("utf-8", "replace").replace("\r\n", "\n")
        blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n", body)]
        yield from _pieces(name, path, blocks)


def _posts(name: str, files: dict[str, bytes]) -> Iterator[Text]:
    for path, data in files.items():
        body = data.decode("utf-8", "replace")
        about = _company(body) if "case-studies" in path else ""
        body = re.sub(r"^---.*?\n---\n", "", body, flags=re.DOTALL)
        body = re.sub(
            r"```.*?```|~~~.*?~~~|<(pre|script|style|code)\b.*?</\1>|<!--.*?-->", "\n\n", body, flags=re.DOTALL
        )
        body = re.sub(r"\{\{[<%].*?[%>]\}\}", "\n\n", body, flags=re.DOTALL)
        body = re.sub(r"!\[[^\]]*\]\([^)]*\)|\[\^?\d+\]", "", body)
        body = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", body)
        body = re.sub(r"</?(?:p|div|h\d|li|ul|ol|br|tr|table|section)\b[^>]*>", "\n\n", body)
        body = re.sub(r"<[^>]+>", "", body)
        body = re.sub(r"^\s*(?:[#>*+-]+|\d+\.)\s+", "\n", body, flags=re.MULTILINE)
        body = re.sub(r"[*_`]{1,3}(\S(?:[^*`\n]*?\S)?)[*_`]{1,3}", r"\1", body)
        blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n", body)]
        kept = [block for block in blocks if block and not block.startswith(("|", "{", "$"))]
        yield from _pieces(name, path, kept, about)


def _company(page: str) -> str:
    """Return which company a case study is about, as its page says in its metadata."""
    for field in ("linkTitle", ".*Company", "title"):
        if match := re.search(rf"^{field}:\s*[\"']?(.+?)(?: Case Study)?[\"']?\s*$", page, re.MULTILINE):
            return match[1]
    return ""


def _addresses(name: str, files: dict[str, bytes]) -> Iterator[Text]:
    for path, data in _zipped(files):
        blocks = re.split(r"\n\s*\n", data.decode("latin-1").replace("\r", ""))
        yield from _pieces(name, path, [" ".join(block.split()) for block in blocks])


def _masc(name: str, files: dict[str, bytes]) -> Iterator[Text]:
    for path, data in _zipped(files):
        if "categories" in path.lower():
            continue
        blocks, words = [], list[str]()
        for line in data.decode("utf-8", "replace").splitlines():
            if found := [word.rsplit("_", 1)[0] for word in line.split() if "_" in word]:
                words += found
            elif words:
                blocks.append(joined(words)[0])
                words = []
        yield from _pieces(name, path, [*blocks, joined(words)[0]])


def _wikitext(name: str, files: dict[str, bytes]) -> Iterator[Text]:
    for path, data in files.items():
        article: list[str] = []
        title = ""
        for line in map(str.strip, data.decode("utf-8").split("\n")):
            if line.startswith("="):
                yield from _pieces(name, f"{path}/{title}", article)
                article = []
                title = title if line.startswith("= =") else line
                continue
            sentences = re.split(r"(?<= [.!?] )(?=[A-Z\"])", re.sub(r" @(.)@ ", r"\1", line))
            whole = [joined(sentence.split())[0] for sentence in sentences if "<unk>" not in sentence]
            article.append(" ".join(filter(None, whole)))
        yield from _pieces(name, f"{path}/{title}", article)


_READERS = {
    "re-docred": _re_docred,
    "crossner": _crossner,
    "uner-ewt": _uner,
    "wikigold": _wikigold,
    "broad-twitter": _messages,
    "broad-twitter-held": _messages,
    "wnut17": _messages,
    "litbank": _litbank,
    "novels": _novels,
    "cloud-posts": _posts,
    "addresses": _addresses,
    "masc": _masc,
    "wikitext-2": _wikitext,
}


def _zipped(files: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for data in files.values():
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for path in sorted(archive.namelist()):
                if path.endswith(".txt") and "README" not in path:
                    yield path, archive.read(path)


def _pieces(source: str, collection: str, blocks: Iterable[str], about: str = "") -> Iterator[Text]:
    """Yield blocks, with blank lines between them, in pieces that are long enough to tell who is who."""
    piece: list[str] = []
    size = 0
    for block in chain.from_iterable(map(_cut, blocks)):
        if piece and size + len(block) > _PIECE:
            yield Text(source, "\n\n".join(piece), None, collection, about)
            piece, size = [], 0
        if block:
            piece.append(block)
            size += len(block)
    if size > 200:
        yield Text(source, "\n\n".join(piece), None, collection, about)


def _cut(block: str) -> Iterator[str]:
    """Yield a block, or parts of it that are no longer than a piece, cut behind sentences or else anywhere."""
    while len(block) > _PIECE:
        cut = block.rfind(". ", 0, _PIECE) + 1 or _PIECE
        yield block[:cut]
        block = block[cut:].lstrip()
    yield block


def _blocks(data: bytes) -> Iterator[list[str]]:
    """Yield the lines of each sentence of a file in which blank lines stand between sentences."""
    rows: list[str] = []
    for line in data.decode("utf-8", "replace").split("\n"):
        if line.strip():
            rows.append(line.rstrip("\r"))
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


_GLUED = re.compile(r"[,.;:!?%)\]}]+$|['’](?:s|S|re|ve|ll|d|m|t)$|n['’]t$|''$|['”’]$|\.\.\.$")
_OPEN = frozenset("([{$£€#“‘@")
_BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "``": '"', "''": '"'}


def joined(words: Sequence[str]) -> tuple[str, list[int]]:
    """Return tokens as running text, and where each begins in it.

    >>> joined(["Ann", "'s", "plan", "(", "a", "good", "one", ")", "."])[0]
    "Ann's plan (a good one)."
    """
    text, starts = "", []
    glue, quoted = True, False
    for number, word in enumerate(words):
        word = _BRACKETS.get(word, word)
        around = 0 < number < len(words) - 1 and words[number - 1][-1:].isalnum() and words[number + 1][:1].isalnum()
        hyphen = word in ("-", "/") and around
        apart = not (glue or hyphen or _GLUED.match(word) or (word == '"' and quoted))
        text += " " if apart else ""
        starts.append(len(text))
        text += word
        glue = hyphen or word in _OPEN or (word == '"' and not quoted)
        quoted ^= word == '"'
    return text, starts


def _joined(source: str, sentences: Iterable[tuple[Sequence[str], Sequence[str]]], labels: dict[str, str]) -> Text:
    """Join sentences of words and tags; a tag is O, or B or I with one of the `labels`. Others are no names."""
    text = ""
    names: list[Marked] = []
    for words, tags in sentences:
        sentence, starts = joined(words)
        text += " " if text else ""
        offset = len(text)
        text += sentence
        before = "O"
        for word, start, tag in zip(words, starts, tags, strict=True):
            label = labels.get(tag[2:]) if tag[:1] in "BI" else None
            end = offset + start + len(_BRACKETS.get(word, word))
            if label and tag[0] == "I" and before[2:] == tag[2:]:
                names[-1] = (names[-1][0], end, label)
            elif label:
                names.append((offset + start, end, label))
            before = tag if label else "O"
    return Text(source, text, tuple(names))
