"""The command that makes the Tab key complete what is typed in a shell."""

import click

from comention.cli.sections import SET_UP

GROUP = SET_UP


@click.command(short_help="Let the Tab key complete commands and options.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print a script that lets the Tab key complete commands, options and formats.

    Add it to the start-up file of your shell, and open a new terminal.

    \b
    Examples:
      comention completion bash >> ~/.bashrc
      comention completion zsh >> ~/.zshrc
      comention completion fish > ~/.config/fish/completions/comention.fish
    """
    from click.shell_completion import get_completion_class

    script = get_completion_class(shell)
    assert script
    click.echo(script(context.find_root().command, {}, "comention", "_COMENTION_COMPLETE").source())


COMMANDS = (completion,)
