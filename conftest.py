"""For every test of the repository."""

from hypothesis import settings

# No test waits for the clock; in CI the same examples each time, elsewhere new ones.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
