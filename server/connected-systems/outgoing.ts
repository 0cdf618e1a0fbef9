/** Decides which addresses a connector may speak to, and sees to it that the address that was checked is the one connected to. */
import { lookup as systemLookup } from 'node:dns/promises';
import { once } from 'node:events';
import { isIP, Socket } from 'node:net';
import type { LookupFunction, SocketConnectOpts } from 'node:net';
import { domainToASCII } from 'node:url';
import ipaddr from 'ipaddr.js';
import type { OutgoingRules } from './connections/connector-kind.ts';
import { SystemFault } from './connector.ts';

/** Every address a name stands for. The system's own resolver, unless a test plays it. */
export type Resolve = (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>;

/** An address that was checked: give it to a client instead of the name, and the name as the server name of TLS. */
export interface CheckedAddress {
  readonly address: string;
  readonly family: 4 | 6;
  /** The name without case, brackets and final dot; null for an address, which has no server name. */
  readonly serverName: string | null;
}

/** `within the council` leaves only addresses inside a listed network: what is not encrypted goes nowhere else. */
export type Reach = 'anywhere listed' | 'within the council';

export interface LookingUp {
  readonly resolve?: Resolve;
  readonly reach?: Reach;
}

export interface Connecting extends LookingUp {
  readonly host: string;
  readonly port: number;
  readonly rules: OutgoingRules;
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = readonly [Address, number];

interface Listed {
  readonly hosts: ReadonlySet<string>;
  readonly networks: readonly Network[];
}

/** Proves that every entry can be understood. @throws RangeError naming the first that cannot */
export function checkRules(rules: OutgoingRules): void {
  readRules(rules);
}

/**
 * Whether a host may be spoken to on a port, as far as it can be told without asking for its address. An address is its own name:
 * it has to be listed, or to lie in a listed network.
 * @throws SystemFault address-not-allowed
 */
export function assertAllowed(host: string, port: number, rules: OutgoingRules): void {
  const listed = readRules(rules);
  const name = plainHost(host);
  const isListed = listed.hosts.has(name) || listed.hosts.has(withPort(name, port));
  const literal = literalOf(name);
  if (literal === null) {
    if (!isListed) throw notAllowed('the host is not on the list');
    return;
  }
  if (!isListed && !isWithin(literal, listed)) throw notAllowed('the address is not on the list');
  assertAddress(literal, listed, 'anywhere listed');
}

/** Resolves once, and answers with an address that may be connected to. @throws SystemFault address-not-allowed, cannot-connect */
export async function checkedAddress({ host, port, rules, ...looking }: Connecting): Promise<CheckedAddress> {
  assertAllowed(host, port, rules);
  const name = plainHost(host);
  const [first] = await allowedAddresses(name, rules, looking);
  if (first === undefined) throw notAllowed('no address of the host may be spoken to');
  return { address: first.address, family: first.family, serverName: literalOf(name) === null ? name : null };
}

/** The `lookup` of node:net, node:http and node:tls. Port and written addresses are checked by `assertAllowed` before: Node looks up names alone. */
export function guardedLookup(rules: OutgoingRules, looking: LookingUp = {}): LookupFunction {
  return (host, options, callback) => {
    allowedAddresses(plainHost(host), rules, looking).then(
      (addresses) => {
        const fitting = addresses.filter(({ family }) => options.family === undefined || options.family === 0 || options.family === family || options.family === `IPv${family}`);
        const [first] = fitting;
        if (first === undefined) callback(notAllowed('no address of the host may be spoken to'), '', 0);
        else if (options.all === true) callback(null, [...fitting]);
        else callback(null, first.address, first.family);
      },
      (fault: unknown) => callback(fault instanceof Error ? fault : new Error('looking up failed', { cause: fault }), '', 0),
    );
  };
}

/**
 * A socket not connected yet, for clients that connect it themselves (`stream: () => guardedStream(rules)`): whatever host and port
 * they name is checked then. A refusal is its error, and is a SystemFault already.
 */
export function guardedStream(rules: OutgoingRules, looking: LookingUp = {}): Socket {
  return new GuardedSocket(rules, looking);
}

class GuardedSocket extends Socket {
  readonly #rules: OutgoingRules;
  readonly #looking: LookingUp;

  constructor(rules: OutgoingRules, looking: LookingUp) {
    super();
    this.#rules = rules;
    this.#looking = looking;
  }

  override connect(to: SocketConnectOpts | number | string, host?: string | (() => void), connected?: () => void): this {
    const options = typeof to === 'number' ? { port: to, host: typeof host === 'string' ? host : 'localhost' } : to;
    const listener = typeof host === 'function' ? host : connected;
    try {
      if (typeof options === 'string' || !('port' in options)) throw notAllowed('a file is no address');
      assertAllowed(options.host ?? 'localhost', options.port, this.#rules);
      return super.connect({ ...options, lookup: guardedLookup(this.#rules, this.#looking) }, listener);
    } catch (fault) {
      return this.destroy(fault instanceof Error ? fault : new Error('connecting failed', { cause: fault }));
    }
  }
}

export interface SocketWanted extends Connecting {
  readonly signal: AbortSignal;
  readonly connectMs: number;
}

/** A connected socket to a checked address, for clients that take one. TLS on it needs the server name. @throws SystemFault */
export async function guardedSocket({ host, port, rules, signal, connectMs, ...looking }: SocketWanted): Promise<Socket> {
  const socket = guardedStream(rules, looking);
  const connecting = setTimeout(() => socket.destroy(new Error('connecting took too long')), connectMs);
  const stop = (): void => void socket.destroy(new Error('nobody waits any more'));
  signal.addEventListener('abort', stop, { once: true });
  try {
    if (signal.aborted) stop();
    const connected = once(socket, 'connect');
    socket.connect(port, host);
    await connected;
    return socket;
  } catch (cause) {
    socket.destroy();
    throw cause instanceof SystemFault ? cause : new SystemFault('cannot-connect', 'the system could not be connected to', { cause });
  } finally {
    clearTimeout(connecting);
    signal.removeEventListener('abort', stop);
  }
}

type Found = Pick<CheckedAddress, 'address' | 'family'>;

async function allowedAddresses(name: string, rules: OutgoingRules, { resolve = resolveBySystem, reach = 'anywhere listed' }: LookingUp): Promise<readonly Found[]> {
  const listed = readRules(rules);
  const literal = literalOf(name);
  const answers = literal === null ? await resolve(name).catch(throwUnknownHost) : [{ address: name }];
  const allowed: Found[] = [];
  let refusal: unknown = notAllowed('the host has no address');
  for (const { address } of answers) {
    try {
      const checked = literalOf(address);
      if (checked === null) throw notAllowed('the resolver answered with no address');
      assertAddress(checked, listed, reach);
      allowed.push({ address: checked.toString(), family: checked.kind() === 'ipv4' ? 4 : 6 });
    } catch (fault) {
      refusal = fault;
    }
  }
  if (allowed.length === 0) throw refusal;
  return allowed;
}

function throwUnknownHost(cause: unknown): never {
  throw new SystemFault('cannot-connect', 'the host is unknown', { cause });
}

async function resolveBySystem(host: string): ReturnType<Resolve> {
  return await systemLookup(host, { all: true });
}

/** The addresses at which clouds hand their machines credentials: no list opens them. */
const metadata: readonly string[] = ['169.254.169.254', 'fd00:ec2::254'];
const globalIPv6: Network = ipaddr.parseCIDR('2000::/3');

function assertAddress(address: Address, listed: Listed, reach: Reach): void {
  const range = address.range();
  const isNoMachine = range === 'unspecified' || range === 'multicast' || range === 'broadcast';
  if (isNoMachine || metadata.includes(address.toString())) throw notAllowed('the address is never spoken to');
  if (isWithin(address, listed)) return;
  if (reach === 'within the council') throw notAllowed('only an address in a listed network is spoken to without encryption');
  const isGlobal = range === 'unicast' && (address.kind() === 'ipv4' || matches(address, globalIPv6));
  if (!isGlobal) throw notAllowed('a private address outside the listed networks');
}

function isWithin(address: Address, { networks }: Listed): boolean {
  return networks.some((network) => matches(address, network));
}

function matches(address: Address, [network, bits]: Network): boolean {
  if (address instanceof ipaddr.IPv4) return network instanceof ipaddr.IPv4 && address.match(network, bits);
  return network instanceof ipaddr.IPv6 && address.match(network, bits);
}

/** The address a host is written as, an IPv4 address in an IPv6 one taken out of it; null for a name. @throws SystemFault for an odd notation */
function literalOf(name: string): Address | null {
  if (isIP(name) !== 0 && !name.includes('%')) return ipaddr.process(name);
  // Resolvers take 0x7f.1, 2130706433 and 0177.0.0.1 for addresses; whoever writes one so has something to hide.
  if (name.includes('%') || name.includes(':') || ipaddr.isValid(name) || /^[\d.]+$/.test(name)) throw notAllowed('the address is written in an odd way');
  return null;
}

function plainHost(host: string): string {
  const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase().replace(/\.$/, '');
  return isIP(bare) === 0 && /[^\x20-\x7e]/.test(bare) ? domainToASCII(bare) : bare;
}

function withPort(name: string, port: number): string {
  return name.includes(':') ? `[${name}]:${port}` : `${name}:${port}`;
}

function readRules({ allowed }: OutgoingRules): Listed {
  const hosts = new Set<string>();
  const networks: Network[] = [];
  for (const entry of allowed) {
    if (entry.includes('/')) networks.push(networkOf(entry));
    else hosts.add(hostOf(entry));
  }
  return { hosts, networks };
}

function networkOf(entry: string): Network {
  try {
    return ipaddr.parseCIDR(entry);
  } catch (cause) {
    throw new RangeError(`${entry} is no network; a network is written 10.0.0.0/8 or fd00::/8.`, { cause });
  }
}

function hostOf(entry: string): string {
  const [, bracketed, name, port] = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9_.-]+|[0-9a-f:.]+))(?::(\d{1,5}))?$/i.exec(entry) ?? [];
  const host = bracketed ?? name;
  if (host === undefined) throw new RangeError(`${entry} is no host; a host is written name or name:port, without a scheme, path or star.`);
  const plain = plainHost(host);
  return port === undefined ? plain : withPort(plain, Number(port));
}

function notAllowed(detail: string): SystemFault {
  return new SystemFault('address-not-allowed', detail);
}
