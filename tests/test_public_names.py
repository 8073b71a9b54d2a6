"""What `import understudy` promises."""

from importlib.metadata import version

import understudy


def test_the_public_names_are_these() -> None:
    assert understudy.__all__ == ["__version__"]


def test_every_public_name_is_there() -> None:
    assert all(hasattr(understudy, name) for name in understudy.__all__)


def test_the_version_is_that_of_the_distribution() -> None:
    assert understudy.__version__ == version("understudy")
