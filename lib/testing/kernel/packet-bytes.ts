/** Ethernet frames with one IPv4 or IPv6 packet, whole and with right checksums. */
import type { Address } from "#lib/core/net/address.ts";
import { firstPoint, protocolAt } from "#lib/core/net/protocol.ts";

export interface Probe {
  /** Comes back in the kernel's counters: the IPv4 identification, or the IPv6 flow label. 1-65535. */
  readonly id: number;
  readonly source: Address;
  readonly destination: Address;
  /** A point of the service axis: what the packet asks of its destination. */
  readonly service: number;
  /** The port (tcp, udp) it comes from. */
  readonly sourcePort: number;
  /** An answer in a session rather than its first packet: of tcp SYN and ACK. */
  readonly isAnswer?: boolean;
}

const addressBytes = ({ family, value }: Address): Buffer =>
  Buffer.from(value.toString(16).padStart(family === "ipv4" ? 8 : 32, "0"), "hex");

/** RFC 1071. */
const checksum = (...parts: readonly Buffer[]): number => {
  const bytes = Buffer.concat(parts);
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += ((bytes[at] ?? 0) << 8) + (bytes[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
};

const pseudoHeader = ({ source, destination }: Probe, protocol: number, length: number): Buffer => {
  const tail = Buffer.alloc(8);
  tail.writeUInt32BE(length, 0);
  tail.writeUInt32BE(protocol, 4);
  return Buffer.concat([addressBytes(source), addressBytes(destination), tail]);
};

/** What follows the IP header; where its checksum stands, and whether it covers the addresses. */
const transport = (probe: Probe, protocol: number): Buffer => {
  const port = probe.service - firstPoint(protocol);
  const bytes = Buffer.alloc(protocol === 6 ? 20 : 8);
  if (protocol === 6 || protocol === 17) {
    bytes.writeUInt16BE(probe.sourcePort, 0);
    bytes.writeUInt16BE(port, 2);
    if (protocol === 17) bytes.writeUInt16BE(8, 4);
    else {
      bytes.writeUInt32BE(1, 4);
      bytes.writeUInt32BE(probe.isAnswer === true ? 2 : 0, 8);
      bytes.writeUInt16BE(probe.isAnswer === true ? 0x5012 : 0x5002, 12);
      bytes.writeUInt16BE(1024, 14);
    }
  } else if (protocol === 1 || protocol === 58) {
    bytes.writeUInt16BE(port, 0);
    bytes.writeUInt16BE(probe.sourcePort, 4);
  }
  const checksumAt = { 1: 2, 6: 16, 17: 6, 58: 2 }[protocol];
  if (checksumAt !== undefined) {
    const covered = protocol === 1 ? [bytes] : [pseudoHeader(probe, protocol, bytes.length), bytes];
    bytes.writeUInt16BE(checksum(...covered) || 0xffff, checksumAt);
  }
  return bytes;
};

const ipHeader = (probe: Probe, protocol: number, length: number): Buffer => {
  const { source, destination, id } = probe;
  if (source.family === "ipv6") {
    const header = Buffer.alloc(8);
    header.writeUInt32BE(0x6000_0000 + id, 0);
    header.writeUInt16BE(length, 4);
    header[6] = protocol;
    header[7] = 64;
    return Buffer.concat([header, addressBytes(source), addressBytes(destination)]);
  }
  const header = Buffer.alloc(12);
  header[0] = 0x45;
  header.writeUInt16BE(20 + length, 2);
  header.writeUInt16BE(id, 4);
  header[8] = 64;
  header[9] = protocol;
  const whole = Buffer.concat([header, addressBytes(source), addressBytes(destination)]);
  whole.writeUInt16BE(checksum(whole), 10);
  return whole;
};

/** To the device with this Ethernet address. */
export const frameOf = (probe: Probe, to: string): Buffer => {
  const protocol = protocolAt(probe.service);
  const payload = transport(probe, protocol);
  const ethernet = Buffer.alloc(14);
  Buffer.from(to.replaceAll(":", ""), "hex").copy(ethernet, 0);
  Buffer.from("020000000099", "hex").copy(ethernet, 6);
  ethernet.writeUInt16BE(probe.source.family === "ipv4" ? 0x0800 : 0x86dd, 12);
  return Buffer.concat([ethernet, ipHeader(probe, protocol, payload.length), payload]);
};

/** A pcap file of Ethernet frames, as `tcpreplay` reads it. */
export const pcapOf = (frames: readonly Buffer[]): Buffer => {
  const header = Buffer.alloc(24);
  header.writeUInt32LE(0xa1b2_c3d4, 0);
  header.writeUInt16LE(2, 4);
  header.writeUInt16LE(4, 6);
  header.writeUInt32LE(65_535, 16);
  header.writeUInt32LE(1, 20);
  const records = frames.flatMap((frame) => {
    const record = Buffer.alloc(16);
    record.writeUInt32LE(frame.length, 8);
    record.writeUInt32LE(frame.length, 12);
    return [record, frame];
  });
  return Buffer.concat([header, ...records]);
};
