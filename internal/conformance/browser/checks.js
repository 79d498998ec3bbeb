"use strict";
// What the tests ask of a page. Each function returns how many elements it checked, and what is
// wrong with them.
globalThis.checks = (() => {
  const all = selector => [...document.querySelectorAll(selector)];
  const visible = e => e.checkVisibility({opacityProperty: true, visibilityProperty: true}) && e.getBoundingClientRect().height > 0;
  const name = e => {
    const c = e.getAttribute("class"), text = (e.getAttribute("aria-label") || e.textContent).trim().replace(/\s+/g, " ");
    return "<" + e.localName + (e.id ? "#" + e.id : "") + (c ? "." + c.replace(/ /g, ".") : "") + "> " + JSON.stringify(text.slice(0, 60));
  };
  const start = () => {
    const r = {checked: 0, problems: []};
    r.that = (holds, e, text) => {
      r.checked++;
      if (!holds) r.problems.push((e ? name(e) + " " : "") + text);
    };
    return r;
  };

  // parts: all parts can be seen, and what needs a script can be seen only with one.
  const parts = (ids, script) => {
    const r = start();
    for (const id of ids) r.that(document.getElementById(id), null, "there is no section " + id);
    for (const e of all("h1, main section, main section > :not([hidden]), table, tbody tr, .pl-figure, svg, details > summary, .records article, dl:not(.numbers) > div, footer"))
      r.that(visible(e), e, "is not visible");
    for (const a of all("nav a")) {
      const e = document.querySelector(a.getAttribute("href"));
      r.that(e && visible(e), a, "leads nowhere");
    }
    for (const e of all(".filter, th button")) r.that(visible(e) === script, e, script ? "is hidden" : "can be seen, but needs a script");
    return r;
  };

  const scrolls = e => /auto|scroll/.test(getComputedStyle(e).overflowX);
  const inScroller = e => {
    for (; e; e = e.parentElement) if (scrolls(e)) return true;
    return false;
  };

  // overflow: the page fits its window; what is wider is in an element that scrolls. In print nothing scrolls.
  const overflow = print => {
    const r = start(), limit = innerWidth + 0.5;
    r.that(document.scrollingElement.scrollWidth <= innerWidth, null, "the page is " + document.scrollingElement.scrollWidth + " pixels wide in " + innerWidth);
    for (const e of all("body *:not(.skip, script)")) {
      if (!print && inScroller(e.parentElement) || !visible(e)) continue;
      const b = e.getBoundingClientRect();
      r.that(b.right <= limit && b.left >= -0.5, e, "is from " + b.left + " to " + b.right + " in a window of " + innerWidth);
    }
    for (const e of all(".card, .facts li, .answers li, dl div, h1, p, li")) {
      if (!visible(e) || !print && inScroller(e)) continue;
      r.that(e.scrollWidth <= e.clientWidth + 1 || getComputedStyle(e).display === "inline", e, "has " + e.scrollWidth + " pixels in " + e.clientWidth);
    }
    for (const e of all(".scroll")) {
      if (print) r.that(!scrolls(e), e, "scrolls in print");
      else r.that(scrolls(e) && e.tabIndex === 0 && e.getAttribute("role") === "region" && e.getAttribute("aria-label"), e, "is not a region that the keyboard can scroll");
    }
    return r;
  };
  const wide = () => all(".scroll").filter(e => e.scrollWidth > e.clientWidth).length;

  // corners returns where a text of a figure is on the screen. Ascenders of few letters fill the upper and lower sixth.
  const corners = text => {
    const b = text.getBBox(), m = text.getScreenCTM(), y = b.y + b.height / 6, h = b.height * 2 / 3;
    return [[b.x, y], [b.x + b.width, y], [b.x + b.width, y + h], [b.x, y + h]].map(([x, y]) => [m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f]);
  };
  // apart reports whether a line that is parallel to a side of one of two rectangles separates them.
  const apart = (p, q) => [p, q].some(r => [0, 1].some(i => {
    const [x, y] = [r[i + 1][0] - r[i][0], r[i + 1][1] - r[i][1]], length = Math.hypot(x, y) || 1;
    const along = s => s.map(c => (c[0] * x + c[1] * y) / length), a = along(p), b = along(q);
    return Math.max(...a) <= Math.min(...b) + 0.5 || Math.max(...b) <= Math.min(...a) + 0.5;
  }));

  // texts: the texts of figures are large enough, within their figure, and do not overlap.
  const texts = least => {
    const r = start();
    for (const svg of all("svg:not(.pl-key)")) {
      const box = svg.getBoundingClientRect(), list = [...svg.querySelectorAll("text")].filter(e => e.textContent.trim()), placed = list.map(corners);
      list.forEach((e, i) => {
        const m = e.getScreenCTM(), size = parseFloat(getComputedStyle(e).fontSize) * Math.hypot(m.a, m.b);
        r.that(size >= least - 0.01, e, "is " + size.toFixed(2) + " pixels high in " + name(svg));
        r.that(placed[i].every(([x, y]) => x >= box.left - 1 && x <= box.right + 1 && y >= box.top - 1 && y <= box.bottom + 1), e, "is outside of " + name(svg));
        for (let k = 0; k < i; k++) r.that(apart(placed[i], placed[k]), e, "overlaps " + name(list[k]) + " in " + name(svg));
      });
    }
    return r;
  };

  // stops returns what the Tab key should reach, in order.
  const stops = () => all("a[href], button, input, summary, .scroll").filter(e => e.checkVisibility()).map(name);
  // focused returns what has the focus, and what is wrong with how it looks.
  const focused = () => {
    const e = document.activeElement;
    if (!e || e === document.body) return {name: "", problem: ""};
    const s = getComputedStyle(e), b = e.getBoundingClientRect(), nav = document.querySelector("nav");
    let problem = "";
    if (s.outlineStyle === "none" || parseFloat(s.outlineWidth) < 2 || contrast(color(s.outlineColor), color(background(e.parentElement))) < 3) problem = "has no outline that can be seen";
    const top = nav.contains(e) || e.matches(".skip") ? 0 : nav.getBoundingClientRect().bottom;
    const most = Math.min(b.height, innerHeight - top) - 4;
    if (Math.min(b.bottom, innerHeight) - Math.max(b.top, top) < (b.height > innerHeight / 2 ? 40 : most)) problem += " is from " + b.top + " to " + b.bottom + ", which cannot be seen";
    if (b.right < 1 || b.left > innerWidth - 1) problem += " is beside the window";
    return {name: name(e), problem};
  };
  // scrollers: the keyboard reaches whatever scrolls.
  const scrollers = () => {
    const r = start();
    for (const e of all("body *")) {
      if (!scrolls(e) || e.scrollWidth <= e.clientWidth) continue;
      r.that(e.tabIndex === 0 || e.querySelector("a[href], button"), e, "scrolls, but not with the keyboard");
    }
    return r;
  };

  const color = text => {
    const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const background = e => {
    for (; e; e = e.parentElement) {
      const c = getComputedStyle(e).backgroundColor;
      if (color(c)[3] === 255) return c;
    }
    return "white";
  };
  const luminance = c => {
    const [r, g, b] = c.map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [x, y] = [luminance(a), luminance(b)];
    return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
  };

  // contrasts: texts and marks have the contrast of WCAG with what is behind them, in every state that an element can have.
  const contrasts = () => {
    const r = start(), box = document.createElement("div");
    const text = (e, what) => r.that(contrast(color(getComputedStyle(e).color), color(background(e))) >= 4.5, e, "has too little contrast as " + what + " on " + background(e));
    box.innerHTML = ["good", "bad", "open"].map(c => '<ul class="answers"><li class="' + c + '">text</li></ul>').join("") +
      ["none", "slight", "moderate", "large"].map(c => '<span class="verdict ' + c + '">text</span>').join("") +
      '<p>text</p><p class="note">text</p><div class="card">text<p class="note">text</p><table><tr><th>text</th></tr></table><details><summary>text</summary></details></div>' +
      '<ul class="facts"><li><b>text</b> text</li></ul><ol class="ranks"><li>text <b>text</b></li></ol><dl><div><dt>text</dt><dd>text</dd></div></dl>';
    document.querySelector("main").append(box);
    for (const e of box.querySelectorAll("*")) if (e.firstChild?.nodeType === 3) text(e, "text");
    for (const e of all("nav a, .skip, .filter output, .filter input, .filter label")) text(e, "text");
    for (const e of all(".filter input")) r.that(contrast(color(getComputedStyle(e).borderTopColor), color(background(e.parentElement))) >= 3, e, "has an edge that is hard to see");
    const mark = color(getComputedStyle(document.documentElement).getPropertyValue("--plot-bar")); // of the outline of what has the focus
    for (const e of [document.body, box.querySelector(".card"), document.querySelector("nav")]) r.that(contrast(mark, color(background(e))) >= 3, e, "hides the outline of the focus");
    box.remove();
    return r;
  };

  // colors returns colors of the page, to compare those of two themes.
  const colors = () => {
    const s = getComputedStyle(document.documentElement), list = [getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor];
    for (const rule of [...document.styleSheets].flatMap(sheet => [...sheet.cssRules])) {
      if (rule.selectorText === ":root") for (const property of rule.style) list.push(property + ":" + s.getPropertyValue(property));
    }
    return [...new Set(list)];
  };

  // print: nothing is left that works only on a screen, and cards stay whole where a page can hold them.
  const print = height => {
    const r = start();
    for (const e of all("nav, .filter, .skip")) r.that(!visible(e), e, "is in print");
    for (const e of all(".card, .facts li, .answers li, tr")) {
      if (e.matches(".scroll")) continue; // a table can be longer than a page
      r.that(getComputedStyle(e).breakInside === "avoid", e, "can be split");
      r.that(e.getBoundingClientRect().height < height, e, "is " + e.getBoundingClientRect().height + " pixels high, which no page can hold");
    }
    for (const e of all("h2, h3")) r.that(getComputedStyle(e).breakAfter === "avoid", e, "can be the last of a page");
    return r;
  };

  // column returns the values of a column of a table that can be sorted.
  const column = (table, i) => {
    const t = all("table[data-sort]")[table], heads = [...t.tHead.rows[0].cells];
    return {
      sorted: heads.map(h => h.getAttribute("aria-sort") || ""),
      values: [...t.tBodies[0].rows].map(row => row.cells[i].dataset.value ?? row.cells[i].textContent),
      rows: [...t.tBodies[0].rows].map(row => row.textContent).sort(),
      width: document.scrollingElement.scrollWidth, height: document.scrollingElement.scrollHeight,
    };
  };
  // rows returns the texts of the rows of a table that are not filtered out.
  const rows = id => [...document.getElementById(id).tBodies[0].rows].filter(visible).map(row => row.textContent);
  const box = e => e.getBoundingClientRect().toJSON();

  return {parts, overflow, wide, texts, stops, focused, scrollers, contrasts, colors, print, column, rows, box};
})();
