"""The three verbs: generate, open, export."""

import json
import shlex
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from comention.cli.parts import OUTPUT, chosen, filtered, number, say
from comention.cli.progress import Interruption, progress
from comention.errors import InputError

if TYPE_CHECKING:
    from comention.config import FilterOptions
    from comention.workspace.derive import Summary


@click.command(short_help="Make the graph of documents.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", default=OUTPUT, show_default=True, metavar="FOLDER", help="Where the files go.")
@click.option("--title", metavar="TEXT", help="Title of the graph. [default: the name of the first input]")
@click.option(
    "--window",
    default="sentence",
    show_default=True,
    metavar="UNIT",
    help="What must name two entities to link them: sentence, paragraph, document, or a number of sentences in a row.",
)
@click.option(
    "--model",
    metavar="NAME",
    default="default",
    show_default=True,
    help="What finds names: fast, default or accurate, which come with comention; or a spaCy pipeline's name or path.",
)
@click.option(
    "--within-documents", is_flag=True, help="Join the forms of a name inside each document only, not across them."
)
@click.option("--no-demonyms", is_flag=True, help='Do not count "Russian" or "Russians" as mentions of Russia.')
@click.option("--evidence", default=5, show_default=True, metavar="N", help="Sentences that each link shows, at most.")
@filtered
@click.option("--id-field", default="id", metavar="NAME", help="Where records keep their id. [default: id]")
@click.option("--text-field", default="text", metavar="NAME", help="... their text. [default: text]")
@click.option("--date-field", default="date", metavar="NAME", help="... their date. [default: date]")
@click.option("--title-field", default="title", metavar="NAME", help="... their title. [default: title]")
@click.option("--source-field", default="source", metavar="NAME", help="... their source. [default: source]")
@click.option("--author-field", default="author", metavar="NAME", help="... their author. [default: author]")
@click.option("--password", metavar="TEXT", help="Opens what is encrypted: PDFs and archives.")
@click.option(
    "--time-limit", default=60, show_default=True, metavar="S", help="Seconds that reading a document may take."
)
@click.option(
    "--memory-limit", default=2048, show_default=True, metavar="MB", help="Memory that reading a file may take."
)
@click.option("--size-limit", default=2048, show_default=True, metavar="MB", help="What a file may unpack to.")
@click.option(
    "--depth-limit", default=8, show_default=True, metavar="N", help="How deep archives may be in each other."
)
@click.option(
    "--text-limit",
    default=10,
    show_default=True,
    metavar="N",
    help="Maximum length of one document, in millions of characters.",
)
@click.option(
    "--workers", type=int, metavar="N", help="Processes that find names. [default: as many as there are cores]"
)
@click.option(
    "--memory", default=1000, show_default=True, metavar="MB", help="What joining and counting names may take."
)
@click.option(
    "--engine",
    type=click.Choice(["local", "spark"]),
    default="local",
    show_default=True,
    help="Where the work is done: on this machine, or on a cluster that runs Spark.",
)
@click.option("--master", metavar="URL", help="The cluster's master, for Spark. [default: what Spark's settings say]")
@click.option("--strict", is_flag=True, help="Make it an error, and write nothing, if anything cannot be read.")
@click.option("--keep-furniture", is_flag=True, help="Take names from the lines that a website repeats, too.")
@click.option("--config", metavar="FILE", help="Corrections and settings. [default: comention.toml; see below]")
@click.option("--rebuild", is_flag=True, help="Forget earlier runs, and let the model read everything again.")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="Log steps as lines of JSON, and print what came out as JSON.")
@click.pass_context
def generate(
    context: click.Context,
    /,
    inputs: tuple[str, ...],
    output: str,
    config: str | None,
    rebuild: bool,
    strict: bool,
    quiet: bool,
    as_json: bool,
    engine: str,
    master: str | None,
    within_documents: bool,
    no_demonyms: bool,
    **options: Any,
) -> None:
    """Make the graph of documents.

    INPUT is a file, a folder, or - for standard input. Texts, PDFs, office files, books, mail, web pages, tables,
    records, subtitles, and archives of them are read, by what they hold and not by their names. The output folder gets
    graph.html (the page), graph.graphml (for Gephi and others), report.json (what was read, and what not) and
    workspace.duckdb (which makes the next run fast).

    \b
    Examples:
      comention generate articles/
      comention generate leak/ -o case-12 --title "Case 12"
      comention generate leak.zip --password hunter2
      comention generate news.jsonl --text-field body --date-field published
      comention generate minutes.md --window paragraph
      curl -s https://example.org/speech.txt | comention generate -
      comention generate --engine spark --master spark://host:7077 hdfs:///news.parquet

    .jsonl files have a JSON object a line: {"id": ..., "text": ..., "date": ..., "title": ..., "source": ...}; all
    but the text may be missing, and tables may have columns of these names. Dates are also taken from file names
    (2017-05-18-report.txt), and from what files say of themselves.

    What cannot be read is skipped; report.json tells where and why.

    A file comention.toml in the output folder or beside the input holds corrections of names, which the commands merge,
    split, rename, retype and ignore write, and may hold settings; options that are typed in win over those.
    """
    from comention.config import FILES, REPORT, Options, Settings

    given = chosen(context, options)
    given |= {"across": False} if within_documents else {}
    given |= {"demonyms": False} if no_demonyms else {}
    Settings.from_file(given, None)  # what is typed wrong is told before any work
    if master and engine != "spark":
        raise click.UsageError("--master needs --engine spark")
    if engine == "spark" and (strict or rebuild or "-" in inputs):
        raise click.UsageError("--strict, --rebuild and standard input work on this machine only, not on Spark")
    wanted = cast(Options, given)
    with progress(quiet=quiet, logged=as_json, interruption=context.ensure_object(Interruption)) as listen:
        if engine == "spark":
            from comention import spark

            made = spark.generate(inputs, output, wanted, master=master, config=config, progress=listen)
        else:
            from comention import pipeline

            made = pipeline.generate(
                inputs, output, wanted, config=config, rebuild=rebuild, strict=strict, progress=listen
            )
    if as_json:
        click.echo(json.dumps(asdict(made)))
    elif not quiet:
        folder = Path(output)
        read = number(made.documents, "document") + " read"
        skipped = f", {_left_out(made)} (see {folder / REPORT})" if made.skipped else ""
        graph = f"{number(made.entities, 'entity', 'entities')} and {number(made.links, 'link')}"
        if made.links_left_out:
            graph += f" ({number(made.links_left_out, 'link')} left out: see --max-links and the other filters)"
        if made.names_not_linked:
            names = number(made.names_not_linked, "name")
            graph += f" ({names} not linked, in lists that are too long: see names_not_linked in {folder / REPORT})"
        look = "comention open" if output == OUTPUT else f"comention open {shlex.quote(output)}"
        idle = f" ({number(made.unused, 'correction')} had no effect: see {folder / REPORT})" if made.unused else ""
        say(f"{read}{skipped}: {graph} in {folder / FILES['html']}{idle}; to look at it, type: {look}")


