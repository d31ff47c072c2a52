"""Web: base pages, components, tokens, the navigation register and what a refused visitor sees."""
