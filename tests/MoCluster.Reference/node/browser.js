'use strict';
// {"url"} → what a user of the try-out page sees in Chromium: {"docs", "field", "used", "variables", "offered", "completed", "answer", "state",
// "complaints"}, or {"missing"} if there is no Chromium. {"url", "pictures": folder} also saves pictures.
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { serve } = require('./lines.js');

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome', 'chrome'];

serve(async ({ url, pictures }) => {
  const program = PROGRAMS.flatMap((name) => process.env.PATH.split(path.delimiter).map((folder) => path.join(folder, name))).find((file) => fs.existsSync(file));
  if (!program) {
    return { missing: `There is no Chromium on the PATH (${PROGRAMS.join(', ')}).` };
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mocluster-page-'));
  const browser = new Browser(program, folder);
  try {
    return await visit(browser, url, pictures);
  } finally {
    await browser.close();
    // Processes of the browser may still write for a moment. Only the asynchronous form of rm retries then.
    await fs.promises.rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
  }
});

async function visit(browser, url, pictures) {
  await browser.open(url);
  const seen = {};
  const text = (id) => `document.getElementById("${id}").innerText`;
  const picture = async (name) => pictures && fs.writeFileSync(path.join(pictures, `${name}.png`), await browser.picture());

  await browser.until(`${text('docs')}.includes("Types")`);
  seen.docs = await browser.evaluate(text('docs'));
  await picture('docs');

  await browser.click('#docs button', 'event_fetch');
  seen.field = await browser.evaluate(text('docs'));
  await picture('field');
  await browser.click('#docs button', 'Use');
  seen.used = await browser.evaluate('document.getElementById("query").value');
  seen.variables = await browser.evaluate('document.getElementById("variables").value');

  await browser.evaluate('document.getElementById("query").select()');
  await browser.type('{ me { ac');
  await browser.until(`!document.getElementById("completions").hidden && ${text('completions')}.includes("actor")`);
  seen.offered = await browser.evaluate(text('completions'));
  await picture('completion');
  await browser.press('Enter', 13);
  await browser.until('document.getElementById("query").value === "{ me { actor"');
  await browser.type(' { uuid } } }');
  await browser.until('document.getElementById("query").value.endsWith(" { uuid } } }")');
  await browser.press('Escape', 27);
  seen.completed = await browser.evaluate('document.getElementById("query").value');

  await browser.evaluate('document.getElementById("variables").value = ""');
  await browser.click('button', 'Run');
  await browser.until(`/^\\d+ after/.test(${text('state')})`);
  seen.answer = await browser.evaluate(text('result'));
  seen.state = await browser.evaluate(text('state'));
  await picture('answer');
  return { ...seen, complaints: browser.complaints };
}

/** Chromium without a window, controlled over pipes (the Chrome DevTools Protocol). */
class Browser {
  constructor(program, folder) {
    const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--remote-debugging-pipe', `--user-data-dir=${folder}`,
      '--window-size=1500,900', 'about:blank'];
    this.process = spawn(program, flags, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    this.asked = new Map();
    this.complaints = [];
    this.last = 0;
    let rest = '';
    this.process.stdio[4].setEncoding('utf8').on('data', (chunk) => {
      const messages = (rest + chunk).split('\0');
      rest = messages.pop();
      messages.forEach((message) => this.hear(JSON.parse(message)));
    });
    this.ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.ended.then((code) => this.asked.forEach(({ reject }) => reject(new Error(`Chromium ended with ${code}.`))));
  }

  hear({ id, result, error, method, params }) {
    if (id !== undefined) {
      const { resolve, reject } = this.asked.get(id);
      this.asked.delete(id);
      error ? reject(new Error(error.message)) : resolve(result);
    } else if (method === 'Runtime.exceptionThrown') {
      this.complaints.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
    } else if (method === 'Log.entryAdded' && params.entry.level === 'error') {
      this.complaints.push(params.entry.text);
    }
  }

  send(method, params = {}) {
    const id = ++this.last;
    this.process.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId: this.session })}\0`);
    return new Promise((resolve, reject) => this.asked.set(id, { resolve, reject }));
  }

  async open(url) {
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank' });
    this.session = (await this.send('Target.attachToTarget', { targetId, flatten: true })).sessionId;
    await Promise.all(['Page.enable', 'Runtime.enable', 'Log.enable'].map((method) => this.send(method)));
    await this.send('Page.navigate', { url });
    await this.until('document.readyState === "complete" && location.href !== "about:blank"');
  }

  async evaluate(expression) {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) {
      throw new Error(`${expression}: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
    }
    return result.value;
  }

  /** Waits until a condition is true in the page. Has no time limit: the test that started the script ends it if it takes too long. */
  async until(condition) {
    while (!(await this.evaluate(condition).catch(() => false))) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async click(selector, text) {
    const { x, y } = await this.evaluate(`(() => {
      const button = [...document.querySelectorAll(${JSON.stringify(selector)})].find(button => button.textContent === ${JSON.stringify(text)});
      button.scrollIntoView({ block: 'center' });
      const { left, top, width, height } = button.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    })()`);
    for (const type of ['mousePressed', 'mouseReleased']) {
      await this.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
    }
  }

  type(text) {
    return this.send('Input.insertText', { text });
  }

  async press(key, code) {
    for (const type of ['keyDown', 'keyUp']) {
      await this.send('Input.dispatchKeyEvent', { type, key, code: key, windowsVirtualKeyCode: code });
    }
  }

  async picture() {
    return Buffer.from((await this.send('Page.captureScreenshot')).data, 'base64');
  }

  async close() {
    this.process.kill('SIGKILL');
    await this.ended;
  }
}
