"""The rooms that touch the world: files, key stores, the network."""
