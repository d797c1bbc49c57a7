"""Write the grammar of a sentence as one line of text, as it is kept, and read it back."""

from comention.model import Parse, Word


def packed(parse: Parse) -> str:
    """Write a parse as text: six fields for each word, which is where the one before it ends, or some characters on.

    >>> packed((Word(0, 3, "NNP", "nsubj", 1, "ann"), Word(4, 8, "VBD", "ROOT", 1, "lead")))
    '0 3 NNP nsubj 1 ann\\n1 4 VBD ROOT 0 lead'
    """
    lines, behind = [], 0
    for number, word in enumerate(parse):
        start, end, tag, relation, head, lemma = word
        lines.append(f"{start - behind} {end - start} {tag} {relation} {head - number} {lemma}")
        behind = end
    return "\n".join(lines)


def unpacked(text: str) -> Parse:
    """Read a parse from text.

    >>> unpacked("0 3 NNP nsubj 1 ann\\n1 4 VBD ROOT 0 lead")[1]
    Word(start=4, end=8, tag='VBD', relation='ROOT', head=1, lemma='lead')
    """
    words, at = [], 0
    for number, line in enumerate(text.split("\n") if text else ()):
        gap, length, tag, relation, head, lemma = line.split(" ", 5)
        start = at + int(gap)
        at = start + int(length)
        words.append(Word(start, at, tag, relation, number + int(head), lemma))
    return tuple(words)
