"""What a generator cannot make up: signed tickets, receipts that were given, codes with
their check character. `cargo xtask fuzz api` writes them; a schema asks by its `format`."""

import json
import os

import schemathesis
from hypothesis import strategies

with open(os.environ["HAOCHAPING_EXAMPLES"], encoding="utf-8") as file:
    for name, values in json.load(file).items():
        schemathesis.openapi.format(name, strategies.sampled_from(values))


@schemathesis.serializer("text/plain")
def json_as_text(context, value):
    """A page that is being closed sends its JSON as text."""
    return value if isinstance(value, (bytes, str)) else json.dumps(value)
