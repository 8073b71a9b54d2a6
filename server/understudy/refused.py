"""Refused: how a command ends where something is wrong."""

import gc

import click

from .errors import UnderstudyError


class Refused(click.ClickException):
    """An error a user meets: its text, without a traceback, and exit code 1. Indented lines quote others."""

    def show(self, file: object = None) -> None:  # noqa: ARG002  # click's signature
        for line in self.message.splitlines():
            told = line if line.startswith(" ") else f"{click.style('error:', fg='red')} {line}"
            click.echo(told, err=True)


class Misused(Refused):
    """The same where exit code 1 means something else."""

    exit_code = 2


class Commands(click.Group):
    """A group whose commands end in one clear line where something is wrong."""

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except UnderstudyError as error:
            raise Refused(str(error)) from None
        finally:
            gc.enable()
