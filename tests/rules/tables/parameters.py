"""The small members of a request that have conditions of their own."""

from typing import Final

from tests.rules.cases import OPUS, Asked, Refused, Table, ask, user

EMAIL: Final = "metadata.user_id: user_id appears to contain an email address"
STOP: Final = "stop_sequences: each stop sequence must contain non-whitespace"


def falling_back(*models: str) -> Asked:
    return ask(
        model="claude-fable-5",
        betas="server-side-fallback-2026-07-01",
        fallbacks=[{"model": model} for model in models],
    )


TABLES: Final = {
    "user_id": Table(
        refuses=tuple(
            Refused(ask(metadata={"user_id": id_}), EMAIL, "metadata-email")
            for id_ in ("test@example.com", "user Ada.Lovelace+1@mail.example.org", "<a-b@c-d.example>")
        ),
        accepts=(
            ask(metadata={"user_id": "13803d75-b4b5-4c3e-b2a2-6f21399b021b"}),
            ask(metadata={"user_id": "ada@home"}),
            ask(metadata={"user_id": "@example.com"}),
            ask(metadata={"user_id": ""}),
            ask(metadata={"user_id": None}),
            ask(metadata=None),
        ),
    ),
    "stop_sequences": Table(
        refuses=tuple(
            Refused(ask(stop_sequences=sequences), STOP, "stop-seq-whitespace")
            for sequences in (["   "], ["\n"], [""], ["END", "\t"])
        ),
        accepts=(
            ask(stop_sequences=["END"]),
            ask(stop_sequences=["\n\nHuman:"]),
            ask(stop_sequences=[]),
            ask(stop_sequences=None),
            ask(user(" Hi\n"), stop_sequences=[" x "], model=OPUS),
        ),
    ),
    "fallbacks": Table(
        refuses=(
            Refused(
                falling_back("claude-opus-5", "claude-opus-4-8", "claude-opus-5"),
                "fallbacks.2.model: 'claude-opus-5' is listed more than once",
            ),
            Refused(
                falling_back("claude-opus-5", "claude-opus-5"),
                "fallbacks.1.model: 'claude-opus-5' is listed more than once",
            ),
        ),
        accepts=(
            falling_back("claude-opus-5"),
            falling_back("claude-opus-5", "claude-opus-4-8", "claude-sonnet-5"),
            ask(model="claude-fable-5", betas="server-side-fallback-2026-07-01", fallbacks="default"),
            falling_back(),
        ),
    ),
}
