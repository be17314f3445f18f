import { connect } from 'node:net';

const METADATA = 3;
const VERSION = 1;
const CORRELATION = 1;
const NO_CLIENT_ID = -1;
const NO_TOPICS = 0;

const metadataRequest = (): Buffer => {
  const request = Buffer.alloc(18);
  request.writeInt32BE(14, 0);
  request.writeInt16BE(METADATA, 4);
  request.writeInt16BE(VERSION, 6);
  request.writeInt32BE(CORRELATION, 8);
  request.writeInt16BE(NO_CLIENT_ID, 12);
  request.writeInt32BE(NO_TOPICS, 14);
  return request;
};

/** Whether a Metadata request names at least one broker; the port alone opens earlier than that. */
export const kafkaIsReady = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(metadataRequest()));
    let answer = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      answer = Buffer.concat([answer, chunk]);
      if (answer.length < 12) return;
      resolve(answer.readInt32BE(4) === CORRELATION && answer.readInt32BE(8) > 0);
      socket.destroy();
    });
    socket.setTimeout(1000, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(false));
  });
