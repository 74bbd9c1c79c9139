"""What people want to see of cases; nothing here writes."""
