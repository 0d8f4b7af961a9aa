/* Suggestions below the search: a combobox with a listbox after the pattern of ARIA's
   authors. What is suggested comes from the hub as it is to be shown; what was searched
   for before stays in this browser. */
const field = document.querySelector("[data-suggest]");
const status = document.getElementById("announcements");
const box = document.createElement("div");
const KEPT = "searches";
const MOST = 8;
const SHORTEST = 2;
let asked = false; // by typing, or by an arrow, and not sent or left since

const typed = () => field.value.trim();
const options = () => [...box.querySelectorAll("[role=option]:not([hidden])")];
const chosen = () => box.querySelector("[aria-selected=true]");

/* Where the browser keeps nothing, nothing is suggested from it. */
const past = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEPT));
    return Array.isArray(kept) ? kept.filter((words) => typeof words === "string") : [];
  } catch {
    return [];
  }
};
const keep = (words) => {
  if (words.length < SHORTEST) return;
  const others = past().filter((kept) => kept.toLowerCase() !== words.toLowerCase());
  try {
    localStorage.setItem(KEPT, JSON.stringify([words, ...others].slice(0, MOST)));
  } catch {}
};

const choose = (option) => {
  for (const other of options()) other.setAttribute("aria-selected", other === option);
  if (option) {
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  } else {
    field.removeAttribute("aria-activedescendant");
  }
};
const open = (on) => {
  box.hidden = !on;
  field.setAttribute("aria-expanded", on);
  if (on) field.setAttribute("aria-controls", "suggested");
  else choose();
};
const close = () => {
  asked = false;
  open(false);
};
const wanted = () => typed().length >= SHORTEST || past().length > 0;
const ask = () => {
  if (!wanted()) return close();
  asked = true;
  htmx.trigger(field, "suggest");
};

const remembered = () => {
  const words = typed().toLowerCase();
  const mine = past().filter((kept) => kept.toLowerCase() !== words);
  return words
    ? mine.filter((kept) => kept.toLowerCase().includes(words)).slice(0, 2)
    : mine;
};
const addPast = () => {
  const group = box.querySelector("[data-past]");
  const mine = remembered();
  for (const words of mine) {
    const option = document.createElement("a");
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", false);
    option.tabIndex = -1;
    option.href = group.dataset.past + encodeURIComponent(words);
    option.textContent = words;
    option.dataset.search = "";
    group.append(option);
  }
  for (const option of box.querySelectorAll("[data-search]")) {
    option.hidden = !group.contains(option) && mine.includes(option.textContent);
  }
  group.hidden = box.querySelector("button").hidden = !mine.length;
};
const fill = () => {
  addPast();
  const list = box.firstElementChild;
  for (const group of list.children) {
    group.hidden = !group.querySelector("[role=option]:not([hidden])");
  }
  const found = options();
  found.forEach((option, place) => (option.id = `suggestion-${place}`));
  choose();
  open(found.length > 0);
  const { none, one, many } = list.dataset;
  const said = found.length === 1 ? one : many.replace("…", found.length);
  status.textContent = found.length ? said : none;
};

const move = (key) => {
  const found = options();
  const here = found.indexOf(chosen());
  const to = { ArrowDown: here + 1, ArrowUp: here < 0 ? found.length - 1 : here - 1, Home: 0, End: found.length - 1 };
  choose(found[to[key]]);
};
const press = (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.isComposing) return;
  const arrow = event.key === "ArrowDown" || event.key === "ArrowUp";
  const end = event.key === "Home" || event.key === "End";
  if (event.key === "Enter") {
    if (!chosen()) return;
    chosen().click();
  } else if (event.key === "Escape" && !box.hidden) close();
  else if (arrow && box.hidden) ask();
  else if (arrow || (end && chosen())) move(event.key);
  else return;
  event.preventDefault();
};

const start = () => {
  box.className = "suggested";
  box.hidden = true;
  field.after(box);
  field.setAttribute("hx-get", "/initiatives/suggest/");
  field.setAttribute("hx-trigger", "input changed delay:150ms, suggest");
  field.setAttribute("hx-sync", "this:queue last");
  box.id = "suggest";
  field.setAttribute("hx-target", "#suggest");
  field.addEventListener("input", () => {
    asked = true;
    choose();
    if (!wanted()) close();
  });
  field.addEventListener("htmx:configRequest", (event) => {
    if (!asked || !wanted()) event.preventDefault();
  });
  field.addEventListener("keydown", press);
  field.addEventListener("focus", () => typed() || ask());
  field.form?.addEventListener("submit", () => {
    keep(typed());
    close();
  });
  const left = ({ relatedTarget }) => {
    if (relatedTarget !== field && !box.contains(relatedTarget)) close();
  };
  addEventListener("pagehide", close);
  field.addEventListener("focusout", left);
  box.addEventListener("focusout", left);
  box.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") field.focus(), close();
  });
  /* What is pressed takes no focus from the field. */
  box.addEventListener("mousedown", (event) => event.preventDefault());
  box.addEventListener("click", ({ target }) => {
    const option = target.closest("[data-search]");
    if (option) keep(option.textContent);
    if (!target.closest("button")) return;
    try {
      localStorage.removeItem(KEPT);
    } catch {}
    field.focus();
    ask();
  });
  /* What comes late is for other words, or for nobody. */
  box.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const { q } = detail.requestConfig.parameters;
    detail.shouldSwap &&= asked && q === field.value;
  });
  box.addEventListener("htmx:afterSwap", fill);
  /* A suggestion that fails is no trouble to anybody. */
  for (const name of ["beforeRequest", "afterRequest", "sendError", "responseError", "timeout", "beforeSwap", "afterSwap"]) {
    for (const part of [field, box]) part.addEventListener(`htmx:${name}`, (event) => event.stopPropagation());
  }
  htmx.process(field);
};

const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: field.dataset.style });
style.addEventListener("load", () => {
  start();
  if (document.activeElement === field && (!typed() || field.value !== field.defaultValue)) ask();
});
document.head.append(style);
