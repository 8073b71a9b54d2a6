// The official TypeScript SDK as a judge: what it makes of a scenario, streamed and plain, in one JSON form.
// Cases come on stdin as {url, cases: [...]}; verdicts go to stdout, by the scenario's name.

import Anthropic from '@anthropic-ai/sdk';

function client(url, item, way) {
  return new Anthropic({
    baseURL: `${url}/session/${item.judge}-${item.scenario}-${way}`,
    apiKey: 'sk-ant-test',
    maxRetries: item.retries ?? 0,
    timeout: item.timeout * 1000,
    defaultHeaders: { 'x-understudy-scenario': item.scenario, ...item.headers },
  });
}

// The door of the SDK that knows what the scenario plays.
function messages(client, item) {
  return item.beta ? client.beta.messages : client.messages;
}

async function plain(url, item, asking = client(url, item, 'plain')) {
  try {
    return { message: await messages(asking, item).create(item.request) };
  } catch (error) {
    return { error: told(error) };
  }
}

async function streamed(url, item, asking = client(url, item, 'stream')) {
  let text = '';
  let stream;
  try {
    stream = messages(asking, item).stream(item.request);
    stream.on('text', (piece) => (text += piece));
    const message = await withPatience(stream, item.timeout);
    return { message: copied(message), text };
  } catch (error) {
    return { error: told(error), text, snapshot: snapshot(stream) };
  }
}

// The SDK's own timeout ends with the headers; a body that stalls is left as a user leaves it.
async function withPatience(stream, seconds) {
  const timer = setTimeout(() => stream.abort(), seconds * 1000);
  try {
    return await stream.finalMessage();
  } finally {
    clearTimeout(timer);
  }
}

async function counted(url, item, asking) {
  try {
    const { model, messages } = item.request;
    return { counted: await asking.messages.countTokens({ model, messages }) };
  } catch (error) {
    return { error: told(error) };
  }
}

const DOINGS = { plain, stream: streamed, count: counted };

// What a case asks for, one after the other on one client; the last is the verdict.
async function done(url, item) {
  const asking = client(url, item, item.does.at(-1));
  let given;
  for (const doing of item.does) given = await DOINGS[doing](url, item, asking);
  return given;
}

// A message as plain JSON; its tool inputs are parsed only here, and may turn out to be none.
function copied(message) {
  return message ? JSON.parse(JSON.stringify(message)) : null;
}

function snapshot(stream) {
  try {
    return copied(stream?.currentMessage);
  } catch {
    return null;
  }
}

function told(error) {
  return {
    class: error.constructor.name,
    status: error.status ?? null,
    type: error.type ?? error.error?.error?.type ?? null,
    message: String(error.message),
  };
}

async function both(item) {
  verdicts[item.scenario] = { plain: await plain(url, item), stream: await streamed(url, item) };
}

async function read(input) {
  let text = '';
  for await (const piece of input) text += piece;
  return JSON.parse(text);
}

const { url, cases } = await read(process.stdin);
const verdicts = {};
if (cases[0].does) {
  // Side by side, because trying again takes its time.
  await Promise.all(cases.map(async (item) => (verdicts[item.scenario] = await done(url, item))));
} else {
  // Silence is waited for side by side.
  await Promise.all(cases.filter((item) => item.silent).map(both));
  for (const item of cases) if (!item.silent) await both(item);
}
process.stdout.write(JSON.stringify(verdicts), () => process.exit(0));
