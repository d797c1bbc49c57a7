"""What is typed in, calls of the library out, and one line about what came of it."""

import json
import shlex
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, cast

import click

from comention import __version__
from comention.errors import ComentionError, InputError, SettingError

if TYPE_CHECKING:
    from comention.amend import Wish
    from comention.model import Entity
    from comention.pipeline import Progress

OUTPUT = "output"
_INTERRUPTED = 130
_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=_CONTEXT, invoke_without_command=True)
@click.version_option(__version__, prog_name="comention", message="%(prog)s %(version)s")
@click.pass_context
def comention(context: click.Context) -> None:
    """Find the people, organizations and countries in documents, and who is named with whom.

    \b
    A first look:
      comention generate documents/     make the graph of a folder of .txt, .md and .jsonl files
      comention open                    look at it in the browser
      comention export --format mentions
                                        write it in another format, without reading again

    Everything stays on this machine. 'comention COMMAND --help' tells more about each command.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@comention.command(short_help="Make the graph of documents.")
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
@click.option("--model", metavar="NAME", help="spaCy pipeline, by name or path. [default: the best one installed]")
@click.option(
    "--within-documents", is_flag=True, help="Join the forms of a name inside each document only, not across them."
)
@click.option("--no-demonyms", is_flag=True, help='Do not count "Russian" or "Russians" as mentions of Russia.')
@click.option("--evidence", default=5, show_default=True, metavar="N", help="Sentences that each link shows, at most.")
@click.option("--min-weight", default=1, show_default=True, metavar="N", help="Leave out links weaker than that.")
@click.option("--max-links", default=100_000, show_default=True, metavar="N", help="Keep only so many, the strongest.")
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

    given = {name: value for name, value in options.items() if _typed(context, name)}
    given |= {"across": False} if within_documents else {}
    given |= {"demonyms": False} if no_demonyms else {}
    Settings.from_file(given, None)  # what is typed wrong is told before any work
    if master and engine != "spark":
        raise click.UsageError("--master needs --engine spark")
    if engine == "spark" and (strict or rebuild or "-" in inputs):
        raise click.UsageError("--strict, --rebuild and standard input work on this machine only, not on Spark")
    chosen = cast(Options, given)
    with _progress(quiet, context.ensure_object(Interruption)) as progress:
        if engine == "spark":
            from comention import spark

            made = spark.generate(inputs, output, chosen, master=master, config=config, progress=progress)
        else:
            from comention import pipeline

            made = pipeline.generate(
                inputs, output, chosen, config=config, rebuild=rebuild, strict=strict, progress=progress
            )
    if not quiet:
        folder = Path(output)
        read = _number(made.documents, "document") + " read"
        skipped = f", {made.skipped} skipped (see {folder / REPORT})" if made.skipped else ""
        graph = f"{_number(made.entities, 'entity', 'entities')} and {_number(made.links, 'link')}"
        if made.links_left_out:
            graph += f" ({made.links_left_out:,} weaker ones left out: see --max-links and --min-weight)"
        look = "comention open" if output == OUTPUT else f"comention open {shlex.quote(output)}"
        idle = f" ({_number(made.unused, 'correction')} had no effect: see {folder / REPORT})" if made.unused else ""
        _say(f"{read}{skipped}: {graph} in {folder / FILES['html']}{idle}; to look at it, type: {look}")


@comention.command("open", short_help="Show the page in the browser.")
@click.argument("output", default=OUTPUT, metavar="[FOLDER]")
@click.option("--print-path", is_flag=True, help="Print where the page is, and open nothing.")
def open_page(output: str, print_path: bool) -> None:
    """Show the page of an output folder in the browser.

    \b
    Examples:
      comention open
      comention open case-12
      comention open case-12 --print-path
    """
    import webbrowser

    from comention.config import FILES

    page = Path(output) / FILES["html"] if Path(output).is_dir() else Path(output)
    if not page.is_file():
        raise InputError(
            f"{output}: there is no page here; make one with: comention generate INPUT -o {shlex.quote(output)}"
        )
    if print_path or not webbrowser.open(page.resolve().as_uri()):
        click.echo(page.resolve())


@comention.command(short_help="Write the graph in another format.")
@click.argument("output", default=OUTPUT, metavar="[FOLDER]")
@click.option("-f", "--format", "form", required=True, metavar="FORMAT", help="What to write: see above.")
@click.option("-o", "file", metavar="FILE", help="Where to; - is standard output. [default: into FOLDER]")
def export(output: str, form: str, file: str | None) -> None:
    """Write the graph of an output folder in another format, without reading its documents again.

    \b
    Formats:
      html      the page
      graphml   the graph for Gephi, Cytoscape, yEd, igraph or networkx
      csv       a folder of tables for spreadsheets and data frames
      cypher    a script that loads the graph into Neo4j, or into an embedded graph database
      ftm       entities of FollowTheMoney, for Aleph
      neo4j     a folder of tables that neo4j-admin makes a database of
      mentions  a line of JSON for each document, with every name in it and its place

    Packages that are installed can add more.

    \b
    Examples:
      comention export --format mentions
      comention export case-12 --format graphml -o case-12.graphml
      comention export --format mentions -o - | head
      comention export --format csv -o tables/
    """
    from comention import files, pipeline
    from comention.config import file_name
    from comention.export import export as write
    from comention.export import export_folder, folder_formats, formats

    known = sorted([*formats(), *folder_formats()])
    if form not in known:
        raise click.BadParameter(f"{form!r} is none of {', '.join(known)}.", param_hint="'--format'")
    many = form in folder_formats()
    if many and file == "-":
        raise click.BadParameter(f"{form} is a folder of files; standard output is one.", param_hint="'-o'")
    path = Path(file or Path(output) / (form if many else file_name(form)))
    with pipeline.dataset(output) as dataset:
        if many:
            with files.written_folder(path) as opener:
                export_folder(dataset, form, opener)
        else:
            with files.standard_output() if file == "-" else files.atomic_write(path) as stream:
                write(dataset, form, stream)
    if file != "-":
        _say(f"wrote {path}")


_FOLDER = click.option("-o", "--output", default=OUTPUT, show_default=True, metavar="FOLDER", help="Output folder.")
_DRY = click.option("-n", "--dry-run", is_flag=True, help="Only show what would change in the file.")


@comention.command(short_help="Tell who a name is, and why.")
@click.argument("name")
@click.argument("output", default=OUTPUT, metavar="[FOLDER]")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def explain(name: str, output: str, as_json: bool) -> None:
    """Tell who NAME is in the graph of an output folder: all forms, the rules that joined them, the documents, and who
    was nearly the same but is not.

    \b
    Examples:
      comention explain Trump
      comention explain person:donald-trump case-12 --json
    """
    from comention import pipeline

    told = pipeline.explained(output, name)
    entity = told.entity
    if as_json:
        record = asdict(told) | {"entity": {"id": entity.id, "type": entity.type, "label": entity.label}}
        record["rejected"] = [{"id": other.id, "label": other.label, "why": why} for other, why in told.rejected]
        click.echo(json.dumps(record, ensure_ascii=False, indent=2))
        return
    counts = f"{_number(told.mentions, 'mention')} in {_number(len(told.documents), 'document')}"
    lines = [f"{entity.label} ({entity.id}), {entity.type.lower()}: {counts}", "", "Forms"]
    width = max(len(form.surface) for form in told.forms)
    lines += [f"  {form.count:>5}  {form.surface:<{width}}  {form.rule}" for form in told.forms]
    lines += ["", "Documents", *(f"  {count:>5}  {document}" for document, count in told.documents)]
    if told.rejected:
        lines += ["", "Not the same"]
        lines += [f"         {other.label} ({other.id}): {why}" for other, why in told.rejected]
    click.echo("\n".join(map(_printable, lines)))


@comention.command(short_help="Say that names are the same one.")
@click.argument("name")
@click.argument("others", nargs=-1, required=True, metavar="OTHER...")
@_FOLDER
@_DRY
def merge(name: str, others: tuple[str, ...], output: str, dry_run: bool) -> None:
    """Say that OTHER is NAME: both are one entity from now on, called NAME.

    Like all corrections, it is written into comention.toml, takes effect at once without reading documents again, and
    holds in every later run. Names are labels, forms or ids.

    \b
    Examples:
      comention merge "Donald Trump" DJT
      comention merge Reuters "Thomson Reuters" -o case-12 --dry-run
    """
    from comention import amend
    from comention.explain import find_entity

    _amend(
        output, dry_run, lambda known: amend.merge(_label(known, name), [find_entity(known, o).label for o in others])
    )


@comention.command(short_help="Say that a name is somebody else.")
@click.argument("name")
@click.argument("forms", nargs=-1, required=True, metavar="FORM...")
@click.option("--as", "new", metavar="NAME", help="Who it is instead.")
@_FOLDER
@_DRY
def split(name: str, forms: tuple[str, ...], new: str | None, output: str, dry_run: bool) -> None:
    """Say that FORM is not NAME: undo a merge, or take a form away from where a rule put it.

    \b
    Examples:
      comention split "Donald Trump" DJT
      comention split "Bill Clinton" "Mrs. Clinton" --as "Hillary Clinton"
    """
    from comention import amend

    _amend(output, dry_run, lambda known: amend.split(_label(known, name), forms, new))


@comention.command(short_help="Give an entity another name.")
@click.argument("name")
@click.argument("new")
@_FOLDER
@_DRY
def rename(name: str, new: str, output: str, dry_run: bool) -> None:
    """Call the entity NAME by the name NEW.

    \b
    Examples:
      comention rename Hillary "Hillary Clinton"
    """
    from comention import amend

    _amend(output, dry_run, lambda known: amend.rename(_label(known, name), new))


@comention.command(short_help="Give an entity another type.")
@click.argument("name")
@click.argument("kind", type=click.Choice(["PERSON", "ORG", "COUNTRY"], case_sensitive=False), metavar="TYPE")
@_FOLDER
@_DRY
def retype(name: str, kind: str, output: str, dry_run: bool) -> None:
    """Say that NAME is a person, an organization or a country: TYPE is PERSON, ORG or COUNTRY.

    With a type, NAME is also found where no model sees it.

    \b
    Examples:
      comention retype Podesta person
    """
    from comention import amend
    from comention.model import EntityType

    _amend(output, dry_run, lambda known: amend.retype(_label(known, name), EntityType(kind.upper())))


@comention.command(short_help="Leave names out.")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@_FOLDER
@_DRY
def ignore(names: tuple[str, ...], output: str, dry_run: bool) -> None:
    """Say that NAME is no person, organization or country, and leave it out with all that was joined to it.

    \b
    Examples:
      comention ignore "Night Watch" Torah
    """
    from comention import amend

    _amend(output, dry_run, lambda known: amend.ignore([_label(known, name) for name in names]))


@comention.command(short_help="Take over corrections from a file.")
@click.argument("file")
@_FOLDER
@_DRY
def correct(file: str, output: str, dry_run: bool) -> None:
    """Take over the corrections in a file, such as the one that the page lets you download.

    Where they differ from what comention.toml says, the file wins.

    \b
    Examples:
      comention correct corrections.toml
      comention correct ~/Downloads/corrections.toml -o case-12 --dry-run
    """
    from comention import amend
    from comention.corrections import load_text

    said = load_text(_text_of(file), Path(file)).corrections
    _amend(output, dry_run, lambda _: amend.take_over(said))


@comention.group(short_help="Exchange listed names with a spreadsheet.")
def watchlist() -> None:
    """Exchange the entities that comention.toml lists with a spreadsheet, as CSV.

    The columns are name, type, aliases, not_aliases, code and id; several texts in a cell are separated by |.

    \b
    Examples:
      comention watchlist export -o names.csv
      comention watchlist import names.csv
    """


@watchlist.command("export", short_help="Write them as CSV.")
@click.argument("output", default=OUTPUT, metavar="[FOLDER]")
@click.option("-o", "file", default="-", metavar="FILE", help="Where to. [default: standard output]")
def export_watchlist(output: str, file: str) -> None:
    """Write the listed entities of an output folder as CSV.

    \b
    Examples:
      comention watchlist export case-12 -o names.csv
    """
    from comention import files, pipeline
    from comention.watchlist import to_csv

    table = to_csv(pipeline.listed(output)).encode("utf-8")
    with files.standard_output() if file == "-" else files.atomic_write(Path(file)) as stream:
        stream.write(table)


@watchlist.command("import", short_help="Add them from CSV.")
@click.argument("file")
@click.argument("output", default=OUTPUT, metavar="[FOLDER]")
@_DRY
def import_watchlist(file: str, output: str, dry_run: bool) -> None:
    """Add the entities of a CSV file to the corrections of an output folder; with a type, they are looked for.

    \b
    Examples:
      comention watchlist import names.csv case-12
    """
    from comention import amend
    from comention.watchlist import from_csv

    entities = from_csv(_text_of(file), Path(file))
    _amend(output, dry_run, lambda _: amend.watch(entities))


def _text_of(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: cannot be read ({getattr(error, 'strerror', None) or error})") from error


def _label(known: "Sequence[Entity]", name: str) -> str:
    from comention.explain import find_entity

    return find_entity(known, name).label


def _amend(output: str, dry: bool, wish: "Callable[[Sequence[Entity]], Wish]") -> None:
    """Change the corrections, and say what that changed."""
    from comention import pipeline

    made = pipeline.amend(output, wish, dry=dry)
    if not made.changes:
        _say(f"{made.file} says so already; nothing changed")
        return
    for line in made.changes.splitlines():
        _say(line)
    if made.after:
        entities = f"{made.before['entities']:,} entities were there, {made.after.entities:,} are"
        _say(f"{entities}; {made.before['links']:,} links were there, {made.after.links:,} are")


class Interruption:
    """Remembers the signal that asked to stop: libraries may swallow the exception that came with it, or turn it."""

    status = 0

    def __call__(self, number: int, _: object) -> NoReturn:
        """Note a signal, and raise, so that temporary files are removed on the way out."""
        self.status = 128 + number
        raise KeyboardInterrupt

    def check(self) -> None:
        """Raise again if there was a signal."""
        if self.status:
            raise KeyboardInterrupt


def main() -> NoReturn:
    """Run what was typed in; say in one line what the user can mend, and exit with a status that tells."""
    interruption = Interruption()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interruption)
    try:
        comention.main(prog_name="comention", standalone_mode=False, obj=interruption)
    except (Exception, KeyboardInterrupt) as error:
        if interruption.status or isinstance(error, click.Abort | KeyboardInterrupt):
            status = interruption.status or _INTERRUPTED
            _fail("interrupted; to go on where it stopped, run the same command again", status)
        _explain_failure(error)
    sys.exit(0)


def _explain_failure(error: BaseException) -> NoReturn:
    """Say in one line what the user can mend; anything else is a bug of ours, and shows where."""
    match error:
        case click.UsageError():
            path = error.ctx.command_path if error.ctx else "comention"
            _fail(f"{error.format_message()} ('{path} --help' tells more)", 2)
        case SettingError():
            _fail(f"{error} ('comention generate --help' tells more)", 2)
        case click.ClickException() | ComentionError():
            _fail(str(error), 1)
    raise error


def _fail(message: str, status: int) -> NoReturn:
    _say(f"comention: {message}")
    sys.exit(status)


def _say(line: str) -> None:
    """Print one line to standard error."""
    click.echo(_printable(line), err=True)


def _printable(line: str) -> str:
    """Return a line without what would do something to the terminal: names of files can hold anything."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in line)


def _typed(context: click.Context, name: str) -> bool:
    """Whether an option was typed in, and did not come from its default."""
    return context.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE


def _number(number: int, singular: str, plural: str = "") -> str:
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


@contextmanager
def _progress(quiet: bool, interruption: Interruption) -> Iterator["Progress"]:
    """Show on a terminal how far the work is, elsewhere be quiet; stop where a signal asked to."""

    def listen(*_: object, **__: object) -> None:
        interruption.check()

    if quiet or not sys.stderr.isatty():
        yield listen
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if console.is_dumb_terminal:
        yield listen
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[extent]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        bar.add_task("Looking for documents", total=None, extent="")

        def show(step: str, done: int = 0, total: int | None = None) -> None:
            interruption.check()
            (task,) = bar.tasks
            if step != task.description:
                bar.remove_task(task.id)
                bar.add_task(step, total=total, extent="")
            if total is not None:
                (task,) = bar.tasks
                rate = f", {task.speed:,.0f} a second" if task.speed else ""
                extent = f"{done:,} of {_number(total, 'document')}{rate}"
                bar.update(task.id, completed=done, total=total, extent=extent)

        yield show
