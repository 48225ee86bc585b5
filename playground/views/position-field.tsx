/** Where the run stands, as a number that can be written. */
import { useState } from "preact/hooks";

interface PositionFieldProps {
  readonly position: number;
  readonly length: number;
  readonly isOff: boolean;
  readonly onSeek: (position: number) => void;
}

export function PositionField({ position, length, isOff, onSeek }: PositionFieldProps) {
  const [written, setWritten] = useState<string>();
  const seek = () => {
    const wanted = Number(written);
    setWritten(undefined);
    if (written !== undefined && written.trim() !== "" && Number.isInteger(wanted)) {
      onSeek(Math.max(0, Math.min(length, wanted)));
    }
  };
  const onKeyDown = (pressed: KeyboardEvent) => {
    if (pressed.key === "Enter") seek();
    else if (pressed.key === "Escape") setWritten(undefined);
    else return;
    pressed.stopPropagation();
  };
  return (
    <label class="transport-position">
      <span>Step</span>
      <input
        type="text"
        inputMode="numeric"
        aria-label={`Step, of ${length}`}
        value={written ?? String(position)}
        disabled={isOff}
        onInput={(changed) => setWritten(changed.currentTarget.value)}
        onFocus={(focused) => focused.currentTarget.select()}
        onBlur={seek}
        onKeyDown={onKeyDown}
      />
      <span>of {length.toLocaleString("en")}</span>
    </label>
  );
}
