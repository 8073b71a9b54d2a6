"""A lazy attribute is worked out once, when it is first asked for."""

from understudy.api.lazy import lazy


class Sum:
    def __init__(self, *numbers: int) -> None:
        self.numbers = numbers
        self.asked: list[str] = []

    @lazy
    def total(self) -> int:
        """What the numbers come to."""
        self.asked.append("total")
        return sum(self.numbers)


def test_it_is_worked_out_once_for_each_object() -> None:
    one, other = Sum(1, 2), Sum(3)

    assert one.asked == []
    assert (one.total, one.total, other.total) == (3, 3, 3)
    assert (one.asked, other.asked) == (["total"], ["total"])


def test_on_the_class_it_is_itself_and_says_what_it_is_for() -> None:
    assert isinstance(Sum.total, lazy)
    assert Sum.total.__doc__ == "What the numbers come to."
