"""Requests that have not the API's shape, and near misses that have; the table of the rule `request_schema`."""
