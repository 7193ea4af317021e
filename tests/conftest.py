"""Fixtures stand in tests/fixtures, one noun a file."""

pytest_plugins = [
    "tests.fixtures.clock",
    "tests.fixtures.database",
    "tests.fixtures.dice",
    "tests.fixtures.emulator",
    "tests.fixtures.feed_server",
    "tests.fixtures.house",
    "tests.fixtures.running",
]
