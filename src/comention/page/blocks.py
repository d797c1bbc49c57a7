"""Write the data blocks of the page: as JSON, or, when that would be large, as JSON that is deflated, in base 64."""

import json
import zlib
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

JSON: Mapping[str, Any] = {"ensure_ascii": False, "allow_nan": False, "separators": (",", ":")}
LARGE = 20_000
"""Characters from which on a block is deflated."""


def block(value: Any) -> Markup:
    """JSON in which nothing can end the block, or `deflated,` and the base 64 of it deflated."""
    text = json.dumps(value, **JSON)
    if len(text) < LARGE:
        return htmlsafe_json_dumps(value, dumps=json.dumps, **JSON)
    packed = zlib.compress(text.encode("utf-8", "replace"), 7)
    return Markup("deflated,") + b64encode(packed).decode("ascii")
