/* Makes the pages quicker to use, never possible: without it everything still works. */
(() => {
  "use strict";
  const region = document.getElementById("trouble");
  let waiting = 0;

  const slow = () => document.documentElement.classList.toggle("is-slow", waiting > 0);

  document.addEventListener("htmx:beforeRequest", () => {
    waiting += 1;
    setTimeout(slow, 200);
    region.replaceChildren();
  });
  document.addEventListener("htmx:afterRequest", () => {
    waiting = Math.max(0, waiting - 1);
    slow();
  });

  /* What was unfolded stays so when its region comes anew. */
  let unfolded = [];
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    /* What has an address is an answer for this place, be it that a search took too long. */
    if (detail.xhr.status === 503 && detail.xhr.getResponseHeader("HX-Push-Url")) {
      detail.shouldSwap = true;
      detail.isError = false;
    }
    unfolded = [...document.querySelectorAll("details[id][open]")].map(({ id }) => id);
  });
  const unfold = () => {
    for (const id of unfolded) document.getElementById(id)?.setAttribute("open", "");
  };
  document.addEventListener("htmx:oobAfterSwap", unfold);
  document.addEventListener("htmx:afterSwap", unfold);

  const trouble = ({ detail: { elt, requestConfig } }) => {
    const note = document.getElementById("trouble-note").content.cloneNode(true);
    const again = requestConfig?.triggeringEvent?.type ?? "click";
    note.querySelector("button").addEventListener("click", () => {
      region.replaceChildren();
      htmx.trigger(elt, again);
    });
    region.replaceChildren(note);
  };
  document.addEventListener("htmx:sendError", trouble);
  document.addEventListener("htmx:responseError", trouble);
  document.addEventListener("htmx:timeout", trouble);

  /* Without a script, or where the browser keeps the clipboard shut, the text itself
     can be selected. */
  const status = document.getElementById("announcements");
  const copy = async ({ currentTarget: button }) => {
    const { copy: id, said } = button.dataset;
    const text = document.getElementById(id);
    try {
      await navigator.clipboard.writeText(text.textContent.trim());
      status.textContent = button.textContent = said;
    } catch {
      getSelection().selectAllChildren(text);
    }
  };
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = !navigator.clipboard;
    button.addEventListener("click", copy);
  }

  /* Suggestions are fetched with their script when somebody comes to the field. */
  const field = document.querySelector("[data-suggest]");
  const suggest = () => import(field.dataset.suggest);
  if (field) {
    Object.assign(field, { role: "combobox", ariaExpanded: "false", ariaAutoComplete: "list" });
    field.addEventListener("focus", suggest, { once: true });
    if (field === document.activeElement) suggest();
  }

  /* Out of the filters on a phone, to what they show. */
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-closes-drawer]")) target.closest("details").open = false;
  });

  /* The map of what was found is one stop of the keyboard; arrows lead to the nearest
     council that way. What is pointed at is said above it. */
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const hexes = () => [...document.querySelectorAll(".hexmap[role] a")];
  const placeOf = (hex) => {
    const use = hex.querySelector("use");
    return [use.getAttribute("x"), use.getAttribute("y")];
  };
  const tell = ({ target }) => {
    const told = document.getElementById("told");
    if (!told) return;
    const use = target.closest(".hexmap[role] use, .hexmap[role] a");
    const said = (use?.closest("a") ?? use)?.querySelector("title")?.textContent;
    told.textContent = said ?? told.dataset.hint;
  };
  const stopAt = (hex) => {
    for (const other of hexes()) other.setAttribute("tabindex", other === hex ? 0 : -1);
  };
  const openMap = () => {
    const told = document.getElementById("told");
    if (!told) return;
    told.hidden = false;
    told.textContent = told.dataset.hint;
    stopAt(hexes().at(-1));
  };
  const step = (event) => {
    const way = ways[event.key];
    const here = event.target.closest(".hexmap[role] a");
    if (!way || !here || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const [x, y] = placeOf(here);
    let nearest, least = Infinity;
    for (const hex of hexes()) {
      const [right, down] = [placeOf(hex)[0] - x, placeOf(hex)[1] - y];
      const along = right * way[0] + down * way[1];
      const far = along + 2 * Math.abs(right * way[1] + down * way[0]);
      if (along > 0 && far < least) [nearest, least] = [hex, far];
    }
    nearest?.focus();
  };
  document.addEventListener("keydown", step);
  document.addEventListener("mouseover", tell);
  document.addEventListener("focusin", (event) => {
    tell(event);
    if (event.target.closest(".hexmap[role] a")) stopAt(event.target);
  });
  document.addEventListener("htmx:afterSwap", openMap);
  openMap();

  const summary = document.querySelector(".summary[autofocus]");
  if (summary) summary.focus();
})();
