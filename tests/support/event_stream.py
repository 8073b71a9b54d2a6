"""A parser of event streams, written down from the HTML standard: https://html.spec.whatwg.org/#event-stream-interpretation"""

import re
from dataclasses import dataclass, field


@dataclass
class Message:
    """What a browser would dispatch, with the fields that say something else."""

    event: str = "message"
    data: str = ""
    others: dict[str, str] = field(default_factory=dict)


def parsed(body: bytes) -> list[Message]:
    """The messages of a body. One that no blank line ends is not dispatched."""
    lines = re.split("\r\n|\n|\r", body.decode().removeprefix("\ufeff"))[:-1]
    messages = []
    data: list[str] = []
    message = Message()
    for line in lines:
        if not line:
            if data:
                message.data = "\n".join(data)
                messages.append(message)
            data, message = [], Message()
            continue
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "data":
            data.append(value)
        elif name == "event":
            message.event = value
        elif name:
            message.others[name] = value
    return messages
