"""An installation that nobody has set up yet: one page, opened with a code from the console, and once only."""
