"use strict";
// Places the summary first, sorts and filters the list of units, and opens what a link or the printer needs.
// Reads the page only; writes no markup, so that nothing in a report can become any.
(() => {
  const one = (selector) => document.querySelector(selector);
  const list = one("ul.reports");
  const tools = one("form.tools");
  const fields = tools.elements;
  const shown = tools.querySelector("output");
  const reports = [...list.children];
  const texts = new Map();
  // Reports to be printed whole, at most; of more the list is printed as it stands.
  const PRINTED = 40;
  const VERDICTS = ["missing", "unreadable", "fail", "undetermined", "not_applicable", "exempted", "pass", "exemptions"];

  const rules = (report) => report.dataset.rules.split(" ").filter(Boolean);
  const textOf = (report) => {
    if (!texts.has(report)) texts.set(report, report.textContent.toLowerCase());
    return texts.get(report);
  };
  const visible = () => reports.filter((report) => !report.hidden);
  const open = (report, state) => { report.querySelector("details").open = state; };

  const filter = () => {
    const words = fields.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const { verdict, severity, rule } = Object.fromEntries(new FormData(tools));
    for (const report of reports) {
      report.hidden = Boolean(verdict && report.dataset.verdict !== verdict)
        || Boolean(severity && report.dataset[severity] === "0")
        || Boolean(rule && !rules(report).includes(rule))
        || !words.every((word) => textOf(report).includes(word));
    }
    shown.value = shown.dataset.words.replace("{shown}", visible().length).replace("{all}", reports.length);
  };

  const key = (report, column) => {
    const value = report.dataset[column] ?? "";
    if (column === "name") return value;
    return column === "verdict" ? VERDICTS.indexOf(value) : Number(value);
  };
  const sort = (button) => {
    const column = button.dataset.sort;
    const first = column === "name" || column === "verdict" ? "ascending" : "descending";
    const other = first === "ascending" ? "descending" : "ascending";
    const direction = button.dataset.direction === first ? other : first;
    for (const each of document.querySelectorAll("[data-sort]")) {
      delete each.dataset.direction;
      each.setAttribute("aria-pressed", each === button);
    }
    button.dataset.direction = direction;
    const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const order = (a, b) => column === "name" ? collator.compare(a, b) : a - b;
    const sign = direction === "ascending" ? 1 : -1;
    reports.sort((a, b) => sign * order(key(a, column), key(b, column)));
    list.append(...reports);
  };

  const toggle = (button) => {
    const state = visible().some((report) => !report.querySelector("details").open);
    visible().forEach((report) => open(report, state));
    button.textContent = state ? button.dataset.close : button.dataset.open;
  };

  // A link to a report, a finding or a mark leads into what may be closed.
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const report = target && target.closest("li.report");
    if (!report) return;
    report.hidden = false;
    open(report, true);
    for (let at = target.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
    target.scrollIntoView({ block: target === report ? "start" : "center" });
  };

  one("main").prepend(one("#summary"));
  const named = [...new Set(reports.flatMap(rules))].sort();
  const rows = document.querySelectorAll("#summary tr[data-rule]");
  const titles = new Map([...rows].map((row) => [row.dataset.rule, row.dataset.title]));
  fields.rule.append(...named.map((rule) => new Option(`${rule} ${titles.get(rule) ?? ""}`, rule)));
  tools.hidden = false;
  for (const button of document.querySelectorAll("[data-sort]")) button.disabled = false;
  filter();
  if (reports.length === 1) open(reports[0], true);

  tools.addEventListener("input", filter);
  tools.addEventListener("submit", (event) => event.preventDefault());
  fields.toggle.addEventListener("click", () => toggle(fields.toggle));
  one(".columns").addEventListener("click", (event) => {
    const button = event.target.closest("[data-sort]");
    if (button) sort(button);
  });
  one("#summary").addEventListener("click", (event) => {
    const link = event.target.closest("a[data-rule]");
    if (!link) return;
    fields.rule.value = link.dataset.rule;
    filter();
  });
  addEventListener("hashchange", reveal);
  reveal();

  let opened = [];
  addEventListener("beforeprint", () => {
    const whole = visible().length <= PRINTED ? visible().map((report) => report.querySelector("details")) : [];
    opened = [...document.querySelectorAll(".roster details"), ...whole].filter((details) => !details.open);
    opened.forEach((details) => { details.open = true; });
  });
  addEventListener("afterprint", () => { opened.forEach((details) => { details.open = false; }); });
})();
