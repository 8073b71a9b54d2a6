"""Names: what the templates of a scenario may name, for one request."""

from dataclasses import dataclass

from ..api.request import Request


@dataclass(frozen=True, slots=True)
class Names:
    """The values of the names at one attempt at a request."""

    request: Request
    attempt: int

    def value(self, name: str) -> str:
        """The value of a name that the loader has let pass; an empty string where the request has none."""
        kind, _, key = name.partition(".")
        match kind:
            case "request":
                return self.request.model
            case "last_user_text":
                return self.request.last_user_text
            case "tool_result":
                return self.request.tool_results.get(key, "")
            case "attempt":
                return str(self.attempt)
            case "turn":
                return str(self.request.turn)
            case "input_tokens":
                return str(self.request.input_tokens)
            case "retry_count":
                return "" if self.request.retry_count is None else str(self.request.retry_count)
            case _:
                return self.request.headers.get(key.lower(), "")
