/** Half widths and heights of a body, measured from the middle line of the picture. */
export interface Frame {
  centre: number;
  neck: number;
  neckY: number;
  shoulder: number;
  shoulderY: number;
  chest: number;
  chestY: number;
  waist: number;
  waistY: number;
  hip: number;
  hipY: number;
  /** From the shoulder to the wrist. */
  arm: number;
  /** How far the arm stands off, in degrees. */
  armAngle: number;
  armWidth: number;
  wristWidth: number;
}

export const HERS: Frame = {
  centre: 450,
  neck: 54,
  neckY: 172,
  shoulder: 122,
  shoulderY: 202,
  chest: 134,
  chestY: 335,
  waist: 118,
  waistY: 470,
  hip: 142,
  hipY: 610,
  arm: 420,
  armAngle: 17,
  armWidth: 96,
  wristWidth: 62,
};

export const HIS: Frame = {
  ...HERS,
  neck: 58,
  neckY: 166,
  shoulder: 154,
  shoulderY: 206,
  chest: 154,
  chestY: 350,
  waist: 140,
  waistY: 500,
  hip: 148,
  hipY: 640,
  arm: 450,
  armAngle: 14,
  armWidth: 116,
  wristWidth: 84,
};

export const CHILDS: Frame = {
  ...HERS,
  neck: 56,
  neckY: 176,
  shoulder: 138,
  shoulderY: 206,
  chest: 146,
  chestY: 340,
  waist: 146,
  waistY: 470,
  hip: 152,
  hipY: 590,
  arm: 350,
  armAngle: 24,
  armWidth: 108,
  wristWidth: 78,
};
