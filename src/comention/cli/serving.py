"""The command that serves a folder: its page, alive."""

from pathlib import Path

import click

from comention.cli.parts import FOLDER, Former, is_typed, say
from comention.cli.sections import MAKE

GROUP = MAKE


@click.command(short_help="Work on the page: correct names, read on, add documents.")
@click.argument("folder", cls=Former, required=False)
@FOLDER
@click.option("--port", type=click.IntRange(1, 65535), metavar="N", help="The port to listen at. [default: a free one]")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="NAME",
    help="The address to listen at. With another one than the default, others on the network can reach the server.",
)
@click.option("--no-browser", is_flag=True, help="Do not open the browser.")
@click.option("--read-only", is_flag=True, help="Nothing can be corrected and nothing added.")
@click.option("--watch", multiple=True, metavar="FOLDER", help="Read what is in this folder, and what comes into it.")
def serve(
    folder: str | None,
    output: str,
    port: int | None,
    host: str,
    no_browser: bool,
    read_only: bool,
    watch: tuple[str, ...],
) -> None:
    """Serve the page of an output folder to the browser on this machine.

    What is corrected on the page is at once in comention.toml, in the graph and in all tabs. Sentences lead into their
    documents, and files that are dropped on the page are read.

    The address that is shown works once, in one browser; then another one is shown. Ctrl-C stops the server.

    \b
    Examples:
      comention serve
      comention serve -o case-12 --port 8000 --no-browser
      comention serve -o case-12 --read-only
      comention serve -o case-12 --watch inbox/
    """
    if folder is not None and is_typed("output"):
        raise click.UsageError(f"there are two folders: {folder}, and {output} behind -o")
    if read_only and watch:
        raise click.UsageError("--read-only and --watch exclude each other: what is read has to be kept")
    missing = [place for place in watch if not Path(place).is_dir()]
    if missing:
        raise click.BadParameter(f"{missing[0]}: there is no such folder", param_hint="'--watch'")
    if any(Path(place).resolve() == Path(folder or output).resolve() for place in watch):
        raise click.BadParameter("this is the output folder: watch another one", param_hint="'--watch'")
    from comention.serve.server import serve as run

    run(
        Path(folder or output),
        host=host,
        port=port or 0,
        browser=not no_browser,
        read_only=read_only,
        watched=[Path(place) for place in watch],
        say=say,
    )


COMMANDS = (serve,)
