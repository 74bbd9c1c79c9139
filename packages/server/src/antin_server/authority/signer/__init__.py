"""The process that holds the CA keys: takes orders, checks each for itself, signs, keeps its own journal."""
