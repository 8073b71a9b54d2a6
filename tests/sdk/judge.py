"""The official Python SDK as a judge: what it makes of a scenario, streamed and plain, in one JSON form.

Imported by the tests for the newest SDK; run as a program, cases on stdin and verdicts on stdout, for an SDK in an
environment of its own.
"""

import asyncio
import json
import sys
import warnings
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import anthropic

Json = dict[str, Any]


def options(url: str, case: Json, way: str) -> Json:
    """What a client is made with; every way of asking is a session of its own, so attempts start anew."""
    return {
        "base_url": f"{url}/session/{case['judge']}-{case['scenario']}-{way}",
        "api_key": "sk-ant-test",
        "max_retries": case.get("retries", 0),
        "timeout": case["timeout"],
        "default_headers": {"x-understudy-scenario": case["scenario"], **case["headers"]},
    }


def verdict(url: str, case: Json) -> Json:
    """What the synchronous client makes of a case."""
    with anthropic.DefaultHttpxClient(verify=False) as http:
        plain = _plain(anthropic.Anthropic(http_client=http, **options(url, case, "plain")), case)
        streamed = _streamed(anthropic.Anthropic(http_client=http, **options(url, case, "stream")), case)
    return {"plain": plain, "stream": streamed}


def messages(client: Any, case: Json) -> Any:
    """The door of the SDK that knows what the scenario plays."""
    return client.beta.messages if case["beta"] else client.messages


def _plain(client: anthropic.Anthropic, case: Json) -> Json:
    try:
        message = messages(client, case).create(**case["request"])
    except Exception as error:  # whatever the SDK raises is the verdict
        return {"error": told(error)}
    return {"message": dumped(message)}


def _streamed(client: anthropic.Anthropic, case: Json) -> Json:
    text: list[str] = []
    stream: Any = None
    try:
        with messages(client, case).stream(**case["request"]) as stream:
            text.extend(stream.text_stream)
            message = stream.get_final_message()
    except Exception as error:  # whatever the SDK raises is the verdict
        return {"error": told(error), "text": "".join(text), "snapshot": snapshot(stream)}
    return {"message": dumped(message), "text": "".join(text)}


async def verdict_async(url: str, case: Json) -> Json:
    """What the asynchronous client makes of a case."""
    async with anthropic.DefaultAsyncHttpxClient(verify=False) as http:
        one = anthropic.AsyncAnthropic(http_client=http, **options(url, case, "plain-async"))
        other = anthropic.AsyncAnthropic(http_client=http, **options(url, case, "stream-async"))
        plain, streamed = await _plain_async(one, case), await _streamed_async(other, case)
    return {"plain": plain, "stream": streamed}


async def _plain_async(client: anthropic.AsyncAnthropic, case: Json) -> Json:
    try:
        message = await messages(client, case).create(**case["request"])
    except Exception as error:  # whatever the SDK raises is the verdict
        return {"error": told(error)}
    return {"message": dumped(message)}


async def _streamed_async(client: anthropic.AsyncAnthropic, case: Json) -> Json:
    text: list[str] = []
    stream: Any = None
    try:
        async with messages(client, case).stream(**case["request"]) as stream:
            async for piece in stream.text_stream:
                text.append(piece)  # noqa: PERF401  # what came before an error counts
            message = await stream.get_final_message()
    except Exception as error:  # whatever the SDK raises is the verdict
        return {"error": told(error), "text": "".join(text), "snapshot": snapshot(stream)}
    return {"message": dumped(message), "text": "".join(text)}


def told(error: Exception) -> Json:
    """An error as its class, and the status and type it carries."""
    body = getattr(error, "body", None)
    inner = body.get("error") if isinstance(body, dict) else None
    return {
        "class": type(error).__name__,
        "status": getattr(error, "status_code", None),
        "type": inner.get("type") if isinstance(inner, dict) else None,
    }


def snapshot(stream: Any) -> Json | None:
    """The message as far as it was accumulated."""
    try:
        return dumped(stream.current_message_snapshot)
    except (AssertionError, AttributeError):
        return None


def dumped(message: Any) -> Json:
    """A message's members as they were sent; a body that is no JSON, which the SDK hands on, as `body`."""
    if isinstance(message, str):
        return {"body": message}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # pydantic's, on block types this SDK does not know
        value: Json = json.loads(json.dumps(message.model_dump(mode="json", exclude_unset=True)))
    return value


def everything(url: str, cases: list[Json]) -> Json:
    """What every case comes to; those that fall silent a few side by side, because they wait for nothing else."""
    silent = [case for case in cases if case["silent"]]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        synchronous = {case["scenario"]: pool.submit(verdict, url, case) for case in silent}
        waited = {scenario: came.result() for scenario, came in synchronous.items()}
    return {
        scenario: {"synchronous": waited.get(scenario) or verdict(url, case), "asynchronous": came}
        for case, (scenario, came) in zip(cases, asyncio.run(_asynchronous(url, cases)).items(), strict=True)
    }


_AT_ONCE = 4


async def _asynchronous(url: str, cases: list[Json]) -> Json:
    free = asyncio.Semaphore(_AT_ONCE)

    async def waited(case: Json) -> Json:
        async with free:
            return await verdict_async(url, case)

    silent = [case for case in cases if case["silent"]]
    came = dict(zip([case["scenario"] for case in silent], await asyncio.gather(*map(waited, silent)), strict=True))
    return {case["scenario"]: came.get(case["scenario"]) or await verdict_async(url, case) for case in cases}


def at_once(url: str, cases: list[Json]) -> Json:
    """What each case comes to that says what it ``does``; eight side by side, because trying again takes its time."""
    with ThreadPoolExecutor(8) as pool:
        given = {case["scenario"]: pool.submit(_doing, url, case) for case in cases}
    return {scenario: verdict.result() for scenario, verdict in given.items()}


def _doing(url: str, case: Json) -> Json:
    with anthropic.DefaultHttpxClient(verify=False) as http:
        client = anthropic.Anthropic(http_client=http, **options(url, case, case["does"][-1]))
        return [DOINGS[doing](client, case) for doing in case["does"]][-1]


def _counted(client: anthropic.Anthropic, case: Json) -> Json:
    try:
        client.messages.count_tokens(model=case["request"]["model"], messages=case["request"]["messages"])
    except Exception as error:  # whatever the SDK raises is the verdict
        return {"error": told(error)}
    return {}


DOINGS = {"plain": _plain, "stream": _streamed, "count": _counted}
"""What a case can ask for, one after the other on one client."""


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    asked = json.load(sys.stdin)
    url, cases = asked["url"], asked["cases"]
    json.dump(at_once(url, cases) if "does" in cases[0] else everything(url, cases), sys.stdout)
