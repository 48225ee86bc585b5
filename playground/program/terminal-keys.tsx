/** Keys that the keyboard of a phone has not got. */
interface TerminalKeysProps {
  readonly onPress: (bytes: Uint8Array) => void;
}

const KEYS: readonly (readonly [label: string, byte: number, says: string])[] = [
  ["^C", 0x03, "Control and C: interrupt"],
  ["^Z", 0x1a, "Control and Z: stop"],
  ["^D", 0x04, "Control and D: end of input"],
  ["^\\", 0x1c, "Control and backslash: quit"],
  ["Tab", 0x09, "Tab"],
  ["Esc", 0x1b, "Escape"],
];

export function TerminalKeys({ onPress }: TerminalKeysProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div class="terminal-keys" role="group" aria-label="Keys">
      {KEYS.map(([label, byte, says]) => (
        <button key={label} type="button" aria-label={says} onClick={() => onPress(Uint8Array.of(byte))}>
          {label}
        </button>
      ))}
    </div>
  );
}
