"""The commands that correct names and relations, and keep each correction for later runs."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from comention.cli.parts import DRY, FOLDER, FORMER, number, say, source_and_place, with_folder
from comention.cli.reviewing import review
from comention.cli.sections import CORRECT
from comention.errors import InputError

if TYPE_CHECKING:
    from comention.corrections.edit import Edit
    from comention.model import Entity

GROUP = CORRECT


@click.command(short_help="Say which names refer to the same entity.")
@click.argument("name")
@click.argument("others", nargs=-1, required=True, metavar="OTHER...")
@FOLDER
@DRY
def merge(name: str, others: tuple[str, ...], output: str, dry_run: bool) -> None:
    """Say that OTHER refers to the same entity as NAME. The entity is called NAME.

    Like every correction, this is written to comention.toml, takes effect at once without reading the documents again,
    and stays in effect in later runs. An entity can be given by its name, another form of it, or its id.

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


@click.command(short_help="Say that a name refers to a different entity.")
@click.argument("name")
@click.argument("forms", nargs=-1, required=True, metavar="FORM...")
@click.option("--as", "new", metavar="NAME", help="The entity that FORM refers to instead.")
@FOLDER
@DRY
def split(name: str, forms: tuple[str, ...], new: str | None, output: str, dry_run: bool) -> None:
    """Say that FORM does not refer to NAME. This undoes a merge, and overrules the rules that joined the two.

    \b
    Examples:
      comention split "Donald Trump" DJT
      comention split "Bill Clinton" "Mrs. Clinton" --as "Hillary Clinton"
    """
    from comention import pipeline
    from comention.corrections import edit

    label, places = pipeline.occurrences(output, name, forms)
    told = [
        f"{form}: {number(mentions, 'mention')} in {number(documents, 'document')} no longer of {label}"
        for form, (mentions, documents) in zip(forms, places, strict=True)
    ]
    _amend(output, dry_run, lambda known: edit.split(_label(known, name), forms, new), told)


@click.command(short_help="Change the name of an entity.")
@click.argument("name")
@click.argument("new")
@FOLDER
@DRY
def rename(name: str, new: str, output: str, dry_run: bool) -> None:
    """Change the name of the entity NAME to NEW. It is still found by its old name.

    \b
    Examples:
      comention rename Hillary "Hillary Clinton"
      comention rename person:hillary "Hillary Clinton" -o case-12 --dry-run
    """
    from comention.corrections import edit

    _amend(output, dry_run, lambda known: edit.rename(_label(known, name), new))


@click.command(short_help="Change the type of an entity.")
@click.argument("name")
@click.argument("kind", type=click.Choice(["PERSON", "ORG", "COUNTRY"], case_sensitive=False), metavar="TYPE")
@FOLDER
@DRY
def retype(name: str, kind: str, output: str, dry_run: bool) -> None:
    """Say whether NAME is a person, an organization or a country: TYPE is PERSON, ORG or COUNTRY.

    From then on, NAME is also found where the model misses it.

    \b
    Examples:
      comention retype Podesta person
      comention retype "Night Watch" org -o case-12 --dry-run
    """
    from comention.corrections import edit
    from comention.model import EntityType

    _amend(output, dry_run, lambda known: edit.retype(_label(known, name), EntityType(kind.upper())))


@click.command(short_help="Leave out names that are not entities.")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@FOLDER
@DRY
def ignore(names: tuple[str, ...], output: str, dry_run: bool) -> None:
    """Say that NAME is not a person, an organization or a country, and leave it out of the graph, together with every
    other form of it.

    \b
    Examples:
      comention ignore "Night Watch" Torah
      comention ignore "Night Watch" -o case-12 --dry-run
    """
    from comention.corrections import edit

    _amend(output, dry_run, lambda known: edit.ignore([_label(known, name) for name in names]))


@click.command(short_help="Reject relations between two names, or put their kind right.")
@click.argument("source", metavar="NAME")
@click.argument("target", metavar="NAME")
@click.option("--phrase", metavar="TEXT", help="Only relations with this phrase, from the first NAME to the second.")
@click.option("--reject", is_flag=True, help="Reject them: the sentences do not say so.")
@click.option("--kind", metavar="KIND", help="The right kind, such as 'works for' or met.")
@FOLDER
@DRY
def relation(
    source: str, target: str, phrase: str | None, reject: bool, kind: str | None, output: str, dry_run: bool
) -> None:
    """Reject relations between the first NAME and the second, or put their kind right. The link between the two stays.

    Without --phrase, it is about all relations between them of which nothing else is said. See which there are with
    'comention path NAME NAME'.

    \b
    Examples:
      comention relation "Michael Flynn" "Sergey Kislyak" --phrase called --reject
      comention relation "Caroline Ellison" "Alameda Research" --kind "works for"
    """
    from comention import query
    from comention.corrections import Related, edit
    from comention.model import RelationKind

    if reject == (kind is not None):
        raise click.UsageError("say either --reject or --kind")
    if kind is not None and kind not in set(RelationKind):
        raise click.UsageError(f"{kind!r} is no kind of relation; there are {', '.join(RelationKind)}")
    right = RelationKind(kind) if kind else None
    concerned = query.between(output, source, target, phrase=phrase, quotations=0)
    told = [f"{one.arrow} ({one.kind}): {number(one.count, 'sentence')}" for one in concerned]
    if not told:
        others = ", ".join(one.arrow for one in query.between(output, source, target, quotations=0))
        told = [f"the graph has no such relation{others and f'; it has {others}'}"]

    def wanted(known: "Sequence[Entity]") -> "Edit":
        return edit.relate(Related(_label(known, source), _label(known, target), phrase, right))

    _amend(output, dry_run, wanted, told)


