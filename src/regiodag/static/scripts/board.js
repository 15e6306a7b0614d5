// SPDX-License-Identifier: EUPL-1.2
// The board of a placement by drag, by keyboard and by a menu. Before anything is dropped each workshop shows what it
// would do: what the page to move somebody says. A change is posted, the answer is the pieces of the page that differ.
// Without this script every card leads to that page.

"use strict";

const board = document.getElementById("board");
const dialog = document.getElementById("bd-dialog");
const say = (name, words = {}) => board.dataset[name].replace(/\{(\w+)\}/g, (all, key) => words[key] ?? all);
const announce = (text) => { document.getElementById("announce").textContent = text; };
const cardOf = (element) => element.closest?.(".bd-card");
const nameOf = (card) => card.querySelector(".bd-name").textContent;
const columnOf = (id) => document.getElementById(`column-${id}`);
const locked = (card) => card.classList.contains("bd-locked");
const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];

function notice(text) {
  const place = document.getElementById("bd-notice");
  place.className = "notice notice-bad";
  place.textContent = text;
}

// ------------------------------------------------------------------------------------------------- sending a change

const pieces = (html) => {
  const made = document.createElement("template");
  made.innerHTML = html;
  return made.content;
};

// Ask the site; null when there is no connection. Who is no longer signed in is led elsewhere: that is no answer.
async function ask(url, values) {
  const headers = { "HX-Request": "true", "X-CSRFToken": token };
  const how = values ? { method: "POST", body: new URLSearchParams(values), headers } : { headers };
  try {
    const answer = await fetch(url, how);
    const expected = (answer.ok || answer.status === 409) && !answer.redirected;
    return { ok: answer.ok && expected, expected, html: expected ? await answer.text() : "" };
  } catch {
    return null;
  }
}

let line = Promise.resolve(); // one change after the other: each says which version of the board it saw

function send(url, values, back = () => {}) {
  line = line.then(async () => {
    board.classList.add("bd-busy");
    const bar = new FormData(document.querySelector("#bd-bar form"));
    const answer = await ask(url, { ...values, seen: bar.get("seen"), round: bar.get("round") });
    board.classList.remove("bd-busy");
    if (!answer?.ok) back();
    if (!answer?.expected) notice(say(answer ? "sayWrong" : "sayFailed"));
    else show(pieces(answer.html));
  });
  return line;
}

// Put each piece of an answer in the place of what has its id.
function show(answer) {
  const focus = document.activeElement;
  const had = { id: focus?.id, card: focus && cardOf(focus)?.id };
  const said = answer.querySelector("[data-said]")?.textContent ?? answer.querySelector("#bd-notice")?.textContent ?? "";
  for (const piece of [...answer.children]) {
    const old = piece.id && document.getElementById(piece.id);
    if (!old) continue;
    old.replaceWith(piece);
    if (piece.id === "bd-news") htmx.process(piece);
    if (piece.matches(".bd-card")) { place(piece); tabbed(piece); listed(piece.dataset.card, answer.querySelector("[data-lines]")); }
  }
  wished.clear();
  columnOf("").hidden = !columnOf("").querySelector(".bd-card");
  if (had.card) document.getElementById(had.card)?.querySelector(".bd-name").focus();
  else if (had.id && !focus.isConnected) (document.querySelector(`#${had.id}:enabled`) ?? document.querySelector("#undo:enabled, #redo:enabled"))?.focus();
  document.dispatchEvent(new Event("board:changed"));
  announce(said);
}

// Who was moved by hand: the answer has the lines of one person, which come in the place of those that were there.
function listed(who, lines) {
  const list = document.getElementById("bd-moved");
  for (const old of list.querySelectorAll(`[data-moved="${who}"]`)) old.remove();
  list.querySelector("tbody").append(...lines.children);
  list.hidden = !list.querySelector("[data-moved]");
}

// Bring a card to its column, by name among the others.
function place(card) {
  const zone = columnOf(card.dataset.at).querySelector("[data-zone]");
  const after = [...zone.children].find((each) => each !== card && each.dataset.sort.localeCompare(card.dataset.sort) > 0);
  zone.insertBefore(card, after ?? null);
  for (const each of board.querySelectorAll(".bd-just")) each.classList.remove("bd-just");
  card.classList.add("bd-just");
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
}

