"""The command line: a thin door to the stage."""

import gc
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from . import __version__
from .arguments import DURATION, FAULTS, PATHS, WIRE, WithCommand
from .errors import UnderstudyError
from .refused import Commands, Misused

if TYPE_CHECKING:
    from .admission import Strictness
    from .fate import Order
    from .library import Unmatched

DEFAULT_PORT: Final = 8484

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for them would take a tenth of the start


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """A stand-in for the Claude Messages API: YAML scenarios, played as timed streams."""


@main.command()
@PATHS
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    default=DEFAULT_PORT,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="0 takes a free one.",
)
@click.option(
    "--speed",
    default=1.0,
    show_default=True,
    type=click.FloatRange(0),
    help="2 plays twice as fast, 0 at once.",
)
@click.option(
    "--unmatched",
    type=click.Choice(["improv", "refuse"]),
    help="What answers a request no scenario matches. [default: improv; refuse where PATHS are given]",
)
@click.option("--seed", default="0", show_default=True, help="What ids, padding and chance are made from.")
@click.option(
    "--validate",
    default="strict",
    show_default=True,
    type=click.Choice(["strict", "warn", "off"]),
    help="What happens to a request the API would refuse; warn notes it and plays on.",
)
@click.option(
    "--unknown-models",
    default="refuse",
    show_default=True,
    type=click.Choice(["refuse", "accept"]),
    help="What happens to model names the API does not know.",
)
@FAULTS
@WIRE
@click.option("--api-key", envvar="UNDERSTUDY_API_KEY", help="The only key that is let in. [default: any]")
def serve(
    paths: tuple[Path, ...],
    host: str,
    port: int,
    speed: float,
    unmatched: "Unmatched | None",
    seed: str,
    validate: "Strictness",
    unknown_models: str,
    faults: tuple[str, ...],
    wire: str | None,
    api_key: str | None,
) -> None:
    """Play the scenarios in PATHS beside the shipped ones."""
    gc.disable()  # nothing made at the start is garbage; `run` looks after it from then on
    from .admission import Policy
    from .app import create_app
    from .library import Library
    from .server import bind, run

    library = Library.load(paths, unmatched=unmatched)
    policy = Policy(validate, unknown_models == "accept", api_key)
    app = create_app(library, seed=seed, speed=speed, policy=policy, order=_ordered(faults, wire))
    socket = bind(host, port)
    run(app, socket, on_ready=lambda url: click.echo(f"understudy: listening on {url}"))


@main.command("list")
@PATHS
def list_(paths: tuple[Path, ...]) -> None:
    """List the scenarios, those in PATHS before the shipped ones."""
    from .library import Library

    plays = list(Library.load(paths).plays.values())
    width = max((len(play.name) for play in plays), default=0)
    for play in plays:
        click.echo(f"{click.style(play.name.ljust(width), bold=True)}  {play.description}".rstrip())


@main.command()
@click.argument("name")
@PATHS
@click.option("--turn", default=0, show_default=True, type=click.IntRange(0), help="Which of its turns.")
@click.option("--attempt", default=1, show_default=True, type=click.IntRange(1), help="Which attempt at it.")
@FAULTS
@WIRE
@click.option("--json", "as_json", is_flag=True, help="One JSON object a step.")
@click.option("--raw", is_flag=True, help="The bytes of the body, nothing else.")
def show(
    name: str,
    paths: tuple[Path, ...],
    turn: int,
    attempt: int,
    faults: tuple[str, ...],
    wire: str | None,
    as_json: bool,
    raw: bool,
) -> None:
    """Show the stream of the scenario NAME, with its times."""
    import shutil

    from .library import Library
    from .preview import rows, steps
    from .rehearsal import rehearse

    performance = rehearse(Library.load(paths), name, turn, attempt, _ordered(faults, wire))
    if raw:
        sys.stdout.buffer.write(performance.body)
    elif as_json:
        _echo_lines(json.dumps(step, ensure_ascii=False) for step in steps(performance))
    else:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 10_000
        _echo_lines(rows(performance, width))


@main.command(cls=WithCommand)
@click.argument("name")
@PATHS
@click.option("--only", multiple=True, metavar="GLOB", help="Only variants of such names; '*' is all.")
@click.option("--jobs", type=click.IntRange(1), help="How many run at once. [default: the number of processors]")
@click.option("--timeout", default="30s", show_default=True, type=DURATION, help="How long one run may take.")
@click.option("--list", "listing", is_flag=True, help="List the variants, and run none.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a variant.")
@click.option("--junit", type=click.Path(dir_okay=False, path_type=Path), help="Write JUnit's XML to this file.")
def sweep(
    name: str,
    paths: tuple[Path, ...],
    only: tuple[str, ...],
    jobs: int | None,
    timeout: float,
    listing: bool,
    as_json: bool,
    junit: Path | None,
    command: tuple[str, ...],
) -> None:
    """Run a client once for every way in which the stream of the scenario NAME can come or break off.

    COMMAND finds its base URL in ANTHROPIC_BASE_URL. The exit code is 1 where it does not do as it should.
    """
    from . import sweep as sweeps
    from .library import Library

    if not command and not listing:
        raise click.UsageError("Name the command to run, after `--`.")
    client = sweeps.Client(command, os.environ, timeout, jobs or os.cpu_count() or 1)
    audience = sweeps.Lines(click.echo) if as_json else sweeps.Table(click.echo)
    try:
        library = Library.load(paths)
        if listing:
            audience.listed(sweeps.planned(library, name, client, only))
            return
        audiences = (audience, sweeps.JUnit(junit, name)) if junit else (audience,)
        reports = sweeps.sweep(library, name, client, audiences, only)
    except UnderstudyError as error:
        raise Misused(str(error)) from None
    except KeyboardInterrupt:
        raise Misused("the sweep was broken off") from None
    if any(report.verdict == "FAILED" for report in reports):
        sys.exit(1)


@main.command()
@PATHS
def check(paths: tuple[Path, ...]) -> None:
    """Check scenario files without serving them."""
    from .library import Library

    if not paths:
        raise click.UsageError("Name at least one file or folder to check.")
    count = len(Library.load(paths, with_shipped=False).plays)
    click.echo(f"{count} scenario{'' if count == 1 else 's'}, no mistakes")


@main.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a rule.")
def rules(as_json: bool) -> None:
    """List the rules by which requests are refused, in the order of their checks."""
    from .rules import RULES

    if as_json:
        _echo_lines(json.dumps({"name": rule.name, "rule": rule.words, "source": rule.url}) for rule in RULES)
        return
    for rule in RULES:
        click.echo(f"{click.style(rule.name, bold=True)}\n  {rule.words}\n  {rule.url}")


@main.command()
def schema() -> None:
    """Print the JSON Schema of a scenario file, for editors."""
    from .scenario.schema import json_schema

    click.echo(json.dumps(json_schema(), indent=2))


@main.command()
def version() -> None:
    """Print the version."""
    click.echo(__version__)


def _ordered(faults: Iterable[str], wire: str | None) -> "Order":
    """What the options order of every reply."""
    from .fate import NOTHING

    order = NOTHING
    for fault in faults:
        order = order.fault(fault, "--fault")
    return order if wire is None else order.rewire(wire, "--wire")


def _echo_lines(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(line)


if __name__ == "__main__":
    main()
