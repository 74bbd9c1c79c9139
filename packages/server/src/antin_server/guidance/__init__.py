"""Guidance, forms and software: the page of 2020, reborn."""