const move = (card, id, back) => send(card.querySelector(".bd-more").href, { session: id }, back);

// ------------------------------------------------------------------------------------------------- what it would do

const wished = new Map(); // the form to move somebody, by the id of their card: a promise

function formOf(card) {
  const id = card.id;
  if (!wished.has(id)) {
    wished.set(id, ask(card.querySelector(".bd-more").href).then((answer) => {
      if (!answer?.ok) wished.delete(id); // to be asked again
      return answer?.ok ? answer.html : "";
    }));
  }
  return wished.get(id);
}

let carrying = null; // the card for which the columns show what it would do

async function preview(card) {
  carrying = card;
  const form = pieces(await formOf(card));
  if (carrying !== card) return;
  for (const choice of form.querySelectorAll("[data-choice]")) {
    const column = columnOf(choice.dataset.choice);
    if (!column) continue;
    column.classList.toggle("bd-impossible", "impossible" in choice.dataset);
    column.classList.toggle("bd-breaks", "breaks" in choice.dataset);
    would(column, choice.querySelectorAll("[data-would]"));
  }
  const leaving = form.querySelector("[data-leaving]");
  if (!leaving) return;
  const text = leaving.textContent.trim().replace(/\s+/g, " ");
  if (picked) tell(`${say("sayPicked", { name: nameOf(card) })} ${text}`);
  else strip(text);
}

function would(column, parts) {
  const place = column.querySelector(".bd-would");
  if (!place) return;
  place.replaceChildren(...[...parts].flatMap((part) => [part, " "]));
  for (const part of place.children) part.removeAttribute("id");
  place.hidden = false;
}

function clear() {
  carrying = null;
  for (const place of board.querySelectorAll(".bd-would")) place.hidden = true;
  for (const column of board.querySelectorAll(".bd-column")) column.classList.remove("bd-impossible", "bd-breaks", "bd-target");
  document.getElementById("bd-carried").hidden = true;
}

function strip(text) {
  const place = document.getElementById("bd-carried");
  place.hidden = false;
  place.textContent = text;
}

// ------------------------------------------------------------------------------------------------- by drag

function draggable() {
  if (matchMedia("(max-width: 52rem)").matches) return; // one below the other: the menu is easier
  for (const zone of board.querySelectorAll("[data-zone]")) {
    new Sortable(zone, {
      animation: 120, ghostClass: "bd-ghost", delay: 120, delayOnTouchOnly: true, scroll: true, scrollSensitivity: 90, sort: false,
      draggable: ".bd-card", filter: ".bd-locked", preventOnFilter: false,
      group: { name: "cards", put: (to) => to.el.dataset.zone !== "" && !to.el.closest(".bd-impossible") },
      onStart: (event) => { board.classList.add("bd-dragging"); preview(event.item); },
      onEnd: (event) => {
        board.classList.remove("bd-dragging");
        clear();
        const back = () => event.from.insertBefore(event.item, event.from.children[event.oldIndex] ?? null);
        if (event.to !== event.from) move(event.item, event.to.dataset.zone, back);
      },
    });
  }
  board.addEventListener("pointerdown", (event) => {
    const card = cardOf(event.target);
    if (card && !locked(card) && event.button === 0) formOf(card); // so that it is there when the drag begins
  });
}

// ------------------------------------------------------------------------------------------------- by keyboard

const visible = (column) => [...column.querySelectorAll(".bd-card:not([hidden])")];
const columns = () => [...board.querySelectorAll(".bd-column:not([hidden])")];

// Only one card is reached with Tab; arrow keys go to the others. Four hundred stops would be a maze.
function tabbed(card) {
  for (const link of board.querySelectorAll('.bd-card a:not([tabindex="-1"])')) link.tabIndex = -1;
  for (const link of card?.querySelectorAll("a") ?? []) link.tabIndex = 0;
}

