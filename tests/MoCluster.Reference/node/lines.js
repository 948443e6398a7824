'use strict';
// Answers JSON questions from stdin on stdout: one question per line and one answer per line, in order.
const readline = require('node:readline');

/** Answers every line until stdin ends. A failure is answered as {"failure": …}, so that the test sees it instead of waiting. */
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
