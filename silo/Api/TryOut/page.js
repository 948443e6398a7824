// The try-out page: the editor, the documentation beside it, and the answer.

const find = id => document.getElementById(id);
const examples = {
  "Who am I": ["{ me { actor { uuid event_listeners { uuid user_key } } } }", ""],
  "Create a facet": ["mutation CreateFacet {\n  facet_create(input: {user_key: \"org_unit_type\", validity: {from: \"2020-01-01\"}}) {\n    uuid\n  }\n}", ""],
  "Create a class": ["mutation CreateClass($facet: UUID!) {\n  class_create(input: {\n    facet_uuid: $facet\n    user_key: \"department\"\n    name: \"Department\"\n    validity: {from: \"2020-01-01\"}\n  }) {\n    uuid\n  }\n}", "{\"facet\": \"\"}"],
  "Create an org unit": ["mutation CreateOrgUnit($type: UUID!) {\n  org_unit_create(input: {\n    name: \"Roads\"\n    org_unit_type: $type\n    validity: {from: \"2021-01-01\"}\n  }) {\n    uuid\n    current { name unit_type { name } validity { from to } }\n  }\n}", "{\"type\": \"\"}"],
  "List org units": ["{\n  org_units(limit: 10) {\n    objects {\n      uuid\n      current { name parent { name } validity { from to } }\n      registrations { registration_id start operation }\n    }\n    page_info { next_cursor }\n  }\n}", ""],
  "Declare a listener": ["mutation CreateListener {\n  event_listener_create(input: {namespace: \"MO\", user_key: \"my_listener\", routing_key: \"org_unit\"}) {\n    uuid\n  }\n}", ""],
  "Fetch an event": ["query GetEvent($listener: UUID!) {\n  event_fetch(filter: {listener: $listener}, wait_seconds: 5) {\n    uuid\n    subject\n    token\n  }\n}", "{\"listener\": \"\"}"],
  "Acknowledge it": ["mutation Ack($token: EventToken!) {\n  event_acknowledge(input: $token)\n}", "{\"token\": \"\"}"],
};

function use(query, variables) {
  find("query").value = query;
  find("variables").value = variables;
  find("query").focus();
}

function state(text, bad) {
  find("state").textContent = text;
  find("state").className = bad ? "bad" : "";
}

async function ask(body) {
  const response = await fetch(location.pathname, {
    method: "POST",
    headers: {"Content-Type": "application/json", "Accept": "application/graphql-response+json, application/json;q=0.9"},
    body: JSON.stringify(body),
  });
  return [response.status, await response.json()];
}

async function run() {
  let variables;
  try {
    variables = JSON.parse(find("variables").value.trim() || "{}");
  } catch (error) {
    return state("The variables are not JSON: " + error.message, true);
  }
  const started = performance.now();
  find("run").disabled = true;
  state("Running …");
  try {
    const [status, answer] = await ask({query: find("query").value, variables});
    find("result").textContent = JSON.stringify(answer, null, 2);
    const count = answer.errors ? answer.errors.length : 0;
    const problems = count === 0 ? "" : count === 1 ? ", 1 error" : `, ${count} errors`;
    state(`${status} after ${Math.round(performance.now() - started)} ms${problems}`, count > 0);
  } catch (error) {
    state("No answer: " + error.message, true);
  } finally {
    find("run").disabled = false;
  }
}

async function begin() {
  const documentation = new Documentation(find("docs"), find("find"), examples, use);
  let schema;
  attachCompletion(find("query"), find("completions"), (text, caret) => schema ? complete(schema, text, caret) : {from: caret, options: []});
  use(...examples["Who am I"]);
  find("run").addEventListener("click", run);
  document.addEventListener("keydown", event => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      run();
    }
  });
  const [, answer] = await ask({query: introspection});
  schema = readSchema(answer.data);
  documentation.read(schema);
}

begin().catch(error => state("The schema could not be read: " + error.message, true));
