"""Write the data blocks of the page: JSON, or, where that would be large, deflated JSON in letters.

Thirteen bits make two of 91 letters, as in basE91 (Henke 2000) but without its fourteenth: a quarter more than the
bytes themselves, where base 64 takes a third. The letters are the printable ones of ASCII without `&`, `<` and `>`, so
that no parser takes them for anything.
"""

import json
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

JSON: Mapping[str, Any] = {"ensure_ascii": False, "allow_nan": False, "separators": (",", ":")}
LARGE = 20_000
"""Characters from which on a block is deflated."""
LETTERS = bytes(sorted(set(range(33, 127)) - set(b"&<>")))
BITS = 13


def block(value: Any) -> Markup:
    """JSON in which nothing can end the block, or `deflated,`, the number of its bytes, and the letters for them."""
    text = json.dumps(value, **JSON)
    if len(text) < LARGE:
        return htmlsafe_json_dumps(value, dumps=json.dumps, **JSON)
    packed = zlib.compress(text.encode("utf-8", "replace"), 7)
    return Markup(f"deflated,{len(packed)},{spell(packed)}")  # noqa: S704  (no letter that means anything)


def spell(data: bytes) -> str:
    """Write bytes in letters.

    >>> spell(bytes([255, 255]))
    '~"rj'
    """
    bits = np.unpackbits(np.frombuffer(data, dtype=np.uint8))
    whole = np.concatenate([bits, np.zeros(-len(bits) % BITS, dtype=np.uint8)])
    values = whole.reshape(-1, BITS) @ (1 << np.arange(BITS - 1, -1, -1))
    digits = np.stack([values // len(LETTERS), values % len(LETTERS)], axis=1)
    return bytes(np.frombuffer(LETTERS, dtype=np.uint8)[digits].tobytes()).decode("ascii")
