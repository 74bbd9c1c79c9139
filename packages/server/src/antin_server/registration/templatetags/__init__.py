"""Words and colours of cases in templates."""
