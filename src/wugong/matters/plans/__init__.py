"""Plan documents (实施方案) on screen: kept, corrected, matched, checked, adopted as matters, followed."""
