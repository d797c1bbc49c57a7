"""The command-line options of settings, made from their declarations, under the headings of their groups."""

from collections.abc import Callable, Iterable
from typing import Any

import click

from comention.config import FILTERS, RENAMED, SETTINGS, Group, Setting

_GROUPS = list(Group)


class SettingsCommand(click.Command):
    """A command whose help lists the options of settings under the headings of their groups."""

    def sections(self, ctx: click.Context) -> dict[str, list[tuple[str, str]]]:
        """Return the options under each heading, with their help."""
        sections: dict[str, list[tuple[str, str]]] = {"Options": []}
        for parameter in self.get_params(ctx):
            if isinstance(parameter, click.Option) and (record := parameter.get_help_record(ctx)):
                heading = SETTINGS[parameter.name].group if parameter.name in SETTINGS else "Options"
                sections.setdefault(heading, []).append(record)
        return sections

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each heading with its options."""
        for heading, records in self.sections(ctx).items():
            with formatter.section(heading):
                formatter.write_dl(records)


def with_settings(names: Iterable[str] = SETTINGS) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator that adds the options of settings to a command, group by group."""
    chosen = sorted((SETTINGS[name] for name in names), key=lambda setting: _GROUPS.index(setting.group))
    options = [_option(setting) for setting in chosen]
    options += [_option(SETTINGS[new], old) for old, new in RENAMED.items() if SETTINGS[new] in chosen]

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def _option(setting: Setting, old: str | None = None) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return the option of a setting. The one for an `old` name still works, but help does not show it."""
    plain = setting.default is not None and setting.kind.option in (int, float, str)
    usual = setting.usual or (setting.default if plain else None)
    attributes: dict[str, Any] = {
        "help": setting.help if usual is None else f"{setting.help} [default: {usual}]",
        "metavar": setting.metavar,
        "hidden": old is not None,
    }
    if setting.kind.option is bool:
        attributes |= {"is_flag": True, "flag_value": not setting.default, "default": None}
    elif setting.kind.option is tuple:
        attributes |= {"multiple": True}
    else:
        attributes |= {"type": _separated if setting.kind.option is list else setting.kind.option}
    name = old or setting.name
    return click.option(f"--{(old or setting.option or name).replace('_', '-')}", name, **attributes)


def _separated(value: str) -> list[str]:
    return [part.strip() for part in value.split(",")]


with_filters = with_settings(FILTERS)
