/** What went wrong, as a word that does not change between versions. */
export type ErrorCode = 'address-invalid' | 'bad-state' | 'closed' | 'queue-full' | 'timeout' | 'unreachable';

/** The parent of all errors that this package throws; an abort rejects with the signal's own reason instead. */
export class SpError extends Error {
  override name = 'SpError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The socket was closed. */
export class Closed extends SpError {
  override name = 'Closed';

  constructor(what: string) {
    super('closed', `${what} is closed`);
  }
}

/** The time that a call was given is over. */
export class Timeout extends SpError {
  override name = 'Timeout';

  constructor(what: string, millis: number) {
    super('timeout', `${what} took longer than ${millis} ms`);
  }
}

/** The call makes no sense now, such as a second reply to one question. */
export class BadState extends SpError {
  override name = 'BadState';

  constructor(message: string) {
    super('bad-state', message);
  }
}

/** A URL that cannot be dialed. */
export class AddressInvalid extends SpError {
  override name = 'AddressInvalid';

  constructor(url: string, why: string, options?: ErrorOptions) {
    super('address-invalid', `${url}: ${why}`, options);
  }
}

/** So many sends wait already that no further one may. */
export class QueueFull extends SpError {
  override name = 'QueueFull';

  constructor(waiting: number) {
    super('queue-full', `${waiting} sends wait for a peer already; await them, or raise sendBuffer`);
  }
}

/** A connection could not be made; browsers do not say why. */
export class Unreachable extends SpError {
  override name = 'Unreachable';

  constructor(url: string, why: string, options?: ErrorOptions) {
    super('unreachable', `${url}: ${why}`, options);
  }
}