function look(card, across, down) {
  const all = columns().filter((column) => visible(column).length || column === card.closest(".bd-column"));
  const at = all.indexOf(card.closest(".bd-column"));
  const row = visible(all[at]).indexOf(card);
  const there = visible(all[Math.max(0, Math.min(all.length - 1, at + across))]);
  const next = there[Math.max(0, Math.min(there.length - 1, row + down))];
  tabbed(next);
  next.querySelector(".bd-name").focus();
}

let picked = null; // the card that is carried, and the column that it is over

async function pickUp(card) {
  if (locked(card)) { tell(say("sayLocked", { name: nameOf(card) })); return; }
  picked = { card, column: card.closest(".bd-column") };
  card.classList.add("bd-picked");
  tell(say("sayPicked", { name: nameOf(card) }));
  await preview(card);
  if (picked?.card === card && picked.column !== card.closest(".bd-column")) carry(0); // it is known now what to tell
}

function tell(text) { announce(text); strip(text); }

function putDown() {
  picked.card.classList.remove("bd-picked");
  picked = null;
  clear();
}

function carry(across) {
  const all = columns().filter((column) => column.dataset.column);
  const at = all.indexOf(picked.column);
  picked.column = all[Math.max(0, Math.min(all.length - 1, at + across))];
  for (const column of all) column.classList.toggle("bd-target", column === picked.column);
  picked.column.scrollIntoView({ block: "nearest", inline: "nearest" });
  const words = { title: picked.column.dataset.title, name: nameOf(picked.card), would: picked.column.querySelector(".bd-would").textContent.trim().replace(/\s+/g, " ") };
  tell(say(picked.column.matches(".bd-impossible") ? "sayThere" : "sayOver", words));
}

function drop() {
  const { card, column } = picked;
  if (column.matches(".bd-impossible")) return;
  putDown();
  if (column !== card.closest(".bd-column")) move(card, column.dataset.column);
}

function carried(event) {
  if (event.key === "ArrowLeft" || event.key === "ArrowRight") carry(event.key === "ArrowLeft" ? -1 : 1);
  else if (event.key === "Enter" || event.key === " ") drop();
  else if (event.key === "Escape" || event.key === "Tab") {
    const name = nameOf(picked.card);
    putDown();
    announce(say("sayCancelled", { name }));
    if (event.key === "Tab") return;
  } else if (!event.key.startsWith("Arrow")) return;
  event.preventDefault();
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

document.addEventListener("keydown", (event) => {
  if (dialog.open) return;
  if (picked) { carried(event); return; }
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.target.closest?.("input, select")) {
    const button = document.querySelector(event.shiftKey ? "#redo:enabled" : "#undo:enabled");
    if (button) { event.preventDefault(); button.click(); }
    return;
  }
  const card = cardOf(event.target);
  if (!card || event.ctrlKey || event.metaKey || event.altKey) return;
  if (ARROWS[event.key]) { event.preventDefault(); look(card, ...ARROWS[event.key]); }
  else if (event.target.matches(".bd-name") && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); pickUp(card); }
});
document.addEventListener("pointerdown", () => { if (picked) putDown(); else document.getElementById("bd-carried").hidden = true; });
board.addEventListener("focusin", (event) => { const card = cardOf(event.target); if (card) tabbed(card); });

// ------------------------------------------------------------------------------------------------- by menu

async function menu(card) {
  const html = await formOf(card);
  if (!html) { notice(say("sayFailed")); return; }
  document.getElementById("bd-who").textContent = nameOf(card);
  document.getElementById("bd-about").href = card.querySelector(".bd-name").href;
  document.getElementById("bd-form").replaceChildren(pieces(html));
  dialog.showModal();
}

board.addEventListener("click", (event) => {
  const card = cardOf(event.target);
  if (!card || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  menu(card);
});
dialog.addEventListener("click", (event) => {
  if (event.target === dialog || event.target.closest("[data-cancel]")) { event.preventDefault(); dialog.close(); }
});
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-send]")) return;
  event.preventDefault();
  const form = event.target;
  const values = Object.fromEntries(new FormData(form));
  if (dialog.open) dialog.close();
  send(form.action, values);
});

board.setAttribute("data-dnd", "");
tabbed(board.querySelector(".bd-card:not([hidden])"));
draggable();
