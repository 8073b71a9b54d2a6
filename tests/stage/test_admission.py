"""How strictly requests are checked: strict, warn and off, one key or any, known models or all."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.support.messages import Json, body, post
from tests.support.raw import Exchange, exchange
from tests.support.sse import events
from understudy.admission import Policy
from understudy.app import create_app
from understudy.library import Library
from understudy.server import serve

Serving = Callable[..., str]

BROKEN: dict[str, Json] = {
    "anthropic_version": {"headers": {"anthropic-version": "1999-01-01"}},
    "request_schema": {"temperature": "hot"},
    "model": {"model": "my-model"},
}
"""A request that breaks each of these, and nothing else."""


@pytest.fixture
def serving() -> Iterator[Serving]:
    with ExitStack() as servers:

        def serving(**policy: Any) -> str:
            return servers.enter_context(serve(create_app(Library.load([]), policy=Policy(**policy)))).url

        yield serving


def sent(url: str, broken: Json, **headers: str) -> Exchange:
    members = dict(broken)
    return post(url, body(**{k: v for k, v in members.items() if k != "headers"}), headers={
        **members.get("headers", {}), **headers,
    })  # fmt: skip


def journal(url: str, session: str | None = None) -> list[Json]:
    query = f"?session={session}" if session else ""
    answer = exchange(f"{url}/_understudy/journal{query}", b"", {}, method="GET")
    entries: list[Json] = answer.json["entries"]
    return entries


@pytest.mark.parametrize("rule", BROKEN)
def test_strict_refuses_and_names_the_rule(serving: Serving, rule: str) -> None:
    answer = sent(serving(strictness="strict"), BROKEN[rule])

    assert answer.status in (400, 404)
    assert answer.header("x-understudy-rule") == rule


@pytest.mark.parametrize("rule", BROKEN)
def test_warn_plays_on_and_names_the_rule(serving: Serving, rule: str) -> None:
    url = serving(strictness="warn")
    answer = sent(url, BROKEN[rule])

    assert answer.status == 200
    assert answer.header("x-understudy-rule") == rule
    assert journal(url)[-1]["rule"] == rule
    assert journal(url)[-1]["status"] == 200


@pytest.mark.parametrize("rule", BROKEN)
def test_off_plays_on_and_looks_at_nothing(serving: Serving, rule: str) -> None:
    url = serving(strictness="off")
    answer = sent(url, BROKEN[rule])

    assert answer.status == 200
    assert answer.header("x-understudy-rule") is None
    assert journal(url)[-1]["rule"] is None


@pytest.mark.parametrize(("server", "asked", "status"), [("strict", "off", 200), ("off", "strict", 400)])
def test_a_request_says_for_itself_how_strictly_it_is_checked(
    serving: Serving, server: str, asked: str, status: int
) -> None:
    url = serving(strictness=server)

    assert sent(url, BROKEN["request_schema"], **{"x-understudy-validate": asked}).status == status


def test_a_strictness_that_is_none_is_refused_in_one_line(stage: str) -> None:
    answer = sent(stage, {}, **{"x-understudy-validate": "maybe"})

    assert answer.status == 400
    assert answer.json["error"]["message"] == (
        "x-understudy-validate: 'maybe' is unknown: expected `strict`, `warn` or `off`"
    )


@pytest.mark.parametrize("strictness", ["warn", "off"])
@pytest.mark.parametrize("raw", [b"{", b"[]", b'{"model": "claude-haiku-4-5"}', b'{"messages": []}'])
def test_what_cannot_be_played_is_refused_however_leniently_it_is_checked(
    serving: Serving, strictness: str, raw: bytes
) -> None:
    answer = post(serving(strictness=strictness), raw)

    assert answer.status == 400
    assert answer.json["error"]["type"] == "invalid_request_error"


def test_one_key_is_let_in_where_one_is_asked_for(serving: Serving) -> None:
    url = serving(api_key="sk-ant-mine")

    def asked(**headers: str | None) -> tuple[int, str | None]:
        answer = post(url, body(), headers=headers)
        return answer.status, answer.json.get("error", {}).get("message")

    assert asked(**{"x-api-key": "sk-ant-mine"}) == (200, None)
    assert asked(**{"x-api-key": None, "authorization": "Bearer sk-ant-mine"}) == (200, None)
    assert asked(**{"x-api-key": "sk-ant-other"}) == (401, "API key is invalid.")
    assert asked(**{"x-api-key": "other"}) == (401, "invalid x-api-key")
    assert asked(**{"x-api-key": None}) == (401, "x-api-key header is required")


def test_private_model_names_are_let_in_where_the_server_says_so(serving: Serving) -> None:
    answer = sent(serving(unknown_models=True), BROKEN["model"])

    assert (answer.status, answer.json["model"]) == (200, "my-model")


def test_the_journal_says_what_was_asked_and_answered_but_neither_key_nor_content(stage: str, base_url: str) -> None:
    session = base_url.rpartition("/")[2]
    seen = post(base_url, body(stream=True, messages=[{"role": "user", "content": "a secret"}]), scenario="hello")
    post(base_url, body(max_tokens=-1))

    played, refused = journal(stage, session)
    assert played == {
        "at": played["at"],
        "method": "POST",
        "path": f"/session/{session}/v1/messages",
        "session": session,
        "model": "claude-sonnet-4-5",
        "stream": True,
        "scenario": "hello",
        "status": 200,
        "request_id": played["request_id"],
        "rule": None,
        "finding": None,
        "faults": [],
        "retry_count": None,
        "connection": played["connection"],
        "request": 1,
        "bytes": len(seen.raw),
        "events": len(events(seen.body)),
        "ended": "finished",
        "after": played["after"],
    }
    assert (refused["status"], refused["rule"], refused["finding"]) == (
        400,
        "request_schema",
        "max_tokens: must be greater than or equal to 0",
    )
    assert "secret" not in json.dumps([played, refused])
    assert "sk-ant-test" not in json.dumps([played, refused])


def test_the_journal_tells_sessions_apart(stage: str, base_url: str) -> None:
    post(f"{base_url}-one", body())

    assert [entry["session"] for entry in journal(stage, f"{base_url.rpartition('/')[2]}-one")] == [
        f"{base_url.rpartition('/')[2]}-one"
    ]
    assert journal(stage, "nobody-was-here") == []
