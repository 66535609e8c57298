/* contractdocs: pages read without this file. It filters the catalog, counts days, copies, and keeps the reader's place. */
(function () {
  "use strict";
  var DAY = 864e5;

  function all(root, selector) { return Array.prototype.slice.call(root.querySelectorAll(selector)); }

  /* "in 55 days" after a date: worked out here, so that a page kept for long never lies */
  function countdown(time) {
    var then = Date.parse(time.getAttribute("datetime") + "T00:00:00Z");
    if (isNaN(then) || time.dataset.cdDone) return;
    time.dataset.cdDone = "1";
    var now = new Date();
    var days = Math.round((then - Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())) / DAY);
    var said = days === 0 ? "today" : days === 1 ? "tomorrow" : days > 0 ? "in " + days + " days" : -days + (days === -1 ? " day ago" : " days ago");
    time.title = said;
    if (days >= 0 && !time.closest(".hist, .catalog, svg")) time.insertAdjacentText("afterend", ", " + said);
  }

  /* the catalog: words and facets, kept in the address */
  function facets(form) { return all(form, "select"); }

  function matches(row, words, chosen) {
    var text = row.dataset.text || "";
    return words.every(function (word) { return text.indexOf(word) >= 0; }) && chosen.every(function (pair) {
      return (row.getAttribute("data-" + pair[0]) || "").split("|").indexOf(pair[1]) >= 0;
    });
  }

  function filter(form) {
    var root = form.closest(".cd"), rows = all(root, ".catalog tbody tr");
    var words = form.elements.find.value.toLowerCase().split(/\s+/).filter(Boolean);
    var chosen = facets(form).filter(function (s) { return s.value; }).map(function (s) { return [s.name, s.value]; });
    var shown = rows.filter(function (row) { return !(row.hidden = !matches(row, words, chosen)); }).length;
    form.querySelector("output").textContent = shown === rows.length ? "" : shown + " of " + rows.length + " contracts";
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
  }

  function changed(event) {
    var form = event.target.closest && event.target.closest("[data-cd-filter]");
    if (form) { filter(form); keep(form); }
  }

  /* copying */
  function copy(text, button) {
    if (!navigator.clipboard) return;
    navigator.clipboard.writeText(text).then(function () {
      var before = button.textContent;
      button.textContent = "copied";
      setTimeout(function () { button.textContent = before; }, 1200);
    }, function () {});
  }

  function copyButton(holder) {
    if (holder.dataset.cdDone || !navigator.clipboard) return;
    holder.dataset.cdDone = "1";
    var button = document.createElement("button");
    button.type = "button"; button.className = "copy"; button.textContent = "copy";
    holder.insertAdjacentElement("afterend", button);
  }

  /* what an address names is never hidden in something closed */
  function reveal() {
    var id = decodeURIComponent(location.hash.slice(1)), target = id && document.getElementById(id);
    if (!target || !target.closest(".cd")) return;
    for (var at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    target.scrollIntoView();
  }

  function clicked(event) {
    var target = event.target;
    if (!target.closest) return;
    var perma = target.closest("a.perma"), keeps = target.closest("a[data-cd-keep]"), button = target.closest(".cd button.copy");
    if (perma && navigator.clipboard) navigator.clipboard.writeText(perma.href).catch(function () {});
    if (keeps && location.hash) keeps.hash = location.hash;
    if (button) copy(button.previousElementSibling.textContent, button);
    var reset = target.closest("[data-cd-reset]"), form = reset && reset.closest(".cd").querySelector("[data-cd-filter]");
    if (form) { form.reset(); filter(form); keep(form); }
    all(document, ".cd .menu[open]").forEach(function (menu) { if (!menu.contains(target)) menu.open = false; });
  }

  function pressed(event) {
    if (event.key !== "Escape") return;
    all(document, ".cd .menu[open]").forEach(function (menu) { menu.open = false; menu.querySelector("summary").focus(); });
  }

  function start() {
    all(document, ".cd time[data-cd-days]").forEach(countdown);
    all(document, ".cd [data-cd-copy]").forEach(copyButton);
    all(document, "[data-cd-filter]").forEach(restore);
    reveal();
  }

  document.addEventListener("click", clicked, true); /* before a theme takes the link */
  document.addEventListener("keydown", pressed);
  document.addEventListener("input", changed);
  document.addEventListener("submit", function (event) { if (event.target.closest("[data-cd-filter]")) event.preventDefault(); });
  window.addEventListener("hashchange", reveal);
  window.addEventListener("beforeprint", function () { all(document, ".cd details:not(.menu)").forEach(function (d) { d.open = true; }); });
  if (window.document$) window.document$.subscribe(start);
  else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