@click.command(short_help="Apply the corrections that you noted in the page.")
@click.argument("file")
@FOLDER
@DRY
def correct(file: str, output: str, dry_run: bool) -> None:
    """Apply the corrections in FILE, such as the one that you download from the page.

    They are added to comention.toml. Where the two disagree, FILE wins.

    \b
    Examples:
      comention correct corrections.toml
      comention correct ~/Downloads/corrections.toml -o case-12 --dry-run
    """
    from comention.corrections import edit, load_text

    corrections = load_text(_text_of(file), Path(file)).corrections
    _amend(output, dry_run, lambda _: edit.take_over(corrections))


@click.group(short_help="Edit the list of known names in a spreadsheet.")
def watchlist() -> None:
    """Edit the entities that comention.toml lists in a spreadsheet: write them as CSV, and read them back.

    The columns are name, type, aliases, not_aliases, code and id. Separate several names in one cell by |.

    \b
    Examples:
      comention watchlist export --to names.csv
      comention watchlist import names.csv
    """


@watchlist.command("export", short_help="Write the listed entities as CSV.")
@FORMER
@FOLDER
@click.option("--to", "file", metavar="FILE", help="The file to write. [default: standard output]")
def export_watchlist(former: str | None, output: str, file: str | None) -> None:
    """Write the entities that comention.toml lists as CSV.

    \b
    Examples:
      comention watchlist export --to names.csv
      comention watchlist export -o case-12 --to names.csv
    """
    from comention import pipeline
    from comention.corrections.watchlist import to_csv
    from comention.workspace import files

    output, file = source_and_place(former, output, file)
    table = to_csv(pipeline.listed(output)).encode("utf-8")
    with files.standard_output() if file in (None, "-") else files.atomic_write(Path(file)) as stream:
        stream.write(table)


@watchlist.command("import", short_help="Add entities from a CSV file.")
@click.argument("file")
@with_folder
@DRY
def import_watchlist(file: str, output: str, dry_run: bool) -> None:
    """Add the entities in the CSV file FILE to comention.toml.

    Its first line names the columns: name, and if you like type, aliases, not_aliases, code and id, in any order.
    Commas, semicolons or tabs part the cells, and " | " the aliases in one.

    An entity with a type is also found where the model misses it.

    \b
    Examples:
      comention watchlist import names.csv
      comention watchlist import names.csv -o case-12 --dry-run
    """
    from comention.corrections import edit
    from comention.corrections.watchlist import from_csv
    from comention.read.encodings import decode

    try:
        table = decode(Path(file).read_bytes())
    except (OSError, UnicodeError) as error:
        raise _cannot_be_read(file, error) from error
    entities = from_csv(table, Path(file))
    _amend(output, dry_run, lambda _: edit.watch(entities))


def _text_of(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _cannot_be_read(file, error) from error


def _cannot_be_read(file: str, error: OSError | UnicodeError) -> InputError:
    return InputError(f"{file}: cannot be read ({getattr(error, 'strerror', None) or error})")


def _label(known: "Sequence[Entity]", name: str) -> str:
    from comention.entities import find_entity

    return find_entity(known, name).label


def _amend(output: str, dry: bool, edit: "Callable[[Sequence[Entity]], Edit]", concerned: Sequence[str] = ()) -> None:
    """Change the corrections, and report what that changed; `concerned` says what the change is about."""
    from comention import pipeline

    made = pipeline.amend(output, edit, dry=dry)
    if not made.changes:
        say(f"{made.file} already says so; nothing changed")
        return
    for line in (*made.changes.splitlines(), *concerned):
        say(line)
    if made.after:
        before, after = made.before, made.after
        say(f"entities: {before['entities']:,} before, {after.entities:,} now")
        say(f"links: {before['links']:,} before, {after.links:,} now")


COMMANDS = (review, merge, split, rename, retype, ignore, relation, correct, watchlist)
