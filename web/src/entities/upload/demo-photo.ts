// A photo to try things with, drawn and encoded by the browser: nothing is downloaded, and every one is another picture.
const WIDTH = 1600;
const HEIGHT = 1200;

/** Small steps of a seed: the same seed draws the same landscape. */
const random = (seed: number, n: number): number => {
  const wave = Math.sin(seed * 127.1 + n * 311.7) * 43_758.5453;
  return wave - Math.floor(wave);
};

/** A real JPEG of a new landscape. */
export async function drawDemoPhoto(name: string, seed: number): Promise<File> {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const brush = canvas.getContext('2d');
  if (!brush) throw new Error('this browser cannot draw');
  const hue = Math.floor(random(seed, 0) * 360);
  const sky = brush.createLinearGradient(0, 0, 0, HEIGHT);
  sky.addColorStop(0, `hsl(${hue} 60% 32%)`);
  sky.addColorStop(0.55, `hsl(${(hue + 40) % 360} 70% 68%)`);
  sky.addColorStop(1, `hsl(${(hue + 60) % 360} 80% 84%)`);
  brush.fillStyle = sky;
  brush.fillRect(0, 0, WIDTH, HEIGHT);
  brush.fillStyle = `hsl(${(hue + 50) % 360} 90% 88% / 0.9)`;
  brush.beginPath();
  brush.arc(
    WIDTH * (0.2 + random(seed, 1) * 0.6),
    HEIGHT * (0.25 + random(seed, 2) * 0.2),
    60 + random(seed, 3) * 60,
    0,
    2 * Math.PI,
  );
  brush.fill();
  for (let ridge = 0; ridge < 5; ridge++) drawRidge(brush, seed, ridge, hue);
  return new File([await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.88 })], name, {
    type: 'image/jpeg',
  });
}

function drawRidge(brush: OffscreenCanvasRenderingContext2D, seed: number, ridge: number, hue: number): void {
  const base = HEIGHT * (0.48 + ridge * 0.11);
  brush.fillStyle = `hsl(${(hue + 190 + ridge * 8) % 360} ${28 + ridge * 4}% ${56 - ridge * 10}%)`;
  brush.beginPath();
  brush.moveTo(0, HEIGHT);
  for (let x = 0; x <= WIDTH + 20; x += 20) {
    const slow = Math.sin((x / WIDTH) * (3 + ridge) + random(seed, ridge + 10) * 9);
    const quick = Math.sin((x / WIDTH) * (17 + ridge * 5) + random(seed, ridge + 20) * 9);
    brush.lineTo(x, base - slow * (70 - ridge * 6) - quick * (16 - ridge * 2));
  }
  brush.lineTo(WIDTH, HEIGHT);
  brush.fill();
}