def _left_out(made: "Summary") -> str:
    """Tell what could not be read, as far as it is known how much that is."""
    lost = [
        number(count, what)
        for count, what in ((made.documents_left_out, "document"), (made.characters_left_out, "character"))
        if count
    ]
    return f"{' and '.join(lost)} left out" if lost else f"{made.skipped} skipped"


@click.command("open", short_help="Show the page in the browser.")
@click.argument("output", default=OUTPUT, metavar="[FOLDER]")
@filtered
@click.option("--print-path", is_flag=True, help="Print where the page is, and open nothing.")
@click.pass_context
def open_page(context: click.Context, /, output: str, print_path: bool, **options: Any) -> None:
    """Show the page of an output folder in the browser.

    With filters, a page of what they leave is made beside it, view.html.

    \b
    Examples:
      comention open
      comention open case-12
      comention open case-12 --ego Trump --hops 2
      comention open --since 2017 --until 2017-06 --types person,org
      comention open case-12 --print-path
    """
    import webbrowser

    from comention.config import FILES, VIEW

    page = Path(output) / FILES["html"] if Path(output).is_dir() else Path(output)
    if not page.is_file():
        raise InputError(
            f"{output}: there is no page here; make one with: comention generate INPUT -o {shlex.quote(output)}"
        )
    if filters := chosen(context, options):
        page = page.parent / VIEW
        _write(context, "html", page.parent, page, filters)
    if print_path or not webbrowser.open(page.resolve().as_uri()):
        click.echo(page.resolve())


