"""Pages of cases: parse, ask one service or selector, render."""
