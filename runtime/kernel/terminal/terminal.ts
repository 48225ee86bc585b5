/**
 * A terminal: what is typed comes from the host, what is written goes there, and between them is the line discipline
 * (`line-discipline.ts` for what is typed, `output.ts` for what is written). It knows whose it is: a session, of which one
 * process group is in the foreground. All of it is data; who types calls `type`.
 */
import type { Pid } from "../../abi/ids.ts";
import type { HostStreams } from "../files/host.ts";
import { WaitQueue } from "../wait-queue.ts";
import { InputQueue } from "./input-queue.ts";
import { Termios } from "./termios.ts";

/** Of which output of the host's it is the other side. */
export type TerminalStream = "stdout" | "stderr";

export interface Window {
  readonly rows: number;
  readonly columns: number;
  /** In pixels, where anybody knows. */
  readonly width?: number;
  readonly height?: number;
}

export class Terminal {
  readonly streams: HostStreams;
  readonly stream: TerminalStream;
  /** The host's own terminal edits lines, echoes and sends signals: here everything is passed on as it comes. */
  readonly cooked: boolean;
  /** Somebody types here: standard input is this terminal. */
  readonly typedAt: boolean;

  // Changed by the calls of job control (`controlling-terminal.ts`).
  /** The session that it controls. */
  session: Pid | undefined = undefined;
  /** The process group that may read and gets the signals that are typed. */
  foreground: Pid | undefined = undefined;

  // Changed by ioctl.
  attributes = new Termios();
  /** Nobody has said how large it is: zeros, as on Linux. */
  window: Required<Window> = { rows: 0, columns: 0, width: 0, height: 0 };

  // Changed by typing and reading.
  readonly input = new InputQueue();
  /** What was typed when `input` was full. */
  backlog = new Uint8Array(0);
  /** Nobody will type any more: after the rest comes the end. */
  ended: boolean;
  /** When somebody last typed, in virtual nanoseconds. */
  lastTyped = 0;
  /** The next byte is taken literally (VLNEXT). */
  literal = false;
  /** Bytes have been erased and shown so between \ and / (ECHOPRT). */
  erasing = false;
  readonly readable = new WaitQueue("the terminal to be typed at");

  // Changed by writing and echoing.
  /** Where the next byte appears, and where the line that is being edited began: to erase tabs. */
  column = 0;
  lineColumn = 0;
  /** Output is held up (VSTOP, `tcflow`): writers wait. */
  stopped = false;
  /** By `tcflow`: a typed VSTART does not let it go on. */
  stoppedByCall = false;
  /** What is to be echoed as soon as output goes on. */
  echoes: number[] = [];
  readonly writable = new WaitQueue("the terminal's output to go on");

  constructor(
    streams: HostStreams,
    options: { readonly stream: TerminalStream; readonly cooked: boolean; readonly typedAt: boolean },
  ) {
    this.streams = streams;
    this.stream = options.stream;
    this.cooked = options.cooked;
    this.typedAt = options.typedAt;
    this.ended = !options.typedAt;
  }
}
