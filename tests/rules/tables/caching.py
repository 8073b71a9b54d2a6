"""Caching: how many blocks are marked, for how long, and which may not be."""

from typing import Any, Final

from tests.rules.cases import Refused, Table, ask, assistant, text, tool, tool_result, tool_use, user

FIVE: Final = {"type": "ephemeral"}
HOUR: Final = {"type": "ephemeral", "ttl": "1h"}
TTL = "a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block."


def kept(said: str = "Hi", marker: Any = FIVE) -> dict[str, Any]:
    return text(said, cache_control=marker)


def called(*content: Any, **members: Any) -> tuple[dict[str, Any], ...]:
    """A conversation in which a tool is called."""
    return user("Hi"), assistant(tool_use()), user(tool_result(content=list(content), **members))


TOOLS: Final[dict[str, Any]] = {"tools": [tool(cache_control=FIVE)]}

TABLES: Final = {
    "cache_empty_text": Table(
        refuses=(
            Refused(
                ask(system=[kept("")]),
                "system.0: cache_control cannot be set for empty text blocks",
                "cache-empty-text-system",
            ),
            Refused(
                ask(user("Hi", kept(""))),
                "messages.0.content.1.text: cache_control cannot be set for empty text blocks",
                "cache-empty-text-message",
            ),
            Refused(
                ask(user("Hi"), user(kept(""))),
                "messages.0.content.1.text: cache_control cannot be set for empty text blocks",
                "cache-empty-text-message",
            ),
            Refused(
                ask(*called(text("Sunny"), kept("")), tools=[tool()]),
                "messages.2.content.0.tool_result.content.1.text: cache_control cannot be set for empty text blocks",
            ),
            Refused(
                ask(user("Hi", kept("")), counting=True),
                "messages.0.content.1.text: cache_control cannot be set for empty text blocks",
                "cache-empty-text-message",
            ),
        ),
        accepts=(
            ask(system=[text("")]),
            ask(system=[text("", cache_control=None)]),
            ask(user(kept("x"))),
            ask(*called(text("")), tools=[tool()]),
            ask(*called(cache_control=FIVE), tools=[tool()]),
        ),
    ),
    "cache_automatic_lifetime": Table(
        refuses=(
            Refused(
                ask(user(kept()), cache_control=HOUR),
                "cache_control.ttl: the last block already has a ttl='5m' cache_control block.",
            ),
            Refused(
                ask(user(kept("Hi", HOUR)), cache_control={"type": "ephemeral", "ttl": "5m"}),
                "cache_control.ttl: the last block already has a ttl='1h' cache_control block.",
            ),
        ),
        accepts=(
            ask(user(kept()), cache_control=FIVE),
            ask(user(kept("Hi", HOUR)), cache_control=HOUR),
            ask(user(kept("Hi", HOUR), "there"), cache_control=FIVE),
            ask(user(kept("Hi", None)), cache_control=HOUR),
            ask(user(kept("Hi", HOUR)), cache_control=None),
        ),
    ),
    "cache_marker_count": Table(
        refuses=(
            Refused(
                ask(user(*[kept()] * 5)),
                "A maximum of 4 blocks with cache_control may be provided. Found 5.",
                "cache-max-4",
            ),
            Refused(
                ask(user(kept(), kept()), system=[kept(), kept()], **TOOLS),
                "A maximum of 4 blocks with cache_control may be provided. Found 5.",
                "cache-max-4",
            ),
            Refused(
                ask(*called(kept(), kept(), cache_control=FIVE), system=[kept()], **TOOLS),
                "A maximum of 4 blocks with cache_control may be provided. Found 5.",
                "cache-max-4",
            ),
            Refused(
                ask(user(*[kept()] * 4, "Hi"), cache_control=FIVE),
                "A maximum of 4 blocks with cache_control may be provided. Found 5.",
                "cache-max-4",
            ),
            Refused(
                ask(user(kept()), assistant(kept(), kept(), kept()), user(kept(), kept()), counting=True),
                "A maximum of 4 blocks with cache_control may be provided. Found 6.",
                "cache-max-4",
            ),
        ),
        accepts=(
            ask(user(*[kept()] * 4)),
            ask(user(*[kept()] * 4, kept("Hi", None))),
            ask(user(*[kept()] * 4), cache_control=FIVE),
            ask(user(*[kept()] * 3, "Hi"), cache_control=FIVE),
            ask(*called(kept(), cache_control=FIVE), system=[kept()], **TOOLS),
        ),
    ),
    "cache_lifetime_order": Table(
        refuses=(
            Refused(
                ask(user(kept("Hi", HOUR)), system=[kept()]),
                f"messages.0.content.0.cache_control.ttl: {TTL}",
                "cache-ttl-order",
            ),
            Refused(
                ask(user(kept("Hi", HOUR), kept(), kept("Hi", HOUR))),
                f"messages.0.content.2.cache_control.ttl: {TTL}",
                "cache-ttl-order",
            ),
            Refused(ask(system=[kept("Hi", HOUR)], **TOOLS), f"system.0.cache_control.ttl: {TTL}"),
            Refused(ask(user("Hi"), system=[kept()], cache_control=HOUR), f"cache_control.ttl: {TTL}"),
            Refused(
                ask(*called(kept(), kept("Hi", HOUR)), tools=[tool()]),
                f"messages.2.content.0.tool_result.content.1.cache_control.ttl: {TTL}",
            ),
        ),
        accepts=(
            ask(user(kept()), system=[kept("Hi", HOUR)]),
            ask(user(kept("Hi", HOUR)), system=[kept("Hi", HOUR)], tools=[tool(cache_control=HOUR)]),
            ask(user(kept("Hi", HOUR), "there"), cache_control=FIVE),
            ask(user(kept("Hi", HOUR)), system=[kept("Hi", None)]),
            ask(user(kept("Hi", HOUR)), assistant("Hello"), user(kept())),
        ),
    ),
}
