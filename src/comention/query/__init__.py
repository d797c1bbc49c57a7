"""Answer questions about an output folder from its workspace, without reading documents or loading a model.

    query.about("output", "Trump").links[0].evidence[0].text
    query.frame(query.top("output", "links", by="npmi"))

Names may be ids, labels or any surface forms of entities. Each function raises WorkspaceError if no run has finished in
the folder, and InputError, with the nearest names, if no entity has the name. Answers come from the graph of the last
run, so they lack what its filters left out.
"""

from comention.query.frames import frame
from comention.query.lookup import BY, about, between, path, search, top
from comention.query.records import (
    About,
    Crossing,
    Found,
    Kind,
    Link,
    Name,
    Namesake,
    Paths,
    Period,
    Quotation,
    Relation,
    Role,
    Saying,
    Timeline,
)
from comention.query.timeline import timeline

__all__ = [
    "BY",
    "About",
    "Crossing",
    "Found",
    "Kind",
    "Link",
    "Name",
    "Namesake",
    "Paths",
    "Period",
    "Quotation",
    "Relation",
    "Role",
    "Saying",
    "Timeline",
    "about",
    "between",
    "frame",
    "path",
    "search",
    "timeline",
    "top",
]
