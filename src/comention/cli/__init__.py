"""The command line: it turns what is typed into calls of the library, and reports failures in one line."""

import signal
import sys
from typing import NoReturn

import click

from comention import __version__
from comention.cli import asking, completing, correcting, explaining, making, serving
from comention.cli.parts import say
from comention.cli.progress import Interruption
from comention.cli.sections import Sections
from comention.errors import ComentionError, SettingError

_INTERRUPTED = 130
_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 80}


@click.group(cls=Sections, context_settings=_CONTEXT, invoke_without_command=True)
@click.version_option(__version__, prog_name="comention", message="%(prog)s %(version)s")
@click.pass_context
def comention(context: click.Context) -> None:
    """Find the people, organizations and countries in your documents, and see who is mentioned together with whom.

    comention works out which names refer to the same entity, and links those that are mentioned
    together, by default in one sentence. Every link shows the sentences that it comes from.

    \b
    Examples:
      comention generate documents/       make the graph of all files in a folder
      comention open                      look at it in the browser
      comention show "Angela Merkel"      see who is mentioned with her, and where
      comention export --format gexf      write the graph for Gephi

    Your documents stay on this machine. For more about a command, type 'comention COMMAND --help'.

    The exit code is 0 for success, 1 for a failure, 2 for a mistake in the command line, and 130 after Ctrl-C.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for module in (making, serving, asking, explaining, correcting, completing):
    comention.add_section(module.GROUP, module.COMMANDS)


def main() -> NoReturn:
    """Run the command that was typed in, report a failure in one line, and exit with the status."""
    interruption = Interruption()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, interruption)
    try:
        comention.main(prog_name="comention", standalone_mode=False, obj=interruption)
    except (Exception, KeyboardInterrupt) as error:
        if interruption.status or isinstance(error, click.Abort | KeyboardInterrupt):
            status = interruption.status or _INTERRUPTED
            _fail("interrupted; to continue where it stopped, run the same command again", status)
        _explain_failure(error)
    sys.exit(0)


def _explain_failure(error: BaseException) -> NoReturn:
    """Report in one line what the user can fix; anything else is a bug of ours, and shows its traceback."""
    match error:
        case click.UsageError():
            path = error.ctx.command_path if error.ctx else "comention"
            _fail(f"{error.format_message()} (see '{path} --help')", 2)
        case SettingError():
            command = next((word for word in sys.argv[1:] if word in comention.commands), "generate")
            _fail(f"{error} (see 'comention {command} --help')", 2)
        case click.ClickException() | ComentionError():
            _fail(str(error), 1)
    raise error


def _fail(message: str, status: int) -> NoReturn:
    say(f"comention: {message}")
    sys.exit(status)
