"""A name finder of our own: small encoders in the package, for people, organizations, places and other names.

It reads the tokens of a spaCy `Doc` and knows nothing of the rest of comention:

    finder = load("default")
    finder.find(nlp("Angela Merkel met the board of Siemens."))

`comention.extract.finder.component` makes it a spaCy component. `weights/MODEL.md` says how the encoders were trained,
on which data, and what they must not be used for; `src/training/` trains them.
"""

from comention.extract.finder.find import Finder, Found, load
from comention.extract.finder.network import SIZES

__all__ = ["SIZES", "Finder", "Found", "load"]
