"""Arguments: what several commands take, and what click does not know: a command behind `--`, durations."""

from pathlib import Path
from typing import Final

import click

PATHS: Final = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
FAULTS: Final = click.option(
    "--fault",
    "faults",
    multiple=True,
    metavar="FAULT",
    help="What goes wrong, such as reset@event:5 or error=overloaded_error@after_block:0; may be given again.",
)
WIRE: Final = click.option(
    "--wire",
    metavar="WIRE",
    help="How replies are spelled and delivered, such as eol=crlf,write=bytes:7,gzip=accepted.",
)


class WithCommand(click.Command):
    """A command that runs another, which follows `--` and is given as the argument ``command``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        end = args.index("--") if "--" in args else len(args)
        rest = super().parse_args(ctx, args[:end])
        ctx.params["command"] = tuple(args[end + 1 :])
        return rest

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        return [*super().collect_usage_pieces(ctx), "-- COMMAND..."]


class Duration(click.ParamType[float]):
    """A duration as scenarios say it, in seconds."""

    name = "duration"

    def convert(self, value: str | float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        from .scenario.values import seconds

        try:
            number = isinstance(value, str) and value.replace(".", "", 1).isdecimal()
            return seconds(float(value) if number else value)
        except ValueError as error:
            self.fail(f"{value!r} is not {error}", param, ctx)


DURATION: Final = Duration()
