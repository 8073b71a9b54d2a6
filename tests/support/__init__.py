"""What the tests bring with them: a raw client, an SSE splitter and a folder that are none of ours."""
