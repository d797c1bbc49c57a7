"""Answer questions from an output folder, as records; nothing is read or counted again, and no model is loaded.

    ask.about("output", "Trump").links[0].evidence[0].text
    ask.frame(ask.top("output", "links", by="npmi"))

Names are ids, labels or any forms of entities. Each function raises WorkspaceError if no run has filled the folder, and
InputError, with the nearest names, if nobody is called so. Answers come from the graph of the last run: what its
filters left out is not in them.
"""

from comention.query.frames import frame
from comention.query.lookup import BY, about, path, search, top
from comention.query.records import About, Found, Kind, Link, Name, Period, Quotation, Timeline, Ways
from comention.query.timeline import timeline

__all__ = [
    "BY",
    "About",
    "Found",
    "Kind",
    "Link",
    "Name",
    "Period",
    "Quotation",
    "Timeline",
    "Ways",
    "about",
    "frame",
    "path",
    "search",
    "timeline",
    "top",
]
