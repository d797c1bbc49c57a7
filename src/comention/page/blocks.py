"""The text of the page's data blocks: JSON, or, if that would be large, deflated JSON in base64."""

import json
import zlib
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

JSON: Mapping[str, Any] = {"ensure_ascii": False, "allow_nan": False, "separators": (",", ":")}
LARGE = 20_000
"""Blocks with at least this many characters are deflated."""


def block(value: Any) -> Markup:
    """Return JSON that cannot end the block, or `deflated,` and deflated JSON in base64."""
    text = json.dumps(value, **JSON)
    if len(text) < LARGE:
        return htmlsafe_json_dumps(value, dumps=json.dumps, **JSON)
    packed = zlib.compress(text.encode("utf-8", "replace"), 7)
    return Markup("deflated,") + b64encode(packed).decode("ascii")
