/** Time in the person's hand: of the run on the page. */
import { choose, goOn, input, pass, pause, play, seek, step, stepBack, stop } from "../run/client.ts";
import { drawn, goesOn, options, position, steps } from "../state/run-state.ts";
import { speed } from "../state/speed.ts";
import { Transport } from "../views/transport.tsx";

export function TimePanel() {
  const { standing, choosable = [] } = drawn.value.moment ?? {};
  return (
    <Transport
      steps={steps.value}
      position={position.value}
      goesOn={goesOn.value}
      isOpen={options.value !== undefined && drawn.value.moment !== undefined}
      standing={standing}
      choosable={choosable}
      speed={speed.value}
      onSeek={(wanted) => seek(wanted)}
      onStep={step}
      onStepBack={stepBack}
      onPlay={() => play(speed.value)}
      onPause={pause}
      onStop={stop}
      onSpeed={(stepsPerSecond) => {
        speed.value = stepsPerSecond;
        if (goesOn.value === "playing") play(stepsPerSecond);
      }}
      onGoOn={goOn}
      onChoose={choose}
      onPass={pass}
      onEndInput={() => input(undefined)}
    />
  );
}
