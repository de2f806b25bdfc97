/** The Scalability Protocols in the browser, over its WebSocket. */
export type { Handler, Question } from './answering.ts';
export { Bus } from './bus.ts';
export type { Dialer, DialerState } from './dialer.ts';
export {
  AddressInvalid,
  BadState,
  Closed,
  type ErrorCode,
  QueueFull,
  SpError,
  Timeout,
  Unreachable,
} from './errors.ts';
export type { SocketEvents, Status } from './events.ts';
export type { Bytes, Data, Message } from './message.ts';
export type { SocketOptions } from './options.ts';
export { Pair, type PairOptions } from './pair.ts';
export type { Pipe } from './pipe.ts';
export { Pub } from './pub.ts';
export { Pull } from './pull.ts';
export { Push } from './push.ts';
export { Rep } from './rep.ts';
export { Req, type ReqOptions } from './req.ts';
export { Respondent } from './respondent.ts';
export type { Socket } from './socket.ts';
export type { DropReason, Stats } from './stats.ts';
export { Sub, type SubOptions } from './sub.ts';
export { Surveyor, type SurveyOptions } from './surveyor.ts';
export type { Wait } from './wait.ts';
export type { WebSocketConstructor, WebSocketLike } from './websocket.ts';
