"""Home, search, the desk of each person, and the pages for errors."""
