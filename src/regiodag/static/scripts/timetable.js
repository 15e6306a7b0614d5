// SPDX-License-Identifier: EUPL-1.2
// The timetable by drag and by keyboard. Every change is posted; the answer is the timetable anew. What cannot be done
// goes back to its place, and the page says so. Without this script "Move" beside each card and part does the same.

"use strict";

const board = () => document.getElementById("timetable");
const say = (name, words = {}) => board().dataset[name].replace(/\{(\w+)\}/g, (all, key) => words[key] ?? all);
const announce = (text) => { document.getElementById("announce").textContent = text; };

// Dragging leaves a style attribute on what was dragged; to copy it to the new table would be an inline style (CSP).
htmx.config.attributesToSettle = [];
htmx.config.defaultSettleDelay = 0; // the new table can be dragged in from the moment that it is there

let swap = false; // the choice outlives the table
let open = true; // so do the warnings that were folded
let carried = null; // what is carried by keyboard: {thing, places, at}

function notice(text) {
  const place = document.getElementById("tt-notice");
  place.className = "notice notice-bad";
  place.textContent = text;
}

// ------------------------------------------------------------------------------------------------- sending a change

// Post a change; `back` puts things where they were when it fails.
function send(url, values, title, back) {
  const here = board();
  const failed = (name) => { back(); notice(say(name, { title })); };
  const over = new AbortController();
  const once = { signal: over.signal };
  document.body.addEventListener("htmx:sendError", () => failed("sayFailed"), once);
  document.body.addEventListener("htmx:timeout", () => failed("sayFailed"), once);
  document.body.addEventListener("htmx:responseError", () => failed("sayWrong"), once);
  htmx.ajax("POST", url, { source: here, target: here, swap: "outerHTML", values })
    .catch(() => {}) // told by the events above
    .finally(() => over.abort());
}

// What is under way is waited for: a drag that begins before the answer would end on a table that is gone.
// To ask whether a colleague changed something is no change.
const asks = (event) => event.detail.elt.id === "tt-news";
document.body.addEventListener("htmx:beforeRequest", (event) => { if (!asks(event)) board().classList.add("tt-busy"); });
document.body.addEventListener("htmx:afterRequest", (event) => { if (!asks(event)) board().classList.remove("tt-busy"); });
const busy = () => board().classList.contains("tt-busy");

// A conflict comes with the timetable as it stands: show it.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 409) { event.detail.shouldSwap = true; event.detail.isError = false; }
});

// Undo and redo go by htmx itself: tell when they do not arrive.
document.body.addEventListener("htmx:sendError", (event) => {
  const form = event.detail.elt.closest(".tt-bar form");
  if (form) notice(say("sayFailed", { title: form.querySelector("button").textContent.trim() }));
});

// What was moved keeps the focus; what went away leaves it to the button that brings it back.
document.body.addEventListener("moved", (event) => {
  const thing = document.getElementById(event.detail.anchor);
  const target = thing?.querySelector("[data-grab]") ?? thing ?? document.querySelector("#undo:enabled, #redo:enabled");
  target?.focus();
});

// ------------------------------------------------------------------------------------------------- what a drop means

// Whether a card may be put in a zone: a workshop is in a round once.
function fits(card, zone) {
  if ("out" in zone.dataset) return !card.dataset.move || roundOf(card) === zone.dataset.round;
  if (roundOf(card) === zone.dataset.round) return true;
  const there = document.querySelectorAll(`[data-zone][data-round="${zone.dataset.round}"]:not([data-out]) [data-workshop="${card.dataset.workshop}"]`);
  return there.length === 0;
}

const roundOf = (card) => card.dataset.from ?? card.closest("[data-zone]").dataset.round;

