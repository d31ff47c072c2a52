// Lists visible texts set smaller than `least` px.
(least) => {
  const faults = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const around = text.parentElement;
    if (!text.data.trim() || around.closest("script, .sr, .chart, svg") || !around.checkVisibility({ visibilityProperty: true })) continue;
    const size = parseFloat(getComputedStyle(around).fontSize);
    if (size < least) faults.push(`“${text.data.trim().slice(0, 20)}” ${size} px`);
  }
  return faults;
}
