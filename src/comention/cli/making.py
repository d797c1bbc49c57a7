"""The commands that make a graph from documents, open it in the browser, and export it."""

import json
import os
import shlex
from dataclasses import asdict
from inspect import signature
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, cast

import click

from comention.cli.options import SettingsCommand, with_filters, with_settings
from comention.cli.parts import FOLDER, FORMER, OUTPUT, number, say, source_and_place, typed, with_folder
from comention.cli.progress import Interruption, progress
from comention.cli.sections import MAKE
from comention.errors import InputError
from comention.formats import FILES, FORMATS

if TYPE_CHECKING:
    from comention.config import FilterOptions, Options
    from comention.workspace.derive import Summary

GROUP = MAKE
ENGINES = {
    "local": "comention.pipeline:generate",
    "spark": "comention.spark:generate",
}
"""What `--engine` runs: functions of inputs, output and settings that also take `config` and `progress`."""


@click.command(cls=SettingsCommand, short_help="Read documents and make their graph.")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("-o", "--output", default=OUTPUT, show_default=True, metavar="FOLDER", help="The folder to write to.")
@click.option(
    "--engine",
    type=click.Choice([*ENGINES]),
    default="local",
    show_default=True,
    help="Run on this machine, or on a cluster with Spark.",
)
@click.option("--master", metavar="URL", help="The master of the Spark cluster. [default: from Spark's own settings]")
@click.option("--strict", is_flag=True, help="Stop with an error, and write nothing, if anything cannot be read.")
@click.option(
    "--config",
    metavar="FILE",
    help="The file with corrections and settings. [default: comention.toml in the output folder or beside the input]",
)
@click.option("--rebuild", is_flag=True, help="Start afresh, without the results of earlier runs.")
@click.option("--force", is_flag=True, help="Replace the graph in the output folder even if it is of other inputs.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@click.option("--json", "as_json", is_flag=True, help="Log each step as a line of JSON, and print the result as JSON.")
@with_settings()
@click.pass_context
def generate(
    context: click.Context,
    /,
    inputs: tuple[str, ...],
    output: str,
    config: str | None,
    rebuild: bool,
    force: bool,
    strict: bool,
    quiet: bool,
    as_json: bool,
    engine: str,
    master: str | None,
    **options: Any,
) -> None:
    """Read documents and make the graph of the people, organizations and countries in them.

    INPUT is a file, a folder, or - for standard input. comention reads texts, PDFs, office files, books, mail, web
    pages, tables, records, subtitles, and archives of them. It recognizes a file by its content, not by its name.

    The output folder gets graph.html (the page), graph.graphml (for Gephi and other programs), report.json (what was
    read and what was not) and workspace.duckdb (which makes the next run fast).

    \b
    Examples:
      comention generate articles/
      comention generate leak/ -o case-12 --title "Case 12"
      comention generate leak.zip --password hunter2
      comention generate news.jsonl --text-field body --date-field published
      comention generate minutes.md --window paragraph
      curl -s https://example.org/speech.txt | comention generate -
      comention generate hdfs:///news.parquet --engine spark --master yarn

    A .jsonl file has one JSON object on each line: {"id": ..., "text": ..., "date": ..., "title": ..., "source": ...}.
    Only the text is required. Tables may have columns with these names. Dates also come from file names
    (2017-05-18-report.txt) and from the metadata of files.

    A file that cannot be read is skipped; report.json says why.

    A file comention.toml in the output folder or beside the input holds the corrections that merge, split, rename,
    retype and ignore write. It may also hold settings; options on the command line take precedence.
    """
    from comention.config import REPORT

    told = {"master": master, "rebuild": rebuild, "force": force, "strict": strict}
    special = {name: value for name, value in told.items() if value}
    with progress(quiet=quiet, logged=as_json, interruption=context.ensure_object(Interruption)) as listen:
        run = resolve_name(ENGINES[engine])
        if unknown := special.keys() - signature(run).parameters:
            raise click.UsageError(f"--{min(unknown)} does not work with --engine {engine}")
        made = run(inputs, output, cast("Options", typed(options)), config=config, progress=listen, **special)
    if as_json:
        click.echo(json.dumps(asdict(made)))
    elif not quiet:
        folder = Path(output)
        read = number(made.documents, "document") + " read"
        if made.foreign:
            read += f", {made.foreign} of them in languages of which no model is installed"
        if made.skipped:
            read += f", {_left_out(made)}"
        if made.foreign or made.skipped:
            read += f" (see {folder / REPORT})"
        graph = f"{number(made.entities, 'entity', 'entities')} and {number(made.links, 'link')}"
        if made.links_left_out:
            graph += f" ({number(made.links_left_out, 'link')} left out: see --max-links and the other filters)"
        if made.unparsed:
            documents = number(made.unparsed, "document")
            graph += f" (no roles and relations in {documents}, whose model has no parser)"
        if made.names_not_linked:
            names = number(made.names_not_linked, "name")
            graph += f" ({names} not linked, in lists that are too long: see names_not_linked in {folder / REPORT})"
        look = "comention open" if output == OUTPUT else f"comention open -o {shlex.quote(output)}"
        idle = f" ({number(made.unused, 'correction')} had no effect: see {folder / REPORT})" if made.unused else ""
        say(f"{read}: {graph} in {folder / FILES['html']}{idle}; to look at it, type: {look}")


def _left_out(made: "Summary") -> str:
    """Say how much could not be read, as far as that is known."""
    lost = [
        number(count, what)
        for count, what in ((made.documents_left_out, "document"), (made.characters_left_out, "character"))
        if count
    ]
    return f"{' and '.join(lost)} left out" if lost else number(made.skipped, "note")


@click.command("open", cls=SettingsCommand, short_help="Open the page in the browser.")
@with_folder
@with_filters
@click.option("--print-path", is_flag=True, help="Print the path of the page instead of opening it.")
@click.pass_context
def open_page(context: click.Context, /, output: str, print_path: bool, **options: Any) -> None:
    """Open the page of an output folder in the browser.

    With filters, open a second page, view.html, that shows only what matches them.

    \b
    Examples:
      comention open
      comention open -o case-12
      comention open -o case-12 --ego Trump --hops 2
      comention open --since 2017 --until 2017-06 --types person,org
      comention open -o case-12 --print-path
    """
    import webbrowser

    from comention.config import BEHIND, VIEW
    from comention.workspace.store import no_run

    if (Path(output) / BEHIND).exists():
        from comention import pipeline

        pipeline.catch_up(output)
    page = Path(output) / FILES["html"] if Path(output).is_dir() else Path(output)
    if not page.is_file():
        raise no_run(output)
    if filters := typed(options):
        page = page.parent / VIEW
        _write(context, "html", page.parent, page, filters)
    if not print_path:
        if webbrowser.open(page.resolve().as_uri()):
            return
        say("no browser can be started here; open this file in one, on this machine or on another:")
    click.echo(page.resolve())


def _complete_format(_context: click.Context, _option: click.Parameter, begun: str) -> list[str]:
    from comention.export import folder_formats, formats

    return [form for form in sorted([*formats(), *folder_formats()]) if form.startswith(begun)]


_FORMATS = "\n".join(f"  {name:<10}  {form.about}" for name, form in FORMATS.items())
_EXPORT = f"""Write the graph of an output folder, or a part of it, in another format. The documents are not read again.

\b
Formats:
{_FORMATS}

Other installed packages can add formats.

\b
Examples:
  comention export --format mentions
  comention export -o case-12 --format graphml --to case-12.graphml
  comention export --format mentions --to - | head
  comention export --format csv --to tables/
  comention export --format graphml --types person --to people.graphml
"""


@click.command(cls=SettingsCommand, short_help="Write the graph in another format.", help=_EXPORT)
@FORMER
@FOLDER
@click.option(
    *("-f", "--format", "form"),
    required=True,
    metavar="FORMAT",
    shell_complete=_complete_format,
    help="The format; see above.",
)
@click.option(
    "--to", "file", metavar="FILE", help="The file or folder to write; - is standard output. [default: in FOLDER]"
)
@with_filters
@click.pass_context
def export(
    context: click.Context, /, former: str | None, output: str, form: str, file: str | None, **options: Any
) -> None:
    """Write the graph, or a part of it, in another format; the formats are in the help."""
    from comention.export import folder_formats, formats

    known = sorted([*formats(), *folder_formats()])
    if form not in known:
        raise click.BadParameter(f"{form!r} is not one of {', '.join(known)}.", param_hint="'--format'")
    many = form in folder_formats()
    if many and file == "-":
        raise click.BadParameter(f"{form} is a folder of files, and cannot go to standard output.", param_hint="'--to'")
    output, file = source_and_place(former, output, file)
    path = None if file == "-" else _place(file, Path(output), form if many else FILES.get(form, f"graph.{form}"), many)
    _write(context, form, Path(output), path, typed(options))
    if path:
        say(f"wrote {path}")


def _place(file: str | None, output: Path, name: str, many: bool) -> Path:
    """Return where an export goes: by its usual name into the output folder, or into another folder that is named."""
    if file is None:
        return output / name
    if many or not (file.endswith(("/", os.sep)) or Path(file).is_dir()):
        return Path(file)
    from comention.workspace.files import prepare

    prepare(Path(file), [name])
    return Path(file) / name


def _write(context: click.Context, form: str, output: Path, path: Path | None, filters: dict[str, Any]) -> None:
    """Write the part of a graph that matches the filters to a file, a folder or standard output."""
    from comention import pipeline
    from comention.export import export, export_folder, folder_formats
    from comention.workspace import files

    with progress(quiet=False, logged=False, interruption=context.ensure_object(Interruption)) as listen:
        pipeline.catch_up(output, progress=listen)
        listen("Linking")
        with pipeline.dataset(output, **cast("FilterOptions", filters)) as dataset:
            if filters and not len(dataset.graph):
                raise InputError("no name matches these filters; nothing was written")
            listen("Writing")
            if path and form in folder_formats():
                with files.written_folder(path) as opener:
                    export_folder(dataset, form, opener)
            else:
                with files.atomic_write(path) if path else files.standard_output() as stream:
                    export(dataset, form, stream)


COMMANDS = (generate, open_page, export)