function dropCard(card, zone, back) {
  const { title, workshop, seen, move, remove } = card.dataset;
  if ("out" in zone.dataset) {
    if (remove) send(remove, { seen }, title, back); else back();
    return;
  }
  const place = { round: zone.dataset.round, room: zone.dataset.room };
  if (move) send(move, { ...place, seen, ...(swap ? { swap: "on" } : {}) }, title, back);
  else send(board().dataset.place, { ...place, workshop }, title, back);
}

function dropRow(row, before, back) {
  send(row.dataset.order, { seen: row.dataset.seen, before: before?.dataset.id ?? "" }, row.dataset.title, back);
}

// ------------------------------------------------------------------------------------------------- by drag

let sortables = [];

function draggable() {
  for (const each of sortables) each.destroy(); // those of the table that was here
  sortables = [];
  if (matchMedia("(max-width: 52rem)").matches) return; // a list of times: "Move" is easier than dragging down the page
  const shared = { animation: 120, ghostClass: "tt-ghost", delay: 120, delayOnTouchOnly: true, scroll: true };
  for (const zone of document.querySelectorAll("[data-zone]")) {
    sortables.push(new Sortable(zone, {
      ...shared,
      group: { name: "cards", put: (to, from, card) => fits(card, to.el) },
      sort: false,
      onStart: (event) => { event.item.dataset.from = zone.dataset.round; board().classList.add("tt-dragging"); },
      onEnd: (event) => {
        board().classList.remove("tt-dragging");
        if (event.to !== event.from) dropCard(event.item, event.to, cardBack(event));
        delete event.item.dataset.from;
      },
    }));
  }
  const table = document.getElementById("tt");
  if (!table) return;
  sortables.push(new Sortable(table, {
    ...shared,
    handle: "[data-grip]",
    draggable: "[data-row]",
    onEnd: (event) => {
      const before = event.item.nextElementSibling;
      if (event.oldIndex !== event.newIndex) dropRow(event.item, before?.matches("[data-row]") ? before : null, rowBack(event));
    },
  }));
}

function cardBack(event) {
  return () => event.from.insertBefore(event.item, event.from.children[event.oldIndex] ?? null);
}

function rowBack(event) {
  return () => {
    event.item.remove();
    const rows = event.from.querySelectorAll(":scope > [data-row]");
    event.from.insertBefore(event.item, rows[event.oldDraggableIndex] ?? null);
  };
}

// ------------------------------------------------------------------------------------------------- by keyboard

// The places for a card, round by round: all rooms, no room yet, not in the round.
function zones() {
  const rounds = new Map();
  for (const zone of document.querySelectorAll("[data-zone]")) {
    if (!rounds.has(zone.dataset.round)) rounds.set(zone.dataset.round, []);
    rounds.get(zone.dataset.round).push(zone);
  }
  return [...rounds.values()];
}

function pickUp(grabbed) {
  const card = grabbed.closest("[data-workshop]");
  const thing = card ?? grabbed.closest("[data-row]");
  if (!thing) return;
  if (card) {
    const places = zones();
    const row = places.findIndex((round) => round.includes(card.parentElement));
    carried = { thing, card: true, places, row, column: places[row].indexOf(card.parentElement) };
  } else {
    const rows = [...document.querySelectorAll("[data-row]")];
    carried = { thing, card: false, places: rows, at: rows.indexOf(thing) };
  }
  carried.grabbed = grabbed;
  thing.classList.add("tt-picked");
  board().classList.add("tt-carrying"); // on a narrow screen: show empty rooms, too
  tell(say("sayPicked", { title: thing.dataset.title }));
}

function tell(text) {
  announce(text);
  const strip = document.getElementById("tt-carried");
  strip.hidden = false;
  strip.textContent = text;
}

function unmark() {
  for (const each of document.querySelectorAll(".tt-target, .tt-target-end")) each.classList.remove("tt-target", "tt-target-end");
}

function putAway() {
  unmark();
  carried.thing.classList.remove("tt-picked");
  board().classList.remove("tt-carrying");
  document.getElementById("tt-carried").hidden = true;
  carried = null;
}

