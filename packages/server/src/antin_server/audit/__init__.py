"""What was done, by whom, when: append-only chains that show every later change."""
