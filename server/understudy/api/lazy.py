"""Lazy: an attribute that is worked out when it is first asked for."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Owner = TypeVar("Owner")
Value = TypeVar("Value")


class lazy(Generic[Owner, Value]):  # noqa: N801  # a decorator, as property is
    """As `functools.cached_property`, but without the lock that one takes before Python 3.12: for one thread."""

    def __init__(self, work: Callable[[Owner], Value]) -> None:
        self._work = work
        self._name = work.__name__
        self.__doc__ = work.__doc__

    @overload
    def __get__(self, instance: None, owner: Any) -> "lazy[Owner, Value]": ...
    @overload
    def __get__(self, instance: Owner, owner: Any) -> Value: ...
    def __get__(self, instance: Owner | None, owner: Any) -> "Value | lazy[Owner, Value]":
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._work(instance)
        return value
