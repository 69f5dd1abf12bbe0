"""A value of an object that is worked out when first asked for, without a lock.

``functools.cached_property`` of Python 3.11 holds one lock for all objects of a class while it computes: a paper of two
thousand households being filled on one thread would keep a preview on another waiting for seconds.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload

ValueT = TypeVar("ValueT")


class lazily(Generic[ValueT]):  # used as a decorator, like property
    """Computes once for each object; two threads that ask one object at the same moment may both compute."""

    def __init__(self, compute: Callable[[Any], ValueT]) -> None:
        self.compute, self.name = compute, compute.__name__
        self.__doc__ = compute.__doc__

    @overload
    def __get__(self, owner: None, kind: type) -> Self: ...
    @overload
    def __get__(self, owner: object, kind: type) -> ValueT: ...
    def __get__(self, owner: object | None, kind: type) -> Self | ValueT:
        if owner is None:
            return self
        # From now on the value stands in the object itself and this is not asked again.
        value = owner.__dict__[self.name] = self.compute(owner)
        return value
