"""The signatures and data that scenarios write out themselves."""

from pathlib import Path

from understudy.library import Library

SCENARIO = r"""
faults:
  - {at: {event: 2}, do: {event: {type: odd, delta: {type: signature_delta, signature: ZmF1bHQ=}}}}
turns:
  - reply:
      - {thinking: Hm., signature: c2ln}
      - {thinking: Hm., signature: [cGFy, dHM=]}
      - {thinking: Hm.}
      - {thinking: Hm., signature: none}
      - redacted_thinking: ZGF0YQ==
      - redacted_thinking: auto
      - server_tool_use: web_search
      - web_search_tool_result:
          - {title: A, url: "https://a", encrypted_content: ZW5j}
          - {title: B, url: "https://b"}
      - text: So
        citations: [{type: web_search_result_location, encrypted_index: aW5k}, {type: char_location}]
      - code_execution_tool_result: {type: encrypted_code_execution_result, encrypted_stdout: b3V0}
      - block: {type: thinking, thinking: "", signature: ""}
        deltas: [{type: signature_delta, signature: YmxvY2s=}]
      - event: {type: content_block_delta, index: 0, delta: {type: signature_delta, signature: ZXZlbnQ=}}
  - transcript: recorded.sse
"""
RECORDED = b'data: {"delta":{"type":"signature_delta","signature":"cmVj"}}\n\ndata: {"block":{"data": "cmVk"}}\n\n'


def test_the_literals_of_every_scenario_and_transcript_are_known(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(SCENARIO)
    (tmp_path / "recorded.sse").write_bytes(RECORDED)

    library = Library.load([tmp_path], with_shipped=False)

    assert library.literals() == {
        "c2ln", "cGFydHM=", "ZGF0YQ==", "ZW5j", "aW5k", "b3V0", "YmxvY2s=", "ZXZlbnQ=", "ZmF1bHQ=", "cmVj", "cmVk"
    }  # fmt: skip
