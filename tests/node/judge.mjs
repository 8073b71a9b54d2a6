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

async function plain(url, item) {
  try {
    return { message: await messages(client(url, item, 'plain'), item).create(item.request) };
  } catch (error) {
    return { error: told(error) };
  }
}

async function streamed(url, item) {
  let text = '';
  let stream;
  try {
    stream = messages(client(url, item, 'stream'), item).stream(item.request);
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

async function read(input) {
  let text = '';
  for await (const piece of input) text += piece;
  return JSON.parse(text);
}

const { url, cases } = await read(process.stdin);
const verdicts = {};
for (const item of cases) {
  verdicts[item.scenario] = { plain: await plain(url, item), stream: await streamed(url, item) };
}
process.stdout.write(JSON.stringify(verdicts), () => process.exit(0));
