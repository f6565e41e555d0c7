(() => {
  const all = (selector, node = document) => [...node.querySelectorAll(selector)];
  const by = id => document.getElementById(id);
  const fold = text => text.toLocaleLowerCase().normalize('NFD').replace(/\p{M}/gu, '').trim();
  const main = document.querySelector('main'), bar = document.querySelector('nav .tabs');
  const tabs = all('.tab'), links = all('nav .tabs a');
  const find = by('find'), only = by('only'), said = by('said'), hits = by('hits');
  const open = () => tabs.find(tab => !tab.hidden);
  const articles = tab => tab.querySelector('.index') ? all('article', tab) : [];
  const named = tab => articles(tab).filter(a => !a.matches('.day')); // of a day, rows are searched
  // What is followed to must not end up below the bar, however many lines that has.
  const nav = document.querySelector('nav');
  const pad = () => { document.documentElement.style.scrollPaddingTop = `${nav.offsetHeight + 8}px`; };
  new ResizeObserver(pad).observe(nav);
  const say = text => { said.textContent = text; pad(); };

  // ---- one section at a time, and in it everything or one alone -------------------------------

  const mark = (links, chosen) => links.forEach(a => {
    if (a === chosen) a.setAttribute('aria-current', 'true'); else a.removeAttribute('aria-current');
  });
  const show = (tab, one = null) => {
    tabs.forEach(t => { t.hidden = t !== tab; });
    articles(tab).forEach(a => { a.hidden = !!one && a !== one; });
    const current = links.find(a => a.hash === '#' + tab.id);
    mark(links, current);
    mark(all('.index a', tab), all('.index a', tab).find(a => a.hash === '#' + (one || tab).id));
    if (current) bar.scrollLeft = current.offsetLeft - bar.offsetLeft - 48;
  };
  const follow = () => {
    const target = location.hash && by(location.hash.slice(1)), tab = target && target.closest('.tab');
    if (!tab) { if (!location.hash) show(tabs[0]); return; }
    all('.why').forEach(why => { if (why.hidePopover) why.hidePopover(); });
    find.value = only.value = '';
    look();
    const article = target.closest('article');
    show(tab, articles(tab).includes(article) ? article : null);
    const index = target === article && tab.querySelector('.index');
    (index && index.offsetHeight < window.innerHeight / 4 ? tab : target).scrollIntoView();
  };
  links.forEach(a => a.addEventListener('click', event => {
    event.preventDefault(); // a section opens where the reader is, without a jump
    history.pushState(null, '', a.hash);
    show(by(a.hash.slice(1)));
    if (main.getBoundingClientRect().top < 0) main.scrollIntoView();
    look();
  }));
  window.addEventListener('hashchange', follow);
  window.addEventListener('popstate', follow);

  // ---- search, and one subject alone ----------------------------------------------------------

  const rows = tab => all('.sheet:not(.poster) tbody tr:not(.part)', tab);
  const filter = (tab, fits, lit) => {
    named(tab).forEach(a => {
      a.hidden = !all('h3, .about', a).some(fits) || (lit && !a.querySelector('.lit'));
    });
    rows(tab).forEach(row => { row.hidden = !fits(row); });
    all('.why', tab).forEach(why => { why.hidden = !fits(why); });
    all('.poster td span', tab).forEach(one => one.classList.toggle('hit', !!find.value && fits(one)));
    named(tab).forEach((a, i) => { tab.querySelectorAll('.index li:not(.all)')[i].hidden = a.hidden; });
  };
  const light = subject => {
    main.classList.toggle('filtered', !!subject);
    all('.lit', main).forEach(node => node.classList.remove('lit'));
    if (subject) all('.' + subject, main).forEach(node => node.classList.add('lit'));
  };
  const look = () => {
    const word = fold(find.value), fits = node => !word || fold(node.textContent).includes(word);
    const names = word ? all('.index li:not(.all) a').filter(fits) : [];
    const subject = [...only.options].find(o => o.value && word.length > 1 && fold(o.text).startsWith(word));
    const lit = subject ? subject.value : only.value;
    light(lit);
    tabs.forEach(tab => filter(tab, subject ? () => true : fits, lit));
    hits.replaceChildren(...names.slice(0, MOST).map(a => {
      const item = document.createElement('li'), link = document.createElement('a');
      link.href = a.hash;
      link.append(a.textContent, ' ');
      link.appendChild(document.createElement('small')).textContent = a.closest('.tab').getAttribute('aria-label');
      item.append(link);
      return item;
    }));
    const found = tab => tab.querySelector('article:not([hidden], .day, .poster), .why:not([hidden]), .hit')
      || rows(tab).some(row => !row.hidden);
    const other = word && !found(open()) && tabs.find(found);
    if (other) show(other);
    if (other) tabs.forEach(tab => filter(tab, subject ? () => true : fits, lit));
    if (!word) say('');
    else if (subject) say(`${subject.text} is highlighted.`);
    else if (names.length || other || found(open())) say(names.length ? `${names.length} found by name.` : 'Found in the text below.');
    else say('Nothing found.');
  };
  const MOST = 8;
  const search = () => {
    const tab = open();
    if (named(tab).length) { history.replaceState(null, '', '#' + tab.id); show(tab); }
    look();
  };
  find.addEventListener('input', search);
  find.addEventListener('keydown', event => {
    const first = hits.querySelector('a');
    if (event.key === 'Enter' && first) first.click();
  });
  only.addEventListener('change', () => { find.value = ''; search(); });

  // ---- now ------------------------------------------------------------------------------------

  const now = by('now'), today = JSON.parse(now.dataset.today);
  const clock = () => {
    const wanted = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
    if (today.timezone) wanted.timeZone = today.timezone;
    const part = Object.fromEntries(new Intl.DateTimeFormat('en', wanted).formatToParts(new Date()).map(p => [p.type, p.value]));
    const date = `${part.year}-${part.month}-${part.day}`;
    const weekday = (new Date(date + 'T00:00Z').getUTCDay() + 6) % 7;
    const day = date in today.dates ? today.dates[date] : today.weekdays[weekday];
    return { time: `${part.hour}:${part.minute}`, minute: part.hour * 60 + +part.minute, article: document.querySelector(`[data-day="${day}"]`) };
  };
  const tick = () => {
    const { minute, article } = clock();
    all('.now', main).forEach(node => { node.classList.remove('now'); node.removeAttribute('aria-current'); });
    if (!article) return;
    all('table', article).forEach(table => {
      const heads = all('thead th', table);
      const column = heads.findIndex(th => th.dataset.from <= minute && minute < th.dataset.to);
      if (column < 0) return;
      heads[column].setAttribute('aria-current', 'time');
      [heads[column], ...all('tbody tr', table).map(row => {
        let at = 0;
        return [...row.cells].find(cell => { at += cell.colSpan; return at > column; });
      })].forEach(cell => cell.classList.add('now'));
    });
  };
  now.hidden = !Object.keys(today.dates).length && !Object.keys(today.weekdays).length;
  now.addEventListener('click', () => {
    const { time, article } = clock();
    if (!article) { say('There is no school today.'); return; }
    history.pushState(null, '', '#' + article.id);
    follow();
    tick();
    all('th.now', article).forEach(th => { th.closest('.scroll').scrollLeft = th.offsetLeft - th.parentNode.cells[0].offsetWidth - 8; });
    say(article.querySelector('.now') ? `${time}: the present time is marked.` : `${time}: nobody has a lesson now.`);
    open().scrollIntoView();
  });
  tick();
  setInterval(tick, 30000);

  // ---- print ----------------------------------------------------------------------------------

  by('print').addEventListener('click', () => window.print());
  by('print-all').addEventListener('click', () => {
    const hidden = all('main [hidden]');
    hidden.forEach(node => { node.hidden = false; });
    document.documentElement.classList.add('whole');
    window.addEventListener('afterprint', () => {
      hidden.forEach(node => { node.hidden = true; });
      document.documentElement.classList.remove('whole');
    }, { once: true });
    window.print();
  });

  document.documentElement.classList.add('js');
  show(tabs[0]);
  if (location.hash) follow();
})();
