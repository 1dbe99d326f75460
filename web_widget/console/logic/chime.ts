/** A soft sound for an immediate arrival: two quiet notes, made here, played only when switched on. */

const NOTES = [523.25, 659.25];
const NOTE_S = 0.35;
const LOUDNESS = 0.08;

export function chime(): void {
  const context = new AudioContext();
  NOTES.forEach((pitch, index) => {
    const start = context.currentTime + index * NOTE_S;
    const tone = new OscillatorNode(context, { type: "sine", frequency: pitch });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.setTargetAtTime(LOUDNESS, start, 0.03);
    volume.gain.setTargetAtTime(0, start + NOTE_S / 2, 0.08);
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(start + NOTE_S * 2);
  });
  setTimeout(() => void context.close(), 2_000);
}
