/* Makes the letters of a page smaller until all of it is on the page. */
for (const page of document.querySelectorAll('article')) {
  const whole = parseFloat(getComputedStyle(page).fontSize);
  const parts = [page, ...page.querySelectorAll('.part, .head > *, td, th')];
  const over = () => parts.some(part => part.scrollHeight > part.clientHeight + 1 || part.scrollWidth > part.clientWidth + 1);
  for (let scale = 0.95; scale > 0.3 && over(); scale -= 0.05) page.style.fontSize = whole * scale + 'px';
}
