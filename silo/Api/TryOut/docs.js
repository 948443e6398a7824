// The documentation of the schema: operations, types and their members. Each has a view with links to the others.

/** Shows the documentation in a panel. use(document, variables) puts an operation into the editor. */
class Documentation {
  constructor(panel, search, examples, use) {
    this.panel = panel;
    this.search = search;
    this.examples = examples;
    this.use = use;
    this.schema = undefined;
    this.pages = [];
    search.addEventListener("input", () => this.open());
    this.open();
  }

  /** Sets the schema when it is loaded. */
  read(schema) {
    this.schema = schema;
    this.open();
  }

  /** Shows a view; without an argument, the first one. */
  open(...page) {
    this.pages = page.length === 0 ? [] : [...this.pages, page];
    this.show();
  }

  back() {
    this.pages.pop();
    this.show();
  }

  show() {
    const page = this.pages.at(-1);
    const content = !page ? this.home() : page.length === 1 ? this.type(page[0]) : this.field(...page);
    const back = page ? [this.button("← Back", () => this.back(), "back")] : [];
    this.panel.replaceChildren(...back, ...content);
    this.panel.scrollTop = 0;
  }

  // --- views

  home() {
    const wanted = this.search.value.trim().toLowerCase();
    const fits = (...texts) => texts.some(text => (text ?? "").toLowerCase().includes(wanted));
    const groups = [["Examples", Object.entries(this.examples).filter(([name]) => fits(name))
      .map(([name, example]) => this.button(name, () => this.use(...example)))]];
    if (this.schema) {
      for (const [title, kind] of [["Queries", "query"], ["Mutations", "mutation"], ["Subscriptions", "subscription"]]) {
        const root = this.schema.roots[kind];
        groups.push([title, (root?.fields ?? []).filter(field => fits(field.name, field.description))
          .map(field => this.link(field.name, field, [root, field]))]);
      }
      const types = [...this.schema.types.values()].filter(type => !type.name.startsWith("__") && fits(type.name, type.description));
      groups.push(["Types", types.sort((a, b) => a.name < b.name ? -1 : 1).map(type => this.link(type.name, type, [type]))]);
    }
    const found = groups.filter(([, items]) => items.length > 0);
    return found.length === 0 ? [makeElement("p", {textContent: "No operation or type has this name."})]
      : found.flatMap(([title, items]) => [makeElement("h2", {textContent: title}), ...items]);
  }

  type(type) {
    const names = (title, types) => types?.length > 0
      ? [makeElement("h3", {textContent: title}), ...types.map(({name}) => this.reference({name}))] : [];
    return [
      makeElement("h2", {textContent: type.name}),
      makeElement("p", {className: "kind", textContent: type.kind.toLowerCase().replace("_", " ")}),
      ...this.about(type),
      ...names("Implements", type.interfaces),
      ...names(type.kind === "INTERFACE" ? "Implemented by" : "One of", type.possibleTypes),
      ...this.members("Fields", type.fields, field => [this.link(field.name, field, [type, field]), ": ", this.reference(field.type)]),
      ...this.members("Fields", type.inputFields, field => this.input(field)),
      ...this.members("Values", type.enumValues, value => [makeElement("code", {textContent: value.name})]),
    ];
  }

  field(parent, field) {
    const kind = Object.keys(this.schema.roots).find(kind => this.schema.roots[kind] === parent);
    return [
      makeElement("h2", {textContent: kind ? field.name : `${parent.name}.${field.name}`}),
      makeElement("p", {className: "kind"}, kind ? `${kind}: ` : "", this.reference(field.type)),
      ...this.about(field),
      ...(kind ? [this.button("Use", () => this.use(...skeleton(this.schema, kind, field)), "main")] : []),
      ...this.members("Arguments", field.args, argument => this.input(argument)),
    ];
  }

  // --- parts