function goCard(across, down) {
  const row = Math.max(0, Math.min(carried.places.length - 1, carried.row + down));
  const column = Math.max(0, Math.min(carried.places[row].length - 1, carried.column + across));
  const zone = carried.places[row][column];
  if (!fits(carried.thing, zone)) { tell(say("sayThere", { title: carried.thing.dataset.title })); return; }
  Object.assign(carried, { row, column });
  unmark();
  zone.classList.add("tt-target");
  zone.scrollIntoView({ block: "nearest", inline: "nearest" });
  tell(say("sayOver", { title: carried.thing.dataset.title, place: zone.dataset.name }));
}

// `at` counts the places between the others: 0 is before the first.
function goRow(down) {
  const others = carried.places.filter((row) => row !== carried.thing);
  carried.at = Math.max(0, Math.min(others.length, carried.at + down));
  const before = others[carried.at];
  unmark();
  (before ?? others.at(-1))?.classList.add(before ? "tt-target" : "tt-target-end");
  (before ?? others.at(-1))?.scrollIntoView({ block: "nearest" });
  const title = carried.thing.dataset.title;
  tell(before ? say("sayBefore", { title, other: before.dataset.title }) : say("sayLast", { title }));
}

function drop() {
  const { thing, card, places, row, column, at } = carried;
  putAway();
  const nothing = () => {};
  if (card) {
    const zone = places[row][column];
    if (zone !== thing.parentElement) dropCard(thing, zone, nothing);
  } else {
    const others = places.filter((each) => each !== thing);
    if (at !== places.indexOf(thing)) dropRow(thing, others[at], nothing);
  }
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function carry(event) {
  const arrow = ARROWS[event.key];
  if (arrow) { if (carried.card) goCard(...arrow); else goRow(arrow[1]); }
  else if (event.key === "Enter" || event.key === " ") drop();
  else if (event.key === "Escape" || event.key === "Tab") {
    const { title } = carried.thing.dataset;
    putAway();
    announce(say("sayCancelled", { title }));
    if (event.key === "Tab") return;
  } else return;
  event.preventDefault();
}

document.addEventListener("keydown", (event) => {
  if (carried) { carry(event); return; }
  const grabbed = event.target.closest?.("[data-grab]");
  if (grabbed && (event.key === "Enter" || event.key === " ") && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    if (!busy()) pickUp(grabbed);
    return;
  }
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.target.closest?.("input:not([type=checkbox]), textarea, select")) {
    const button = document.querySelector(event.shiftKey ? "#redo:enabled" : "#undo:enabled");
    if (button && !busy()) { event.preventDefault(); button.click(); }
  }
});
document.addEventListener("pointerdown", () => { if (carried) putAway(); });

// ------------------------------------------------------------------------------------------------- the table anew

// A warning shows its card, also when it was shown before.
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-show]");
  const thing = link && document.getElementById(link.hash.slice(1));
  if (!thing) return;
  event.preventDefault();
  for (const each of document.querySelectorAll(".tt-shown")) each.classList.remove("tt-shown");
  thing.classList.add("tt-shown");
  thing.scrollIntoView({ block: "center" });
  (thing.querySelector("[data-grab]") ?? thing).focus({ preventScroll: true });
});
document.addEventListener("toggle", (event) => {
  if (event.target.closest("#warnings")) open = event.target.open;
}, true);

function begin() {
  const choice = document.getElementById("swap");
  choice.checked = swap;
  choice.closest("[hidden]").hidden = false;
  choice.addEventListener("change", () => { swap = choice.checked; });
  for (const each of document.querySelectorAll("[data-grab]")) each.setAttribute("aria-describedby", "grab-help");
  board().setAttribute("data-dnd", "");
  draggable();
}

document.body.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.elt.id !== "timetable" || board().hasAttribute("data-dnd")) return;
  const details = document.querySelector("#warnings details");
  if (details) details.open = open;
  begin();
});
begin();
