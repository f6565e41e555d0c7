(() => {
  const tabs = [...document.querySelectorAll('.tab')], links = [...document.querySelectorAll('nav a')];
  const find = document.getElementById('find'), bar = document.querySelector('nav .tabs');
  const fold = text => text.toLocaleLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  const show = tab => {
    tabs.forEach(t => { t.hidden = t !== tab; });
    links.forEach(a => a.hash === '#' + tab.id ? a.setAttribute('aria-current', 'true') : a.removeAttribute('aria-current'));
    const current = document.querySelector('nav [aria-current]');
    if (current) bar.scrollLeft = current.offsetLeft - bar.offsetLeft - 48;
  };
  const filter = () => {
    const word = fold(find.value.trim());
    const fits = node => !word || fold(node.textContent).includes(word);
    tabs.forEach(tab => {
      tab.querySelectorAll('.week').forEach(w => { w.hidden = ![w.querySelector('h3'), w.querySelector('.about')].some(fits); });
      tab.querySelectorAll('.why').forEach(one => { one.hidden = !fits(one); });
      tab.querySelectorAll('.sheet:not(.poster) tbody tr').forEach(row => { row.hidden = !fits(row); });
      tab.querySelectorAll('.poster td span').forEach(name => { name.classList.toggle('hit', !!word && fits(name)); });
      tab.querySelectorAll('.index li').forEach((li, i) => { li.hidden = tab.querySelectorAll('.week')[i].hidden; });
    });
    const open = tabs.find(t => !t.hidden);
    const found = t => t.querySelector('.week:not([hidden]), .why:not([hidden]), .sheet:not(.poster) tbody tr:not([hidden]), .hit');
    if (word && !found(open)) { const other = tabs.find(found); if (other) show(other); }
  };
  const follow = () => {
    const target = document.getElementById(location.hash.slice(1)), tab = target && target.closest('.tab');
    if (!tab) return;
    document.querySelectorAll('.why').forEach(one => { if (one.hidePopover) one.hidePopover(); });
    if (target !== tab && target.hidden) { find.value = ''; filter(); }
    show(tab);
    if (target !== tab) target.scrollIntoView();
  };
  document.documentElement.classList.add('js');
  show(tabs[0]);
  links.forEach(a => a.addEventListener('click', event => {
    event.preventDefault();
    history.replaceState(null, '', a.hash);
    show(document.querySelector(a.hash));
  }));
  find.addEventListener('input', filter);
  document.getElementById('print').addEventListener('click', () => window.print());
  window.addEventListener('hashchange', follow);
  follow();
})();
