"""understudy: a stand-in for the Claude Messages API."""