  members(title, members, head) {
    return !members || members.length === 0 ? [] : [
      makeElement("h3", {textContent: title}),
      ...members.map(member => makeElement("section", {}, makeElement("div", {}, ...head(member)), ...this.about(member))),
    ];
  }

  input(input) {
    const defaultValue = input.defaultValue === null ? "" : makeElement("span", {className: "kind", textContent: ` = ${input.defaultValue}`});
    return [makeElement("code", {textContent: input.name}), ": ", this.reference(input.type), defaultValue];
  }

  about({description, isDeprecated, deprecationReason}) {
    return [
      ...(isDeprecated ? [makeElement("p", {className: "bad"}, "Deprecated: ", ...this.prose(deprecationReason ?? ""))] : []),
      ...(description ? [makeElement("p", {}, ...this.prose(description))] : []),
    ];
  }

  /** Text with `names` as code. */
  prose(text) {
    return text.split(/`([^`]*)`/).map((part, at) => at % 2 === 1 ? makeElement("code", {textContent: part}) : part);
  }

  /** The text of a type, with a link to its view. */
  reference(type) {
    if (type.kind === "NON_NULL")
      return makeElement("span", {}, this.reference(type.ofType), "!");
    if (type.kind === "LIST")
      return makeElement("span", {}, "[", this.reference(type.ofType), "]");
    return this.link(type.name, {}, [this.schema.types.get(type.name)], "type");
  }

  link(text, {description, isDeprecated}, page, className = "") {
    const link = this.button(text, () => this.open(...page), `link ${className} ${isDeprecated ? "deprecated" : ""}`.trim());
    link.title = description ?? "";
    return link;
  }

  button(textContent, act, className = "link") {
    const button = makeElement("button", {type: "button", textContent, className});
    button.addEventListener("click", act);
    return button;
  }
}

/** The smallest document with an operation and its required arguments, and the variables for it. */
function skeleton(schema, kind, field) {
  const needed = field.args.filter(isRequired);
  const declared = needed.map(argument => `$${argument.name}: ${typeText(argument.type)}`).join(", ");
  const passed = needed.map(argument => `${argument.name}: $${argument.name}`).join(", ");
  const variables = needed.length ? JSON.stringify(samples(schema, needed), null, 2) : "";
  const head = declared ? `${kind} (${declared})` : kind;
  return [`${head} {\n  ${field.name}${passed ? `(${passed})` : ""}${selectionOf(schema, field.type, "  ", 0)}\n}`, variables];
}

/** A placeholder value for each required input. */
function samples(schema, inputs) {
  return Object.fromEntries(inputs.map(input => [input.name, sample(schema, input.type)]));
}

function sample(schema, reference) {
  if (reference.kind === "NON_NULL")
    return sample(schema, reference.ofType);
  if (reference.kind === "LIST")
    return [sample(schema, reference.ofType)];
  const type = schema.types.get(reference.name);
  const plain = {Int: 0, Float: 0, Long: 0, Boolean: false};
  return type.kind === "INPUT_OBJECT" ? samples(schema, type.inputFields.filter(isRequired))
    : type.kind === "ENUM" ? type.enumValues[0].name : plain[type.name] ?? "";
}

/** The first selection on a type: its leaf fields, and for a page of a list its objects. */
function selectionOf(schema, reference, indent, depth) {
  const type = namedType(schema, reference);
  if (!isComposite(type))
    return "";
  const free = (type.fields ?? []).filter(field => !field.isDeprecated && !field.args.some(isRequired));
  const leaves = free.filter(field => !isComposite(namedType(schema, field.type))).slice(0, 6).map(field => field.name);
  const below = depth === 0 ? free.filter(field => ["objects", "page_info", "current"].includes(field.name) && !leaves.includes(field.name)) : [];
  const lines = [...leaves, ...below.map(field => field.name + selectionOf(schema, field.type, indent + "  ", depth + 1))];
  return ` {\n${(lines.length ? lines : ["__typename"]).map(line => `${indent}  ${line}`).join("\n")}\n${indent}}`;
}
