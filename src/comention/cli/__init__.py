"""What is typed in, calls of the library out, and one line about what came of it."""

import signal
import sys
from typing import NoReturn

import click

from comention import __version__
from comention.cli import asking, correcting, explaining, making
from comention.cli.parts import say
from comention.cli.progress import Interruption
from comention.errors import ComentionError, SettingError

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
      comention show NAME               who is that, with whom, and where does it say so?
      comention export --format mentions
                                        write it in another format, without reading again

    Everything stays on this machine. 'comention COMMAND --help' tells more about each command.

    The exit code is 0 if all went well, 1 for a failure, 2 for a wrong call, 130 after Ctrl-C.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@comention.command(short_help="Make the Tab key complete commands and options.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the lines that make the Tab key complete commands, options and formats in a shell.

    \b
    Examples:
      comention completion bash >> ~/.bashrc
      comention completion zsh >> ~/.zshrc
      comention completion fish > ~/.config/fish/completions/comention.fish
    """
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    assert script
    click.echo(script(comention, {}, "comention", "_COMENTION_COMPLETE").source())


for module in (making, asking, explaining, correcting):
    for command in module.COMMANDS:
        comention.add_command(command)


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
            command = next((word for word in sys.argv[1:] if word in comention.commands), "generate")
            _fail(f"{error} ('comention {command} --help' tells more)", 2)
        case click.ClickException() | ComentionError():
            _fail(str(error), 1)
    raise error


def _fail(message: str, status: int) -> NoReturn:
    say(f"comention: {message}")
    sys.exit(status)
