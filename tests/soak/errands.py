"""What good clients ask for, one errand after the other."""

from collections.abc import Mapping
from typing import Final

from tests.support.messages import HELLO, WEATHER_TOOL, body

from .asking import Asking

_CALL: Final = {"type": "tool_use", "id": "toolu_01A09q90qw90lq917835lq9", "name": "get_weather", "input": {}}
_RESULT: Final = {"type": "tool_result", "tool_use_id": _CALL["id"], "content": "Rain"}
_LOOP: Final = [
    HELLO["messages"][0],
    {"role": "assistant", "content": [_CALL]},
    {"role": "user", "content": [_RESULT]},
]
_LONG_PROMPT: Final = [
    {"type": "text", "text": "The tide comes in twice a day. " * 200, "cache_control": {"type": "ephemeral"}}
]
_GZIP: Final = {"accept-encoding": "gzip", "x-understudy-wire": "gzip=accepted"}
_THINKING: Final = {"type": "enabled", "budget_tokens": 1024}

STREAM: Final = body(stream=True)
CALLING: Final = body(stream=True, tools=[WEATHER_TOOL])
THOUGHTFUL: Final = body(stream=True, tools=[WEATHER_TOOL], thinking=_THINKING, max_tokens=4096)

ERRANDS: Final[Mapping[str, tuple[Asking, ...]]] = {
    "a stream at a pace": (Asking("steady", STREAM),),
    "thinking and a tool at a pace": (Asking("laborious", THOUGHTFUL),),
    "a stream at once": (Asking("hello", STREAM),),
    "a long stream": (Asking("huge-text", STREAM),),
    "a stream that flows": (Asking("large", STREAM),),
    "a stream in small writes": (Asking("steady", STREAM, {"x-understudy-wire": "write=bytes:500"}),),
    "a gzipped stream": (Asking("steady", STREAM, _GZIP),),
    "a gzipped plain answer": (Asking("huge-text", headers=_GZIP),),
    "a plain answer": (Asking("hello"),),
    "a plain answer that flows": (Asking("large"),),
    "a tool's input": (Asking("tool-with-large-input", CALLING),),
    "a tool loop": (
        Asking("tool-loop", CALLING),
        Asking("tool-loop", body(stream=True, tools=[WEATHER_TOOL], messages=_LOOP)),
    ),
    "an improvisation": (Asking("improv", THOUGHTFUL),),
    "retries": (Asking("flaky"), Asking("flaky"), Asking("flaky", STREAM)),
    "an error in the stream, and a retry": (
        Asking("overloaded-mid-stream", STREAM),
        Asking("overloaded-mid-stream", STREAM),
    ),
    "a prompt that is cached": (Asking("hello", body(system=_LONG_PROMPT)), Asking("hello", body(system=_LONG_PROMPT))),
    "a count of tokens": (Asking(body=body(max_tokens=None), path="/v1/messages/count_tokens"),),
    "a request that is not whole": (Asking("hello", body(max_tokens=None)),),
    "a request that is no JSON": (Asking("hello", b'{"model": '),),
    "a request without a key": (Asking("hello", headers={"x-api-key": None}),),
    "a model nobody knows": (Asking("hello", body(model="claude-unknown")),),
    "a scenario nobody knows": (Asking("unknown"),),
    "a path nobody knows": (Asking(path="/v1/unknown"),),
    "the wrong method": (Asking(body=None, method="GET"),),
}
"""Several requests of an errand are asked in a session of their own: what the second gets depends on the first."""

STATUSES: Final[Mapping[str, tuple[int, ...]]] = {
    "retries": (529, 529, 200),
    "a request that is not whole": (400,),
    "a request that is no JSON": (400,),
    "a request without a key": (401,),
    "a model nobody knows": (404,),
    "a scenario nobody knows": (404,),
    "a path nobody knows": (404,),
    "the wrong method": (405,),
}
"""How the answers to an errand begin where not all are 200."""
