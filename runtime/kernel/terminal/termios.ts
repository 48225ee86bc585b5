/** The attributes of a terminal: what `tcgetattr` and `tcsetattr` move (layout and numbers: `abi/termios.ts`). */
import {
  B38400,
  CREAD,
  CS8,
  CSIZE,
  ECHO,
  ECHOCTL,
  ECHOE,
  ECHOK,
  ECHOKE,
  ICANON,
  ICRNL,
  IEXTEN,
  ISIG,
  IXON,
  NCCS,
  ONLCR,
  OPOST,
  PARENB,
  TERMIOS_SIZE,
  VDISCARD,
  VEOF,
  VERASE,
  VINTR,
  VKILL,
  VLNEXT,
  VMIN,
  VQUIT,
  VREPRINT,
  VSTART,
  VSTOP,
  VSUSP,
  VWERASE,
} from "../../abi/termios.ts";
import type { GuestMemory } from "../guest-memory.ts";

const CHARACTERS = 17;
const SPEEDS = 52;

/** Control characters as a terminal begins with them: ^C ^\ DEL ^U ^D ^Q ^S ^Z ^R ^O ^W ^V. */
const FIRST_CHARACTERS: readonly (readonly [number, number])[] = [
  [VINTR, 0x03],
  [VQUIT, 0x1c],
  [VERASE, 0x7f],
  [VKILL, 0x15],
  [VEOF, 0x04],
  [VMIN, 1],
  [VSTART, 0x11],
  [VSTOP, 0x13],
  [VSUSP, 0x1a],
  [VREPRINT, 0x12],
  [VDISCARD, 0x0f],
  [VWERASE, 0x17],
  [VLNEXT, 0x16],
];

export class Termios {
  input = ICRNL | IXON;
  output = OPOST | ONLCR;
  control = B38400 | CS8 | CREAD;
  local = ISIG | ICANON | ECHO | ECHOE | ECHOK | ECHOCTL | ECHOKE | IEXTEN;
  line = 0;
  readonly characters = new Uint8Array(NCCS);
  inputSpeed = B38400;
  outputSpeed = B38400;

  constructor() {
    for (const [place, character] of FIRST_CHARACTERS) this.characters[place] = character;
  }

  /** Is this byte the control character of that place? NUL turns one off. */
  is(byte: number, place: number): boolean {
    return byte !== 0 && this.characters[place] === byte;
  }

  /** Stores them, at an address that is checked as one. */
  store(memory: GuestMemory, address: number): void {
    const start = memory.check(address, TERMIOS_SIZE);
    memory.lend(start, TERMIOS_SIZE).fill(0);
    [this.input, this.output, this.control, this.local].forEach((flags, i) => {
      memory.setU32(start + 4 * i, flags);
    });
    memory.setU8(start + 16, this.line);
    memory.write(start + CHARACTERS, this.characters);
    memory.setU32(start + SPEEDS, this.inputSpeed);
    memory.setU32(start + SPEEDS + 4, this.outputSpeed);
  }

  /** Takes them from there. The line is no real one: eight bits, no parity, as a pseudo-terminal of Linux. */
  load(memory: GuestMemory, address: number): void {
    const start = memory.check(address, TERMIOS_SIZE);
    this.input = memory.u32(start);
    this.output = memory.u32(start + 4);
    this.control = (memory.u32(start + 8) & ~(CSIZE | PARENB)) | CS8 | CREAD;
    this.local = memory.u32(start + 12);
    this.line = memory.u8(start + 16);
    this.characters.set(memory.slice(start + CHARACTERS, NCCS));
    this.inputSpeed = memory.u32(start + SPEEDS);
    this.outputSpeed = memory.u32(start + SPEEDS + 4);
  }
}
