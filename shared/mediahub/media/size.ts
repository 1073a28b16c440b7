/** In pixels. */
export interface Size {
  width: number;
  height: number;
}

/** A part of a picture, by its upper left corner and its size. */
export interface Frame extends Size {
  x: number;
  y: number;
}
