"""What to do about a name that is not where it belongs."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from comention.cli.parts import DRY, FOLDER, OUTPUT, say
from comention.errors import InputError

if TYPE_CHECKING:
    from comention.corrections.edit import Wish
    from comention.model import Entity


@click.command(short_help="Say that names are the same one.")
@click.argument("name")
@click.argument("others", nargs=-1, required=True, metavar="OTHER...")
@FOLDER
@DRY
def merge(name: str, others: tuple[str, ...], output: str, dry_run: bool) -> None:
    """Say that OTHER is NAME: both are one entity from now on, called NAME.

    Like all corrections, it is written into comention.toml, takes effect at once without reading documents again, and
    holds in every later run. Names are labels, forms or ids.

    \b
    Examples:
      comention merge "Donald Trump" DJT
      comention merge Reuters "Thomson Reuters" -o case-12 --dry-run
    """
    from comention.corrections import edit
    from comention.entities import find_entity

    _amend(
        output, dry_run, lambda known: edit.merge(_label(known, name), [find_entity(known, o).label for o in others])
    )


@click.command(short_help="Say that a name is somebody else.")
@click.argument("name")
@click.argument("forms", nargs=-1, required=True, metavar="FORM...")
@click.option("--as", "new", metavar="NAME", help="Who it is instead.")
@FOLDER
@DRY
def split(name: str, forms: tuple[str, ...], new: str | None, output: str, dry_run: bool) -> None:
    """Say that FORM is not NAME: undo a merge, or take a form away from where a rule put it.

    \b
    Examples:
      comention split "Donald Trump" DJT
      comention split "Bill Clinton" "Mrs. Clinton" --as "Hillary Clinton"
    """
    from comention.corrections import edit

    _amend(output, dry_run, lambda known: edit.split(_label(known, name), forms, new))


@click.command(short_help="Give an entity another name.")
@click.argument("name")
@click.argument("new")
@FOLDER
@DRY
def rename(name: str, new: str, output: str, dry_run: bool) -> None:
    """Call the entity NAME by the name NEW.

    \b
    Examples:
      comention rename Hillary "Hillary Clinton"
    """
    from comention.corrections import edit

    _amend(output, dry_run, lambda known: edit.rename(_label(known, name), new))


@click.command(short_help="Give an entity another type.")
@click.argument("name")
@click.argument("kind", type=click.Choice(["PERSON", "ORG", "COUNTRY"], case_sensitive=False), metavar="TYPE")
@FOLDER
@DRY
def retype(name: str, kind: str, output: str, dry_run: bool) -> None:
    """Say that NAME is a person, an organization or a country: TYPE is PERSON, ORG or COUNTRY.

    With a type, NAME is also found where no model sees it.

    \b
    Examples:
      comention retype Podesta person
    """
    from comention.corrections import edit
    from comention.model import EntityType

    _amend(output, dry_run, lambda known: edit.retype(_label(known, name), EntityType(kind.upper())))


@click.command(short_help="Leave names out.")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@FOLDER
@DRY
def ignore(names: tuple[str, ...], output: str, dry_run: bool) -> None:
    """Say that NAME is no person, organization or country, and leave it out with all that was joined to it.

    \b
    Examples:
      comention ignore "Night Watch" Torah
    """
    from comention.corrections import edit

    _amend(output, dry_run, lambda known: edit.ignore([_label(known, name) for name in names]))


@click.command(short_help="Take over corrections from a file.")
@click.argument("file")
@FOLDER
@DRY
def correct(file: str, output: str, dry_run: bool) -> None:
    """Take over the corrections in a file, such as the one that the page lets you download.

    Where they differ from what comention.toml says, the file wins.

    \b
    Examples:
      comention correct corrections.toml
      comention correct ~/Downloads/corrections.toml -o case-12 --dry-run
    """
    from comention.corrections import edit, load_text

    said = load_text(_text_of(file), Path(file)).corrections
    _amend(output, dry_run, lambda _: edit.take_over(said))


@click.group(short_help="Exchange listed names with a spreadsheet.")
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
    from comention import pipeline
    from comention.corrections.watchlist import to_csv
    from comention.workspace import files

    table = to_csv(pipeline.listed(output)).encode("utf-8")
    with files.standard_output() if file == "-" else files.atomic_write(Path(file)) as stream:
        stream.write(table)


@watchlist.command("import", short_help="Add them from CSV.")
@click.argument("file")
@click.argument("output", default=OUTPUT, metavar="[FOLDER]")
@DRY
def import_watchlist(file: str, output: str, dry_run: bool) -> None:
    """Add the entities of a CSV file to the corrections of an output folder; with a type, they are looked for.

    \b
    Examples:
      comention watchlist import names.csv case-12
    """
    from comention.corrections import edit
    from comention.corrections.watchlist import from_csv

    entities = from_csv(_text_of(file), Path(file))
    _amend(output, dry_run, lambda _: edit.watch(entities))


def _text_of(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: cannot be read ({getattr(error, 'strerror', None) or error})") from error


def _label(known: "Sequence[Entity]", name: str) -> str:
    from comention.entities import find_entity

    return find_entity(known, name).label


def _amend(output: str, dry: bool, wish: "Callable[[Sequence[Entity]], Wish]") -> None:
    """Change the corrections, and say what that changed."""
    from comention import pipeline

    made = pipeline.amend(output, wish, dry=dry)
    if not made.changes:
        say(f"{made.file} says so already; nothing changed")
        return
    for line in made.changes.splitlines():
        say(line)
    if made.after:
        entities = f"{made.before['entities']:,} entities were there, {made.after.entities:,} are"
        say(f"{entities}; {made.before['links']:,} links were there, {made.after.links:,} are")


COMMANDS = (merge, split, rename, retype, ignore, correct, watchlist)
