"""Pages for signing a PDF and for checking any document: parse, ask one service or selector, render."""
