/** What the person must be told: it stays until it is closed, or the next thing takes its place. */
import "./notice.css";

interface NoticeProps {
  readonly notice: { readonly kind: "failure" | "bound"; readonly text: string } | undefined;
  readonly onClose: () => void;
}

export function Notice({ notice, onClose }: NoticeProps) {
  return (
    <div class="notice" role="status" aria-live="polite">
      {notice !== undefined && (
        <div class={`notice-box ${notice.kind}`}>
          <p>{notice.text}</p>
          <button type="button" class="plain" onClick={onClose}>
            Close
          </button>
        </div>
      )}
    </div>
  );
}
