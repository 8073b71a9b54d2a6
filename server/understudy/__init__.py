"""understudy: a stand-in for the Claude Messages API, on localhost, playing YAML scenarios."""

from typing import Final

__version__: Final = "0.1.0"

__all__ = ["__version__"]
