"""The formats that the graph is written in: what each is, what opens it, and what writes it."""

from typing import NamedTuple


class Format(NamedTuple):
    """A format: its writer as `"module:function"`, and what people read about it.

    `about` is a line of help, `detail` what else there is to know, `opening` how to open it. Without `file`, a file in
    an output folder is called `graph.` and the name of the format; with `folder`, it is a folder of files of that name.
    """

    writer: str
    about: str
    opening: str
    detail: str = ""
    file: str = ""
    folder: bool = False


FORMATS = {
    "html": Format("comention.page:write_html", "the page", "any browser"),
    "graphml": Format(
        "comention.export.graphml:write_graphml",
        "the graph for Gephi, Cytoscape, yEd, igraph or networkx",
        "Gephi: *File → Open…*; `networkx.read_graphml`; `igraph.Graph.Read_GraphML`",
    ),
    "gexf": Format(
        "comention.export.gexf:write_gexf",
        "the graph for Gephi, with colours, positions and a timeline",
        "Gephi: *File → Open…*, then *Window → Timeline* where there are dates; `networkx.read_gexf` (3.6 or newer)",
        detail="GEXF 1.3",
    ),
    "cytoscape": Format(
        "comention.export.cytoscape:write_cytoscape",
        "the graph as JSON for Cytoscape and Cytoscape.js, laid out",
        "Cytoscape: *File → Import → Network from File…*; Cytoscape.js: `cytoscape({container, ...graph})`; "
        "`networkx.cytoscape_graph`",
        file="graph.cyjs",
    ),
    "graphology": Format(
        "comention.export.graphology:write_graphology",
        "the graph as JSON for sigma.js and Gephi Lite, laid out",
        "`new Sigma(Graph.from(graph), container)` with graphology and sigma.js; Gephi Lite",
        detail="`type` is called `kind`",
        file="graph.graphology.json",
    ),
    "node-link": Format(
        "comention.export.node_link:write_node_link",
        "the graph as JSON for networkx and D3",
        '`networkx.node_link_graph(json.load(open("graph.node-link.json")), edges="edges")`; D3',
        detail="evidence, aliases, roles and relations keep their structure",
        file="graph.node-link.json",
    ),
    "svg": Format(
        "comention.export.svg:write_svg",
        "a picture for print and the web",
        "any browser, Inkscape, Illustrator, a newspaper",
        detail="of many links the strongest, with labels that do not overlap",
    ),
    "png": Format(
        "comention.export.png:write_png",
        "the same picture in pixels",
        'any viewer; needs `pip install "comention[png]"`',
        detail="300 dots an inch; letters beyond Europe's and Vietnam's show as boxes",
    ),
    "csv": Format(
        "comention.export.csv:write_csv",
        "a folder of tables for spreadsheets and data frames",
        "any spreadsheet; `pandas.read_csv(\"csv/edges.csv\")`; DuckDB: `SELECT * FROM 'csv/edges.csv'`",
        detail="`nodes`, `edges`, `evidence`, `mentions`, and a `datapackage.json` that tells types",
        folder=True,
    ),
    "parquet": Format(
        "comention.export.parquet:write_parquet",
        "a folder of the same tables with their types",
        "`pandas.read_parquet(\"parquet/edges.parquet\")`; polars; DuckDB: `SELECT * FROM 'parquet/edges.parquet'`",
        detail='needs `pip install "comention[parquet]"`',
        folder=True,
    ),
    "mentions": Format(
        "comention.export.mentions:write_mentions",
        "every name and its position, one line of JSON per document",
        '`pandas.read_json("mentions.jsonl", lines=True)`',
        file="mentions.jsonl",
    ),
    "cypher": Format(
        "comention.export.cypher:write_cypher",
        "a script that loads the graph into Neo4j or an embedded database",
        "Neo4j: `cypher-shell -f graph.cypher`; Ladybug, Kuzu: as its first lines say",
        detail="openCypher: people, organizations, countries and documents with their relationships",
    ),
    "neo4j": Format(
        "comention.export.neo4j:write_neo4j",
        "a folder of tables for neo4j-admin to import",
        "`neo4j-admin database import full`, for graphs that are large",
        detail="a `README.txt` in it has the command",
        folder=True,
    ),
    "ftm": Format(
        "comention.export.ftm:write_ftm",
        "FollowTheMoney entities for Aleph",
        "Aleph: `alephclient write-entities -f case-12 < graph.ftm.jsonl`",
        detail="JSON lines: [FollowTheMoney](https://followthemoney.tech) entities, links, jobs and relatives, "
        "documents and mentions",
        file="graph.ftm.jsonl",
    ),
    "turtle": Format(
        "comention.export.turtle:write_turtle",
        "RDF with schema.org and PROV-O, for triple stores",
        '`rdflib.Graph().parse("graph.ttl")`; Apache Jena; any store with SPARQL, two collections as two named graphs',
        detail="schema.org for names, documents and what is sure, PROV-O for evidence, our own words for the rest",
        file="graph.ttl",
    ),
    "jsonld": Format(
        "comention.export.jsonld:write_jsonld",
        "the same triples as JSON",
        '`rdflib.Graph().parse("graph.jsonld", format="json-ld")`; as JSON, the list `@graph`',
        detail="JSON-LD with its context in the file",
    ),
    "markdown": Format(
        "comention.export.markdown:write_markdown",
        "a report to read or print",
        "any viewer of Markdown; to print it: `pandoc graph.md -o graph.docx`",
        detail="most mentioned names with their roles, strongest links with what they rest on, communities",
        file="graph.md",
    ),
    "obsidian": Format(
        "comention.export.obsidian:write_obsidian",
        "a folder of notes for Obsidian, one per name and document",
        "in Obsidian, *Open folder as vault*",
        detail="the notes are linked; `Index.md` is the first to read",
        folder=True,
    ),
}

FILES = {name: form.file or f"graph.{name}" for name, form in FORMATS.items()}
"""Names of the files in an output folder, by format; a folder has the name of its format."""
