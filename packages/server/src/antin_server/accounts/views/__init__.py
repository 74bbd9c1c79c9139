"""Pages about oneself, people and agencies."""
