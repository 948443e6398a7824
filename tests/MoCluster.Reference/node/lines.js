'use strict';
// Speaks JSON over stdin and stdout: a question a line, an answer a line, in order.
const readline = require('node:readline');

/** Answers every line that comes until stdin ends. What fails is answered as {"failure": …}: a test must see it, not wait for it. */
exports.serve = async function serve(answer) {
  for await (const line of readline.createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    let said;
    try {
      said = await answer(JSON.parse(line));
    } catch (failure) {
      said = { failure: String(failure && failure.stack || failure) };
    }
    process.stdout.write(JSON.stringify(said) + '\n');
  }
};
