// The list of completions at the caret of a text area.

const shown = 200;

function makeElement(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.filter(child => child !== undefined && child !== null && child !== ""));
  return element;
}

/** Completes the text of a text area. find gives {from, options} for a text and a position; the schema may be loaded later. */
function attachCompletion(area, list, find) {
  let found = {from: 0, options: []};
  let chosen = 0;

  const isOpen = () => !list.hidden;

  function close() {
    list.hidden = true;
    area.setAttribute("aria-expanded", "false");
    area.removeAttribute("aria-activedescendant");
  }

  function open() {
    const caret = area.selectionStart;
    found = caret === area.selectionEnd ? find(area.value, caret) : {from: caret, options: []};
    found.options = found.options.slice(0, shown);
    chosen = 0;
    const isDone = found.options.length === 1 && found.options[0].name === area.value.slice(found.from, caret);
    if (found.options.length === 0 || isDone)
      return close();
    list.replaceChildren(...found.options.map((option, at) => {
      const item = makeElement("li", {id: `completion-${at}`, className: option.deprecated === undefined ? "" : "deprecated"},
        makeElement("b", {textContent: option.name}), option.type ? makeElement("i", {textContent: option.type}) : "");
      item.setAttribute("role", "option");
      // On mousedown, because a click would take the focus from the text area.
      item.addEventListener("mousedown", event => {
        event.preventDefault();
        accept(at);
      });
      return item;
    }), makeElement("p"));
    list.hidden = false;
    area.setAttribute("aria-expanded", "true");
    place();
    choose(0);
  }

  /** Puts the list below the completed word. The font is monospaced and lines do not wrap, so the position can be computed. */
  function place() {
    const before = area.value.slice(0, found.from).split("\n");
    const style = getComputedStyle(area);
    const probe = makeElement("span", {className: "probe", textContent: "0".repeat(100)});
    document.body.append(probe);
    const width = probe.getBoundingClientRect().width / 100;
    probe.remove();
    const box = area.getBoundingClientRect();
    const left = box.left + parseFloat(style.paddingLeft) + before.at(-1).length * width - area.scrollLeft;
    const top = box.top + parseFloat(style.paddingTop) + before.length * parseFloat(style.lineHeight) - area.scrollTop;
    list.style.left = `${Math.max(0, Math.min(left, innerWidth - list.offsetWidth - 8))}px`;
    list.style.top = `${Math.max(0, Math.min(top, innerHeight - list.offsetHeight - 8))}px`;
  }

  function choose(at) {
    const items = list.querySelectorAll("li");
    items[chosen].setAttribute("aria-selected", "false");
    chosen = (at + items.length) % items.length;
    items[chosen].setAttribute("aria-selected", "true");
    items[chosen].scrollIntoView({block: "nearest"});
    area.setAttribute("aria-activedescendant", items[chosen].id);
    const {description, deprecated} = found.options[chosen];
    const about = [deprecated === undefined ? "" : `Deprecated: ${deprecated}`, description].filter(Boolean).join(" ");
    list.querySelector("p").textContent = about;
    list.querySelector("p").hidden = about === "";
  }

  function accept(at) {
    area.setRangeText(found.options[at].name, found.from, area.selectionEnd, "end");
    close();
    area.focus();
  }

  const keys = {
    ArrowDown: () => choose(chosen + 1),
    ArrowUp: () => choose(chosen - 1),
    Enter: () => accept(chosen),
    Tab: () => accept(chosen),
    Escape: close,
  };

  area.addEventListener("keydown", event => {
    if (event.key === " " && event.ctrlKey) {
      event.preventDefault();
      open();
    } else if (isOpen() && keys[event.key] && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      keys[event.key]();
    } else if (event.key.startsWith("Arrow") || event.key === "Home" || event.key === "End") {
      close();
    }
  });
  area.addEventListener("input", event => {
    const typed = area.value[area.selectionStart - 1] ?? "";
    if (event.inputType?.startsWith("insert") ? /[\w@$.]/.test(typed) : isOpen())
      open();
    else
      close();
  });
  area.addEventListener("blur", close);
  area.addEventListener("scroll", close);
}
