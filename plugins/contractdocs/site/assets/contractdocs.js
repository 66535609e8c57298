/* contractdocs: pages read without this file. It filters the catalog, counts days, copies, and keeps the reader's place. */
(function () {
  "use strict";
  var DAY = 864e5, FEW = 8, MOST = 200;

  function all(root, selector) { return Array.prototype.slice.call(root.querySelectorAll(selector)); }

  /* "in 55 days" after a date: worked out here, so that a page kept for long never lies */
  function countdown(time) {
    var then = Date.parse(time.textContent + "T00:00:00Z");
    if (isNaN(then) || time.dataset.cdDone) return;
    time.dataset.cdDone = "1";
    var now = new Date();
    var days = Math.round((then - Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())) / DAY);
    var said = days === 0 ? "today" : days === 1 ? "tomorrow" : days > 0 ? "in " + days + " days" : -days + (days === -1 ? " day ago" : " days ago");
    time.title = said;
    if (days >= 0 && !time.closest(".hist, .fields, .catalog, svg")) time.insertAdjacentText("afterend", ", " + said);
  }

  /* the catalog: words and facets, kept in the address */
  function facets(form) { return all(form, "select"); }

  function matches(row, words, chosen, holders) {
    var text = row.dataset.text || "";
    return (words.every(function (word) { return text.indexOf(word) >= 0; }) || holders[row.dataset.id]) && chosen.every(function (pair) {
      if (pair[0] === "until") return Date.parse(row.dataset.until) - Date.now() < pair[1] * DAY;
      return (row.getAttribute("data-" + pair[0]) || "").split("|").indexOf(pair[1]) >= 0;
    });
  }

  function filter(form) {
    var root = form.closest(".cd"), rows = all(root, ".catalog tbody tr");
    var words = form.elements.find.value.toLowerCase().split(/\s+/).filter(Boolean);
    var chosen = facets(form).filter(function (s) { return s.value; }).map(function (s) { return [s.name, s.value]; });
    var hits = words.length ? search(words) : [], holders = Object.create(null);
    hits.forEach(function (hit) { holders[hit.contract.id] = true; });
    var visible = Object.create(null), shown = rows.filter(function (row) {
      return !(row.hidden = !matches(row, words, chosen, holders)) && (visible[row.dataset.id] = true);
    }).length;
    hits = hits.filter(function (hit) { return visible[hit.contract.id]; });
    form.querySelector("output").textContent = (shown === rows.length && !words.length ? "" : shown + " of " + rows.length + " contracts") + (hits.length ? ", " + hits.length + " fields and operations" : "");
    list(root.querySelector("[data-cd-found]"), hits);
    root.querySelector("[data-cd-nothing]").hidden = shown > 0;
    root.querySelector(".catalog").hidden = shown === 0;
  }

  function keep(form) {
    var query = new URLSearchParams();
    [form.elements.find].concat(facets(form)).forEach(function (field) { if (field.value) query.set(field.name, field.value); });
    var said = query.toString();
    try { history.replaceState(history.state, "", location.pathname + (said ? "?" + said : "") + location.hash); } catch (e) { /* file:// */ }
  }

  function restore(form) {
    var query = new URLSearchParams(location.search);
    [form.elements.find].concat(facets(form)).forEach(function (field) { field.value = query.get(field.name) || ""; });
    facets(form).forEach(function (s) { if (s.selectedIndex < 0) s.selectedIndex = 0; });
    form.hidden = false;
    filter(form);
    if (form.elements.find.value) index(form);
  }

  function changed(event) {
    var form = event.target.closest && event.target.closest("[data-cd-filter]");
    if (form) { all(form.closest(".cd"), "[data-cd-found]").forEach(function (s) { delete s.dataset.cdAll; }); filter(form); keep(form); if (form.elements.find.value) index(form); }
  }

  /* data is a script that hands itself over: a page opened from a folder may load no other kind */
  var data = {}, waiting = {};
  window.contractdocsData = function (key, value) { data[key] = value; (waiting[key] || []).forEach(function (f) { f(value); }); delete waiting[key]; };
  function load(path, key, then) {
    if (data[key]) return then(data[key]);
    if (waiting[key]) return waiting[key].push(then);
    waiting[key] = [then];
    var script = document.createElement("script");
    script.src = new URL(path, document.baseURI).href;
    script.onerror = function () { delete waiting[key]; };
    document.head.appendChild(script);
  }

  /* everything that has a name, over all contracts */
  function index(form) {
    if (!data.fields) load(form.dataset.cdFilter, "fields", function () { all(document, "[data-cd-filter]").forEach(filter); });
  }

  function rank(item, words) {
    var path = item[0].toLowerCase(), name = path.split(/[ .>]+/).pop(), text = path + " " + item[1].toLowerCase() + " " + item[2].toLowerCase(), sum = 0;
    for (var i = 0; i < words.length; i++) {
      if (text.indexOf(words[i]) < 0) return 0;
      sum += name === words[i] ? 8 : name.indexOf(words[i]) === 0 ? 4 : path.indexOf(words[i]) >= 0 ? 2 : 1;
    }
    return sum;
  }

  function search(words) {
    var found = [];
    (data.fields ? data.fields.contracts : []).forEach(function (contract) {
      contract.items.forEach(function (item) { var r = rank(item, words); if (r) found.push({ contract: contract, item: item, rank: r }); });
    });
    return found.sort(function (a, b) { return b.rank - a.rank; });
  }

  function add(parent, name, text, type) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    if (type) made.className = type;
    return parent.appendChild(made);
  }

  function list(section, hits) {
    var ul = section.querySelector("ul"), more = section.querySelector("button"), most = section.dataset.cdAll ? MOST : FEW;
    ul.textContent = "";
    section.hidden = !hits.length;
    more.hidden = hits.length <= most || most === MOST;
    more.textContent = "Show " + (Math.min(hits.length, MOST) - most) + " more";
    hits.slice(0, most).forEach(function (hit) {
      var li = add(ul, "li"), link = add(li, "a", hit.item[0]);
      link.href = hit.contract.page + "#" + encodeURIComponent(hit.item[3]);
      add(li, "code", hit.item[1]);
      add(li, "span", hit.contract.title + (hit.item[2] ? " · " + hit.item[2] : ""), "soft");
    });
  }

  /* any two releases: what is prepared has a page, the rest is put together from the steps between */
  function chosen(form) { return [form.elements.from.selectedIndex, form.elements.to.selectedIndex]; }

  function compare(form, given) {
    var pair = chosen(form).sort(function (a, b) { return a - b; }), said = form.querySelector("output");
    if (pair[0] === pair[1]) { said.textContent = "Choose two different releases."; return; }
    said.textContent = "";
    var here = document.querySelector("[data-cd-result]"), page = new URL(form.dataset.cdPage, document.baseURI);
    load(form.dataset.cdCompare, form.dataset.cdKey, function (known) {
      var ready = known.prepared[pair.join(" ")];
      if (ready) { if (!given) { location.href = new URL(ready, page).href; return; } }
      if (!here) { location.href = page.href + "?from=" + encodeURIComponent(form.elements.from.value) + "&to=" + encodeURIComponent(form.elements.to.value); return; }
      show(here, known, pair, form, ready);
    });
  }

  function show(root, known, pair, form, ready) {
    var versions = known.versions, from = versions[pair[0]], to = versions[pair[1]], left = Object.create(null);
    root.textContent = "";
    try { history.replaceState(history.state, "", location.pathname + "?from=" + encodeURIComponent(from.version) + "&to=" + encodeURIComponent(to.version)); } catch (e) { /* file:// */ }
    var steps = versions.slice(pair[0] + 1, pair[1] + 1), count = { breaking: 0, risky: 0, safe: 0 };
    steps.forEach(function (step) { step.changes.forEach(function (c) { if (c[4]) (left[c[2]] = left[c[2]] || []).push(c[4]); }); });
    function undone(c) { var ways = left[c[2]]; return ways && ways.length > 1 && ways[0] !== ways[ways.length - 1]; }
    add(root, "h2", from.version + " → " + to.version);
    var sum = add(root, "p");
    steps.slice().reverse().forEach(function (step) {
      var kept = step.changes.filter(function (c) { return !undone(c); });
      if (!kept.length) return;
      add(root, "h3", "In " + step.version + (step.date ? ", " + step.date : ""));
      var ul = add(root, "ul", "", "changes");
      kept.forEach(function (c) {
        count[c[0]]++;
        var li = add(ul, "li", "", "change"), pill = add(add(li, "div"), "span", "", "pill " + c[0]), body = add(li, "div");
        add(pill, "i", { breaking: "◆", risky: "▲", safe: "●" }[c[0]]).setAttribute("aria-hidden", "true");
        pill.appendChild(document.createTextNode(c[0]));
        words(add(body, "p"), c[1]);
        add(body, "p", c[2], "where");
        add(add(li, "div", "", "more"), "a", "details").href = c[3];
      });
    });
    sum.textContent = count.breaking + " breaking, " + count.risky + " risky, " + count.safe + " safe, put together from " + steps.length + (steps.length === 1 ? " release" : " releases") + ". What came and went on the way is left out.";
    if (ready) add(add(root, "p"), "a", "This difference has a page of its own").href = ready;
    add(root, "h2", "Text");
    texts(add(root, "div"), from.raw, to.raw);
  }

  /* words in backticks are code */
  function words(parent, text) { text.split("`").forEach(function (t, i) { if (i % 2) add(parent, "code", t); else parent.appendChild(document.createTextNode(t)); }); }

  function texts(root, from, to) {
    var note = add(root, "p", "Reading both files.", "soft");
    Promise.all([from, to].map(function (path) { return fetch(new URL(path, document.baseURI)).then(function (r) { if (!r.ok) throw r; return r.text(); }); })).then(function (both) {
      var rows = lines(both[0].split("\n"), both[1].split("\n"));
      note.textContent = rows ? "Lines that stay the same are left out, but for three around each change." : "The files differ too much to be compared here.";
      if (rows) draw(root, rows);
    }, function () { note.textContent = "The text cannot be read from a folder; open the page from a web server."; });
  }

  function draw(root, rows) {
    var near = {}, views = add(root, "fieldset", "", "views"), a = 0, b = 0, code, swap;
    add(views, "legend", "How the text is shown", "sr");
    [["unified", " Unified"], ["beside", " Side by side"]].forEach(function (way, i) {
      var label = add(views, "label"), input = add(label, "input");
      input.type = "radio"; input.name = "c-view"; input.value = way[0]; input.checked = !i;
      label.appendChild(document.createTextNode(way[1]));
    });
    rows.forEach(function (row, i) { if (row[0] !== " ") for (var k = i - 3; k <= i + 3; k++) near[k] = true; });
    rows.forEach(function (row, i) {
      if (row[0] !== "+") a++;
      if (row[0] !== "-") b++;
      if (!near[i]) { code = null; return; }
      if (!code) {
        var hunk = add(root, "div", "", "hunk"), pre = (add(hunk, "p", "line " + a + " → " + b, "soft num"), add(hunk, "pre", "", "code diff"));
        pre.tabIndex = 0; code = add(pre, "code"); swap = null;
      }
      swap = row[0] === " " ? null : swap || add(code, "span", "", "swap");
      add(swap || code, "span", row[0] + " " + row[1] + "\n", { "+": "add", "-": "del" }[row[0]]).dataset.n = pad(row[0] === "+" ? "" : a) + " " + pad(row[0] === "-" ? "" : b);
    });
  }

  function pad(number) { return ("     " + number).slice(-5); }

  /* the shortest way from one list of lines to another (Myers, 1986), bounded */
  function lines(a, b) {
    var n = a.length, m = b.length, v = { 1: 0 }, trace = [], d, k, x, y;
    for (d = 0; d <= Math.min(n + m, 1500); d++) {
      trace.push(Object.assign({}, v));
      for (k = -d; k <= d; k += 2) {
        x = k === -d || (k !== d && v[k - 1] < v[k + 1]) ? v[k + 1] : v[k - 1] + 1;
        y = x - k;
        while (x < n && y < m && a[x] === b[y]) { x++; y++; }
        v[k] = x;
        if (x >= n && y >= m) return back(trace, a, b, d);
      }
    }
    return null;
  }

  function back(trace, a, b, d) {
    var rows = [], x = a.length, y = b.length, v, k, before, px, py;
    for (; d >= 0; d--) {
      v = trace[d]; k = x - y;
      before = k === -d || (k !== d && v[k - 1] < v[k + 1]) ? k + 1 : k - 1;
      px = v[before]; py = px - before;
      while (x > Math.max(px, 0) && y > Math.max(py, 0)) { rows.push([" ", a[--x]]); y--; }
      if (d) rows.push(x > px ? ["-", a[--x]] : ["+", b[--y]]);
    }
    return rows.reverse();
  }

  function asked(form) {
    var query = new URLSearchParams(location.search);
    ["from", "to"].forEach(function (name) {
      var said = query.get(name), options = all(form.elements[name], "option");
      options.forEach(function (o, i) { if (o.textContent === said) form.elements[name].selectedIndex = i; });
    });
    form.hidden = false;
    if (query.get("from") && query.get("to") && document.querySelector("[data-cd-result]")) compare(form, true);
  }

  /* copying */
  function copy(text, from) {
    if (!navigator.clipboard) return;
    navigator.clipboard.writeText(text).then(function () {
      var root = from.closest(".cd"), heard = root.querySelector("[role=status]") || add(root, "span", "", "sr");
      heard.setAttribute("role", "status");
      heard.textContent = "copied";
      from.classList.add("copied");
      setTimeout(function () { from.classList.remove("copied"); heard.textContent = ""; }, 1200);
    }, function () {});
  }

  /* a link to the very thing it stands in */
  function isOwn(link) {
    var home = link.closest("[id]");
    return link.matches(".perma") || (home && link.hash === "#" + encodeURIComponent(home.id));
  }

  function copyButton(holder) {
    if (holder.dataset.cdDone || !navigator.clipboard) return;
    holder.dataset.cdDone = "1";
    var button = document.createElement("button");
    button.type = "button"; button.className = "copy"; button.textContent = "copy"; button.setAttribute("aria-label", "Copy");
    holder.insertAdjacentElement("afterend", button);
  }

  /* what an address names is never hidden in something closed */
  function reveal() {
    var id = location.hash.slice(1), target;
    try { id = decodeURIComponent(id); } catch (e) { /* no address of ours */ }
    target = id && document.getElementById(id);
    if (!target || !target.closest(".cd")) return;
    for (var at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target.scrollIntoView();
  }

  function clicked(event) {
    var target = event.target;
    if (!target.closest) return;
    var link = target.closest(".cd a"), keeps = target.closest("a[data-cd-keep]"), button = target.closest(".cd button.copy");
    if (link && isOwn(link)) copy(link.href, link);
    if (keeps && location.hash) keeps.hash = location.hash;
    if (button) copy(button.previousElementSibling.textContent, button);
    var more = target.closest("[data-cd-more]");
    if (more) { more.parentNode.dataset.cdAll = "1"; filter(more.closest(".cd").querySelector("[data-cd-filter]")); }
    var reset = target.closest("[data-cd-reset]"), form = reset && reset.closest(".cd").querySelector("[data-cd-filter]");
    if (form) { form.reset(); filter(form); keep(form); }
    all(document, ".cd .menu[open]").forEach(function (menu) { if (!menu.contains(target)) menu.open = false; });
  }

  function pressed(event) {
    if (event.key !== "Escape") return;
    all(document, ".cd .menu[open]").forEach(function (menu) { menu.open = false; menu.querySelector("summary").focus(); });
  }

  function start() {
    all(document, ".cd :is([data-cd-days], .hist time, .fields time)").forEach(countdown);
    all(document, ".cd [data-cd-copy], .cd pre.code:not(.diff, .pair > div > pre) > code").forEach(copyButton);
    all(document, "[data-cd-filter]").forEach(restore);
    all(document, "[data-cd-compare]").forEach(asked);
    all(document, ".cd :is(a.perma, td:first-child > a)").forEach(function (a) { if (isOwn(a)) a.title = "Copy the link"; });
    reveal();
  }

  document.addEventListener("click", clicked, true); /* before a theme takes the link */
  document.addEventListener("keydown", pressed);
  document.addEventListener("input", changed);
  document.addEventListener("submit", function (event) {
    var form = event.target.closest("[data-cd-filter], [data-cd-compare]");
    if (form) event.preventDefault();
    if (form && form.dataset.cdCompare) compare(form);
  });
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", function () { all(document, ".cd details:not(.menu)").forEach(function (d) { d.open = true; }); });
  if (window.document$) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
