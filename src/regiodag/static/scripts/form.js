// SPDX-License-Identifier: EUPL-1.2
// Sections and questions of the registration form by drag. Every change is posted; the answer is the form anew. What
// cannot be done goes back to its place, and the page says so. Without this script the arrows beside each do the same.

"use strict";

const outline = () => document.getElementById("form-outline");

// Dragging leaves a style attribute on what was dragged; to copy it to the new list would be an inline style (CSP).
htmx.config.attributesToSettle = [];
htmx.config.defaultSettleDelay = 0;

function notice(name, title) {
  const place = document.getElementById("form-notice");
  place.className = "notice notice-bad";
  place.textContent = outline().dataset[name].replace("{title}", title);
}

// Post a change; `back` puts things where they were when it fails.
function send(thing, values, back) {
  const here = outline();
  const failed = (name) => { back(); notice(name, thing.dataset.title); };
  const over = new AbortController();
  const once = { signal: over.signal };
  document.body.addEventListener("htmx:sendError", () => failed("sayFailed"), once);
  document.body.addEventListener("htmx:timeout", () => failed("sayFailed"), once);
  document.body.addEventListener("htmx:responseError", () => failed("sayWrong"), once);
  htmx.ajax("POST", thing.dataset.move, { source: here, target: here, swap: "outerHTML", values })
    .catch(() => {}) // told by the events above
    .finally(() => over.abort());
}

document.body.addEventListener("htmx:beforeRequest", () => outline().classList.add("form-busy"));
document.body.addEventListener("htmx:afterRequest", () => outline().classList.remove("form-busy"));

// What was not done comes with the form as it stands: show it.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 409) { event.detail.shouldSwap = true; event.detail.isError = false; }
});

// Arrows and undo go by htmx itself: tell when they do not arrive.
document.body.addEventListener("htmx:sendError", (event) => {
  const form = event.detail.elt.closest("form");
  if (form) notice("sayFailed", form.querySelector("button").textContent.trim());
});

// The arrow that was pressed keeps the focus, the other one when it can go no further.
let pressed = "";
document.addEventListener("click", (event) => {
  const arrow = event.target.closest(".form-arrow");
  pressed = arrow ? arrow.value : "";
});
document.body.addEventListener("moved", (event) => {
  const thing = document.getElementById(event.detail.anchor);
  const tools = thing?.querySelector(".form-tools");
  const arrow = pressed && tools?.querySelector(`.form-arrow[value="${pressed}"]:enabled`);
  const target = arrow || tools?.querySelector(".form-arrow:enabled") || thing || document.querySelector("#undo:enabled, #redo:enabled");
  target?.focus();
});

let sortables = [];

// Where something stands: its section, and what comes after it.
function placeOf(item) {
  const next = item.nextElementSibling;
  return { section: item.parentElement.dataset.section ?? "", before: next ? next.dataset.id : "" };
}

function dragged(event) {
  if (event.to === event.from && event.oldIndex === event.newIndex) return;
  const back = () => {
    event.item.remove();
    event.from.insertBefore(event.item, event.from.children[event.oldIndex] ?? null);
  };
  send(event.item, placeOf(event.item), back);
}

function begin() {
  for (const each of sortables) each.destroy(); // those of the list that was here
  const shared = { animation: 120, ghostClass: "form-ghost", handle: "[data-grip]", draggable: "[data-row]", delay: 120, delayOnTouchOnly: true, onEnd: dragged };
  const lists = [...document.querySelectorAll("[data-questions]")];
  sortables = lists.map((list) => new Sortable(list, { ...shared, group: "questions" }));
  const sections = document.querySelector("[data-sections]");
  if (sections) sortables.push(new Sortable(sections, shared));
  outline().setAttribute("data-dnd", "");
}

document.body.addEventListener("htmx:afterSettle", () => { if (!outline().hasAttribute("data-dnd")) begin(); });
begin();
