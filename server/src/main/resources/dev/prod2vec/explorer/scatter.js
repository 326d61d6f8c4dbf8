// Draws points: by WebGL, or on a plain canvas where there is none. It knows no products, only
// places, sizes and colours.

const VERTEX = `
attribute vec2 place;
attribute float size;
attribute vec4 colour;
uniform vec3 view;
uniform vec2 canvas;
uniform float scale;
varying vec4 shade;
varying float pixels;
void main() {
  vec2 at = (place * view.z + view.xy) / canvas * 2.0 - 1.0;
  gl_Position = vec4(at.x, -at.y, 0.0, 1.0);
  pixels = max(size * scale, 2.0);
  gl_PointSize = pixels;
  shade = colour;
}`;

const FRAGMENT = `
precision mediump float;
varying vec4 shade;
varying float pixels;
void main() {
  float far = length(gl_PointCoord - 0.5) * pixels;
  float inside = clamp(pixels * 0.5 - far + 0.5, 0.0, 1.0);
  gl_FragColor = vec4(shade.rgb, shade.a * inside);
}`;

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Float32Array} places x and y of each point
 * @param {Float32Array} sizes diameters in pixels at the scale 1
 * @returns what draws: `colour` sets the colour of each point, four bytes each; `draw` draws
 */
export function scatter(canvas, places, sizes) {
  const gl = canvas.getContext("webgl", { antialias: false, alpha: true, premultipliedAlpha: false });
  return gl === null ? plainScatter(canvas, places, sizes) : glScatter(gl, canvas, places, sizes);
}

function glScatter(gl, canvas, places, sizes) {
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ]) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  gl.useProgram(program);
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);

  const buffer = (name, data, numbers, type, normalized) => {
    const made = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, made);
    gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW);
    const at = gl.getAttribLocation(program, name);
    gl.enableVertexAttribArray(at);
    gl.vertexAttribPointer(at, numbers, type, normalized, 0, 0);
    return made;
  };
  buffer("place", places, 2, gl.FLOAT, false);
  buffer("size", sizes, 1, gl.FLOAT, false);
  const colours = buffer("colour", new Uint8Array(4 * sizes.length), 4, gl.UNSIGNED_BYTE, true);
  const uniform = (name) => gl.getUniformLocation(program, name);
  const [view, size, scale] = [uniform("view"), uniform("canvas"), uniform("scale")];

  return {
    colour(bytes) {
      gl.bindBuffer(gl.ARRAY_BUFFER, colours);
      gl.bufferData(gl.ARRAY_BUFFER, bytes, gl.STATIC_DRAW);
    },
    draw({ x, y, zoom, grow }) {
      gl.viewport(0, 0, canvas.width, canvas.height);
      gl.clearColor(0, 0, 0, 0);
      gl.clear(gl.COLOR_BUFFER_BIT);
      gl.uniform3f(view, x, y, zoom);
      gl.uniform2f(size, canvas.width, canvas.height);
      gl.uniform1f(scale, grow);
      gl.drawArrays(gl.POINTS, 0, sizes.length);
    },
    release: () => gl.getExtension("WEBGL_lose_context")?.loseContext(),
  };
}

function plainScatter(canvas, places, sizes) {
  const context = canvas.getContext("2d");
  let colours = new Uint8Array(4 * sizes.length);
  return {
    colour(bytes) {
      colours = bytes;
    },
    draw({ x, y, zoom, grow }) {
      context.clearRect(0, 0, canvas.width, canvas.height);
      for (let i = 0; i < sizes.length; i++) {
        const side = Math.max(1, sizes[i] * grow);
        const left = places[2 * i] * zoom + x - side / 2;
        const top = places[2 * i + 1] * zoom + y - side / 2;
        if (left > -side && top > -side && left < canvas.width && top < canvas.height) {
          const [r, g, b, a] = colours.subarray(4 * i, 4 * i + 4);
          context.fillStyle = `rgba(${r},${g},${b},${a / 255})`;
          context.fillRect(left, top, side, side);
        }
      }
    },
    release() {},
  };
}
