"""understudy: a stand-in for the Claude Messages API, on localhost, playing YAML scenarios."""

from importlib.metadata import version
from typing import Final

__version__: Final = version("understudy")

__all__ = ["__version__"]