def _complete_format(_context: click.Context, _option: click.Parameter, begun: str) -> list[str]:
    from comention.export import folder_formats, formats

    return [form for form in sorted([*formats(), *folder_formats()]) if form.startswith(begun)]


@click.command(short_help="Write the graph in another format.")
@click.argument("output", default=OUTPUT, metavar="[FOLDER]")
@click.option(
    *("-f", "--format", "form"),
    required=True,
    metavar="FORMAT",
    shell_complete=_complete_format,
    help="What to write: see above.",
)
@click.option("-o", "file", metavar="FILE", help="Where to; - is standard output. [default: into FOLDER]")
@filtered
@click.pass_context
def export(context: click.Context, /, output: str, form: str, file: str | None, **options: Any) -> None:
    """Write the graph of an output folder, or a part of it, in another format, without reading its documents again.

    \b
    Formats:
      html        the page
      graphml     the graph for Gephi, Cytoscape, yEd, igraph or networkx
      gexf        the graph for Gephi, with the looks of the page and a timeline
      cytoscape   the graph as JSON for Cytoscape and Cytoscape.js, laid out
      graphology  the graph as JSON for sigma.js and Gephi Lite, laid out
      node-link   the graph as JSON for networkx and D3
      svg         a still picture for print and the web
      png         the same picture in pixels
      csv         a folder of tables for spreadsheets and data frames
      parquet     a folder of the same tables with their types
      mentions    a line of JSON for each document, with every name in it and its place
      cypher      a script that loads the graph into Neo4j, or into an embedded graph database
      neo4j       a folder of tables that neo4j-admin makes a database of
      ftm         entities of FollowTheMoney, for Aleph
      turtle      RDF with schema.org and PROV-O, for triple stores
      jsonld      the same triples as JSON
      markdown    a report to read or print
      obsidian    a folder of notes for Obsidian, one for each name and each document

    Packages that are installed can add more.

    \b
    Examples:
      comention export --format mentions
      comention export case-12 --format graphml -o case-12.graphml
      comention export --format mentions -o - | head
      comention export --format csv -o tables/
      comention export --format graphml --types person --min-weight 2 -o people.graphml
    """
    from comention.config import file_name
    from comention.export import folder_formats, formats

    known = sorted([*formats(), *folder_formats()])
    if form not in known:
        raise click.BadParameter(f"{form!r} is none of {', '.join(known)}.", param_hint="'--format'")
    many = form in folder_formats()
    if many and file == "-":
        raise click.BadParameter(f"{form} is a folder of files; standard output is one.", param_hint="'-o'")
    path = None if file == "-" else Path(file or Path(output) / (form if many else file_name(form)))
    _write(context, form, Path(output), path, chosen(context, options))
    if path:
        say(f"wrote {path}")


def _write(context: click.Context, form: str, output: Path, path: Path | None, filters: dict[str, Any]) -> None:
    """Write what filters leave of an output folder's graph to a file, a folder or standard output."""
    from comention import pipeline
    from comention.export import export, export_folder, folder_formats
    from comention.workspace import files

    with progress(quiet=False, logged=False, interruption=context.ensure_object(Interruption)) as listen:
        listen("Linking")
        with pipeline.dataset(output, **cast("FilterOptions", filters)) as dataset:
            if filters and not len(dataset.graph):
                say("these filters leave no name")
            listen("Writing")
            if path and form in folder_formats():
                with files.written_folder(path) as opener:
                    export_folder(dataset, form, opener)
            else:
                with files.atomic_write(path) if path else files.standard_output() as stream:
                    export(dataset, form, stream)


COMMANDS = (generate, open_page, export)
