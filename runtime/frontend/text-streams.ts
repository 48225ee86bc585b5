/** Keeps what guests write, as text: for tests, and for whoever wants to look at it before showing it. */
import { HostStreams } from "../kernel/files/host.ts";

export class TextStreams extends HostStreams {
  stdout = "";
  stderr = "";
  readonly #decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };

  override write(stream: "stdout" | "stderr", bytes: Uint8Array): void {
    this[stream] += this.#decoders[stream].decode(bytes, { stream: true });
  }
}
